"""P7 and P11: the staff's lists over a million notes, and what a business's status was, out of a million ledger rows."""
