"""Who is creditworthy and what became of the money: small rooms in one stack (docs/decisions/0002)."""
