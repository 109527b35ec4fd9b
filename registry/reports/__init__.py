"""What the registers add up to, as of any day and as known on any day, each figure with the rows behind it."""
