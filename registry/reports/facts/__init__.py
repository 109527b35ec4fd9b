"""Facts gathered from the registers as of a day and as known on a day, in a number of queries that does not grow."""
