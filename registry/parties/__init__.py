"""Institutions and their members; businesses; who is qualified."""
