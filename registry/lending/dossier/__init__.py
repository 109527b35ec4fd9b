"""The compensation file that fills itself, what the office sends back, how long a claim waits, and who bears the loss."""
