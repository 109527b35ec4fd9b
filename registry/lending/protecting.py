"""Bank or guarantor secures a claim: 保全措施 or 补充抵质押担保 after an overdue or a broken condition (R38, 可)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.policy.dates import written

from .addressees import acting_lender
from .files import keep_file
from .models import ProtectiveMeasure
from .rules import measure_problems

DEED = "登记保全和补充担保措施"


@transaction.atomic
def protect_episode(episode, *, actor, today, kind, description, amount, taken_on=None, file=None, reason=""):
    """Record a measure because of one overdue episode. Returns the ProtectiveMeasure. 元."""
    problems = []
    if episode.status in ("voided", "cured", "recovered", "written_off"):
        problems.append(f"{episode}现在是“{episode.get_status_display()}”，没有需要保全的债务。请核对。")
    measure = ProtectiveMeasure(business=episode.business, line=episode.note.line, episode=episode)
    given = {"kind": kind, "description": description, "amount": amount, "taken_on": taken_on or today}
    return _record(measure, given, (episode.day1_on, "逾期第1日"), file, problems, actor, today, reason)


@transaction.atomic
def protect_line(
    line, *, actor, today, condition, kind, description, amount, taken_on=None, file=None, reason=""
):
    """Record a measure because the borrower broke an admission condition (R37). Returns the ProtectiveMeasure. 元.

    Raises Refusal unless the business was warned for it or lost its standing.
    """
    problems = []
    warned = line.business.qualifications.filter(status__in=("warned", "cancelled")).exists()
    if not warned:
        problems.append(
            f"{line.business}没有被预警，也没有被取消资格，不能以违反准入条件为由登记措施。请先发出违反准入条件的预警。"
        )
    if line.status == "closed":
        problems.append(f"{line}已经结清，没有需要保全的债务。请核对。")
    measure = ProtectiveMeasure(business=line.business, line=line, condition=condition)
    given = {"kind": kind, "description": description, "amount": amount, "taken_on": taken_on or today}
    return _record(measure, given, (line.signed_on, "签约日期"), file, problems, actor, today, reason)


def _record(measure, given, since, file, problems, actor, today, reason):
    require(actor, "lending.add_protectivemeasure", DEED)
    bank = measure.line.bank
    measure.bank, measure.institution = bank, acting_lender(bank, actor, DEED)
    problems += [
        str(r)
        for r in measure_problems(
            given["description"], given["amount"], given["taken_on"], *since, today=today
        )
    ]
    if given["kind"] not in ProtectiveMeasure.Kind.values:
        problems.append("没有选择措施种类。请选择财产保全、补充抵押、补充质押、追加保证或者其他措施。")
    for name, value in given.items():
        setattr(measure, name, value.strip() if isinstance(value, str) else value)
    problems += _same(measure)
    if problems:
        raise Refusal(problems)
    keep_file(measure, "file", file)
    with acting(actor, reason or DEED):
        measure.save()
    return measure


def _same(measure):
    names = ("line", "institution", "kind", "taken_on", "amount")
    if not ProtectiveMeasure.objects.filter(**{name: getattr(measure, name) for name in names}).exists():
        return []
    told = f"{measure.get_kind_display()}，{written(measure.taken_on)}"
    return [f"同样的措施（{told}）已经登记，不必重复登记。另一项措施的，请核对种类、日期和金额。"]
