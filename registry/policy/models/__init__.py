"""The policy document as dated data: versions, reference rates, size thresholds, conditions, calendar."""

from .calendar import CalendarDay, CalendarVersion, CalendarYear
from .condition import AdmissionCondition, ConditionAnswerer
from .rate import ReferenceRate
from .threshold import SizeThreshold
from .version import PolicyVersion

__all__ = [
    "AdmissionCondition",
    "CalendarDay",
    "CalendarVersion",
    "CalendarYear",
    "ConditionAnswerer",
    "PolicyVersion",
    "ReferenceRate",
    "SizeThreshold",
]
