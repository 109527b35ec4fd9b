"""The base of every register in the admin: who may see, what may be done next, and how history is kept.

Configuration only is written by the apps: list columns, filters, and `steps` naming the verb behind each move.
"""

from .export import ExportableAdmin
from .filters import VisibleRelatedFilter
from .forms import FilesStepForm, StepForm, day_field, file_field, text_field
from .proposed import ProposedAdmin
from .register import Guarded, Kept, ReadOnlyAdmin, RegistryAdmin, VisibleInline
from .shown_once import ShownOnce
from .steps import Step

__all__ = [
    "ExportableAdmin",
    "FilesStepForm",
    "Guarded",
    "Kept",
    "ProposedAdmin",
    "ReadOnlyAdmin",
    "RegistryAdmin",
    "ShownOnce",
    "Step",
    "StepForm",
    "VisibleInline",
    "VisibleRelatedFilter",
    "day_field",
    "file_field",
    "text_field",
]
