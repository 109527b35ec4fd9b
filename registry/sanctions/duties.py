"""Timed duties of this room: warn on the first day overdue, stop publication at the end of the term. A timer never lists (R68)."""

from registry.ledger.duties import Duty
from registry.lending.models import OverdueEpisode

from .breaches import LIFT, PREPARE, lift, moot, prepare, unhandled
from .models import BlacklistCase
from .publication import TERM_OVER, end_term
from .warning import WARN, warn_overdue


def unwarned(today):
    """Overdue episodes whose first day has come, without a warning yet, not voided; oldest first (R36, R65)."""
    rows = OverdueEpisode.objects.exclude(status="voided").filter(day1_on__lte=today, warning=None)
    return rows.select_related("bank", "note", "business").order_by("day1_on", "pk")


def terms_over(today):
    """Listings shown to the public whose longest term has ended."""
    return BlacklistCase.objects.filter(status="published", max_until__lte=today).order_by("max_until", "pk")


DUTIES = (
    Duty(PREPARE, "不良信息转办公室核查", "R37", unhandled, prepare),
    Duty(LIFT, "信息已更正或修复，解除线索", "A28", moot, lift),
    Duty(WARN, "预警提示并提出取消资格", "R36 R39", unwarned, warn_overdue),
    Duty(TERM_OVER, "黑名单公开期满，停止公开", "R51", terms_over, end_term),
)
