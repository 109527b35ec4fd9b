"""The ledger a bank fills in: made for it, with its live notes, and recognised when it comes back."""
