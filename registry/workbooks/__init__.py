"""From the bytes of a file to a grid of cells: a gate that parses nothing, then a child process that may die alone.

Beside `history` the lowest room: ledgers, rosters, recommendation sheets, opinions and calendars are all read through it.
"""
