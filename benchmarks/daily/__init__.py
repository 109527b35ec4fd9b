"""P3: the timer's day over a million notes against the raw SQL that writes the same rows."""
