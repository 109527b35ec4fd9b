"""By when an objection must be accepted, found, answered, and forgotten; what is late is told once (A11)."""

from calendar import monthrange

from registry.ledger.effects import once
from registry.ledger.models import Effect
from registry.ledger.outbox import post
from registry.policy.calendars import current_calendar
from registry.policy.dates import written
from registry.policy.versions import terms_on

from .models import Objection, Statement

DUTY = "objection_alarms"


def workdays_after(today, count):
    """The `count`-th working day after `today`, that day not counted."""
    return current_calendar().window(today, count).end


def accept_by(today):
    return workdays_after(today, terms_on(today).objection_accept_wd)


def decide_by(today):
    return workdays_after(today, terms_on(today).objection_decide_wd)


def reply_by(today):
    return workdays_after(today, terms_on(today).objection_reply_wd)


def statement_by(today):
    return workdays_after(today, terms_on(today).statement_wd)


def forget_on(today):
    """The day the sender's data leaves, counted in months from the day the objection ended."""
    return months_after(today, terms_on(today).objection_retention_months)


def names_leave_on(day):
    """The day the names of persons leave what was over, or published, on `day`."""
    return months_after(day, terms_on(day).publicity_retention_months)


def months_after(day, months):
    """The same day of the month so many months later; the last one where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def next_deadline(objection):
    """(what is to be done, by when) of the step the objection stands before; ("", None) where nothing is owed."""
    if objection.status == "received":
        return "受理", objection.accept_due_on
    if objection.status in ("accepted", "investigating"):
        return "核查认定", objection.decide_due_on
    if objection.status in Objection.objects.all().FOUND and objection.sort != Objection.Sort.ANONYMOUS:
        return "答复", objection.reply_due_on
    return "", None


def deadline_in_words(objection, today) -> str:
    """2026年6月1日前核查认定，还剩3天 / 已超过2天."""
    what, due = next_deadline(objection)
    if due is None:
        return "—"
    left = (due - today).days
    tail = f"已超过{-left}天" if left < 0 else "今天到期" if left == 0 else f"还有{left}天"
    return f"{written(due)}前{what}，{tail}"


def late_objections(today):
    """Objections past a deadline nobody has been told of."""
    rows = list(Objection.objects.overdue(today).select_related("entry__notice").order_by("pk"))
    told = set(Effect.objects.filter(key__in=[_key(row) for row in rows]).values_list("key", flat=True))
    return [row for row in rows if _key(row) not in told]


def late_statements(today):
    """Statements asked for, past their day and not given, while the objection is still open."""
    rows = Statement.objects.filter(
        given_on=None, due_on__lt=today, objection__status__in=("accepted", "investigating")
    )
    rows = list(rows.select_related("objection__entry").order_by("pk"))
    told = set(Effect.objects.filter(key__in=[_silent(row) for row in rows]).values_list("key", flat=True))
    return [row for row in rows if _silent(row) not in told]


def tell_late(objection, *, actor, today):
    """Alarm the office once per step and deadline."""
    what, due = next_deadline(objection)
    if not once(_key(objection), duty=DUTY, record=objection, effective_on=due, clause="A11"):
        return
    post(
        key=_key(objection), kind="objection", to=["OFFICE"], today=today, about=objection,
        subject=f"异议超期：{objection.receipt_number}应在{written(due)}前{what}",
        body=f"对“{objection.entry.shown_name}”（{objection.entry.notice.number}）的异议，受理号{objection.receipt_number}，"
        f"应在{written(due)}前{what}，至今没有办理。请立即在后台“公示与公告—异议”中办理。",
    )  # fmt: skip


def tell_silent(statement, *, actor, today):
    """The business let its days pass: the office is told, and may find without a statement."""
    if not once(
        _silent(statement),
        duty="statement_alarms",
        record=statement,
        effective_on=statement.due_on,
        clause="A11",
    ):
        return
    found = statement.objection
    post(
        key=_silent(statement), kind="objection", to=["OFFICE"], today=today, about=found,
        subject=f"没有收到说明：{found.entry.shown_name}（{found.receipt_number}）",
        body=f"“{found.entry.shown_name}”应在{written(statement.due_on)}前作出说明，至今没有收到。"
        "可以联系催促，也可以按已查明的情况认定。",
    )  # fmt: skip


def _key(objection):
    """One key per deadline: to begin the check does not make its deadline another one."""
    _, due = next_deadline(objection)
    step = "accepted" if objection.status == "investigating" else objection.status
    return f"objection:{objection.pk}:late:{step}:{due:%Y%m%d}" if due else f"objection:{objection.pk}:-"


def _silent(statement):
    return f"statement:{statement.pk}:late:{statement.due_on:%Y%m%d}"
