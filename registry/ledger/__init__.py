"""How anything changes: moves, the one door for status, the chained record of every change, duties, messages."""
