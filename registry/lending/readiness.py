"""Before the first drawdown: words of departments that have expired since the recognition are asked for again (R37, R61)."""

from registry.ledger.duties import Duty
from registry.parties.models import Qualification
from registry.screening.rechecking import ask_expired, expired_words

from .models import CreditLine

ASK = "lending.ask_again"


def stale(today):
    """Signed contracts with nothing drawn yet, of businesses in force on whom somebody's word has expired."""
    rows = CreditLine.objects.filter(
        status="signed", notes=None, business__qualifications__status__in=Qualification.IN_FORCE
    )
    rows = rows.select_related("business").order_by("pk").distinct()
    return [line for line in rows if expired_words(line.business, today)]


def _ask(line, *, actor, today):
    ask_expired(line.business, actor=actor, today=today)


DUTIES = (Duty(ASK, "首次放款前重新征询过期意见", "R37 R61", stale, _ask),)
