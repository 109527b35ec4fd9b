"""Papers and their Word layouts in the admin."""

from .layouts import LayoutFileAdmin, WordLayoutAdmin
from .papers import IssuedDocumentAdmin

__all__ = ["IssuedDocumentAdmin", "LayoutFileAdmin", "WordLayoutAdmin"]
