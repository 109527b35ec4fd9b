"""Who may see what: one declaration per field of every table of the house, read by pages, exports and what is published.

`TABLES` is put together from a file per room; a new field without a line in it fails `tests/house/test_disclosure.py`.
"""

from .levels import AUDIENCES, Level, Seen, Table
from .reading import allowed, level_of, owner_of, public_fields
from .tables import TABLES

__all__ = [
    "AUDIENCES",
    "TABLES",
    "Level",
    "Seen",
    "Table",
    "allowed",
    "level_of",
    "owner_of",
    "public_fields",
]
