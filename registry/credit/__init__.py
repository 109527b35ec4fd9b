"""Collected credit facts, and who may look at a business's credit file (R55, domain §5.3–5.5)."""
