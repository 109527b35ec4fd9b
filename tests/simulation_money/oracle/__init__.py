"""What must be owed, told and counted, foretold from domain.md §1.4 and §1.7 alone; imports nothing of the product."""

from .book import Oracle
from .ladder import Step

__all__ = ["Oracle", "Step"]
