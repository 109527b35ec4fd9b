"""The banks' own door: a bank's system sends its ledger, asks what became of it, and has it confirmed (issue 5)."""
