"""How a row is kept: who changed it, why, when, and that nobody changed it meanwhile. The lowest room."""
