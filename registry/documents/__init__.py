"""Issued papers: numbered without gaps, immutable, checkable by code (domain §1.8, §7)."""
