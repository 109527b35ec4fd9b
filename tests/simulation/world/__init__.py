"""The county as the product sees it: days, people and faults drawn from one seed, acting through the real doors."""

from .driver import Found, World

__all__ = ["Found", "World"]
