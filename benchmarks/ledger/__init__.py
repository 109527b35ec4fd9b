"""A bank's ledger from upload to booked, beside its floor and beside the stock way (goals P1 and P2, issue 5 demand 16)."""
