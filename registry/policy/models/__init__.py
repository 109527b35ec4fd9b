"""The policy document as dated data: versions, reference rates, size thresholds, conditions, calendar."""

from .calendar import CalendarDay, CalendarYear
from .condition import AdmissionCondition, ConditionAnswerer
from .rate import ReferenceRate
from .threshold import SizeThreshold
from .version import PolicyVersion

__all__ = [
    "AdmissionCondition",
    "CalendarDay",
    "CalendarYear",
    "ConditionAnswerer",
    "PolicyVersion",
    "ReferenceRate",
    "SizeThreshold",
]
