"""Subscriptions by e-mail: a list with its filter, told once a day of what is new in it (issue 7, decision 0059)."""
