"""P12: readers, the office and objectors while forty try to sign in and a bank sends 20,000 rows."""
