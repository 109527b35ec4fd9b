"""The base of every register in the admin: who may see, what may be done next, and how history is kept.

Configuration only is written by the apps: list columns, filters, and `steps` naming the verb behind each move.
"""

from .export import ExportableAdmin
from .filters import VisibleRelatedFilter
from .forms import StepForm
from .proposed import ProposedAdmin
from .register import Guarded, ReadOnlyAdmin, RegistryAdmin, VisibleInline
from .steps import Step

__all__ = [
    "ExportableAdmin",
    "Guarded",
    "ProposedAdmin",
    "ReadOnlyAdmin",
    "RegistryAdmin",
    "Step",
    "StepForm",
    "VisibleInline",
    "VisibleRelatedFilter",
]
