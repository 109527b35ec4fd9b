"""A long gap in the page: the system proposes to extend the window, a person decides; until then nobody is recognised (R29).

Every working day of the window a serious gap falls into is made up for by one more. Never shortened, never by itself.
"""

from django.db import transaction

from registry.history.acting import acting
from registry.history.clock import day_of
from registry.ledger.actors import system_actor
from registry.ledger.doors import require
from registry.ledger.effects import once
from registry.ledger.errors import Refusal
from registry.ledger.proposals import Act, must_be_proposed, register_act
from registry.ledger.proposals.models import Proposal
from registry.ledger.proposals.proposing import propose
from registry.policy.calendars import current_calendar
from registry.policy.dates import written

from .gaps import touched
from .models import Notice
from .proving import serious_gaps
from .windows import lengthen
from .wording.certificate import span_words

EXTEND = "extend_notice"
RIGHT = "publicity.close_notice"


def register_extension():
    """Called once from AppConfig.ready."""
    register_act(
        Act(
            EXTEND,
            "顺延公示期（公示网页中断）",
            RIGHT,
            RIGHT,
            _execute,
            _lines,
            key=_key,
            clause="R29",
            by_timer=True,
        )
    )


def unanswered(today):
    """Open notices with a serious gap nobody has decided on and nobody has been asked about."""
    for notice in Notice.objects.filter(status="open", page_checks__isnull=False).distinct().order_by("id"):
        if not waiting_for(notice).exists() and days_lost(notice):
            yield notice


def waiting_for(notice):
    """The open proposal about this notice, if any."""
    return Proposal.objects.filter(act=EXTEND, object_key=_name(notice.pk), status="open")


def days_lost(notice):
    """Counted days of the window that undecided serious gaps fall into."""
    return touched(_undecided(notice), _counted(notice), day_of)


@transaction.atomic
def propose_extension(notice, *, actor, today):
    """Ask a person: one proposal for all serious gaps not decided yet. Returns the Proposal, None when asked before."""
    found = _undecided(notice)
    key = f"notice:{notice.pk}:gap:{found[0].first.isoformat()}:{found[-1].first.isoformat()}:{today}"
    if not once(key, duty="propose_extensions", record=notice, effective_on=today, clause="R29"):
        return None
    spans = "；".join(span_words(gap.first, gap.last) for gap in found)
    return propose(
        EXTEND, actor=actor if actor.pk else system_actor(), today=today,
        reason=f"公示期内不能证明公示网页可读：{spans}。", notice=notice.pk, workdays=len(days_lost(notice)),
        gaps=[gap.first.isoformat() for gap in found], spans=spans,
    )  # fmt: skip


@transaction.atomic
def extend(notice, *, workdays, spans, actor, today, reason):
    """Under approval only: make the window `workdays` working days longer, counted from today when its end has passed.

    Raises Refusal unless the notice is open.
    """
    require(actor, RIGHT, "顺延公示期")
    must_be_proposed(EXTEND, actor, "顺延公示期")
    if notice.status != "open":
        raise Refusal(f"“{notice}”现在是“{notice.get_status_display()}”，不能顺延。")
    with acting(actor, reason):
        lengthen(notice, workdays, current_calendar(), today=today, why=f"公示网页中断（{spans}）")
    return notice


def must_not_wait(notice):
    """Raises Refusal while an extension is proposed and not decided: closing now would make it worthless."""
    there = waiting_for(notice).first()
    if there is not None:
        raise Refusal(
            f"“{notice}”因公示网页中断，已于{written(there.proposed_on)}提出顺延公示期，尚未决定。"
            "请先在“待批事项”中批准或驳回，再办结公示。"
        )


def _undecided(notice):
    decided = Proposal.objects.filter(
        act=EXTEND, object_key=_name(notice.pk), status__in=("approved", "refused")
    )
    told = {first for row in decided for first in row.arguments["gaps"]}
    return [gap for gap in serious_gaps(notice) if gap.first.isoformat() not in told]


def _counted(notice):
    from .days import day_strip

    return [day["date"] for day in day_strip(notice, notice.ends_on) if day["counted"]]


def _name(pk):
    return f"{Notice._meta.label_lower}:{pk}"


def _key(record, arguments):
    return _name(arguments["notice"])


def _execute(record, arguments, *, actor, today, reason):
    notice = Notice.objects.select_for_update().get(pk=arguments["notice"])
    return extend(
        notice, workdays=arguments["workdays"], spans=arguments["spans"], actor=actor, today=today, reason=reason
    )  # fmt: skip


def _lines(record, arguments):
    notice = Notice.objects.get(pk=arguments["notice"])
    return [
        ("公示", "—", str(notice)),
        ("不能证明网页可读的时段", "—", arguments["spans"]),
        ("公示工作日数", str(notice.workdays + notice.extra_workdays),
         str(notice.workdays + notice.extra_workdays + arguments["workdays"])),
        ("截止日", written(notice.ends_on), f"顺延{arguments['workdays']}个工作日"),
    ]  # fmt: skip
