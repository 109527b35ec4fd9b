"""Judging reported rows against what stands, and booking them: new, corrected, unchanged or refused (R55)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from registry.history.acting import acting
from registry.history.bulk import create_all, update_all
from registry.ledger.doors import perform, register, require
from registry.ledger.errors import NotAllowed, Refusal
from registry.parties.models import Business
from registry.policy.identifiers import check_uscc

from .models import CreditFact, Delivery
from .rules import FactRow, fact_problems, last_day

REPORTER = "reporter"
CONTENT = ("level", "statement", "valid_until")


@dataclass
class Judged:
    """One row: `action` is new, changed, unchanged or rejected; `problems` are (field, sentence) pairs."""

    row: FactRow
    business: Business | None = None
    standing: CreditFact | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def action(self):
        if self.problems:
            return "rejected"
        if self.standing is None:
            return "new"
        return "changed" if self.changes else "unchanged"


def must_report(source, actor):
    """Raises NotAllowed unless the person reports for the source's own institution."""
    require(actor, "credit.report_facts", "报送信用信息")
    held = actor.memberships.current().filter(role=REPORTER, institution_id=source.institution_id)
    if not actor.is_superuser and not held.exists():
        raise NotAllowed(
            f"“{source}”由{source.institution}提供，您所在单位不能报送。请选择本单位的来源，或者由{source.institution}报送。"
        )


def judge(rows: Iterable[FactRow], *, source, today) -> list[Judged]:
    """Every row against the rules and the register, in their order. Writes nothing."""
    rows = list(rows)
    codes = {row.uscc for row in rows}
    businesses = {b.uscc: b for b in Business.objects.filter(uscc__in=codes)}
    stands = {_key(f): f for f in _standing(source, codes)}
    seen, judged = {}, []
    for row in rows:
        one = Judged(row, businesses.get(row.uscc), stands.get(row.key))
        one.problems += _code_problems(row, one.business)
        one.problems += fact_problems(row, retention_months=source.retention_months, today=today)
        if row.key in seen:
            one.problems.append(
                ("kind", f"与第{seen[row.key]}行是同一条信息（企业、事项、期间、文号相同）。请只保留一行。")
            )
        seen.setdefault(row.key, row.number)
        _compare(one, source)
        judged.append(one)
    return judged


def _standing(source, codes):
    rows = CreditFact.objects.filter(source=source, standing=True, business__uscc__in=codes)
    return rows.select_related("business", "institution")


def _key(fact):
    return fact.business.uscc, fact.kind, fact.period_from, fact.period_to, fact.reference


def _code_problems(row, business):
    checked = check_uscc(row.uscc)
    if not checked.ok:
        return [("uscc", str(error)) for error in checked.errors]
    if business is None:
        return [
            (
                "uscc",
                f"统一社会信用代码 {row.uscc} 的企业（户）不在登记范围内，不收存其信息。请删去此行，或核对代码。",
            )
        ]
    return []


def _compare(one, source):
    if one.problems or one.standing is None:
        return
    now = {name: getattr(one.row, name) for name in CONTENT}
    now["valid_until"] = now["valid_until"] or last_day(one.row.period_to, source.retention_months)
    for name, value in now.items():
        held = getattr(one.standing, name)
        if held != value:
            label = CreditFact._meta.get_field(name).verbose_name
            one.changes.append((label, _said(one.standing, name, held), _said(one.standing, name, value)))
    if one.changes and one.standing.repaired_on:
        one.problems.append(
            ("level", "这条信息已经登记信用修复，不能再改报。确有新的情况，请以新的文号报送。")
        )


def _said(fact, name, value):
    field_ = fact._meta.get_field(name)
    return str(dict(field_.choices).get(value, value) if field_.choices else value)


@transaction.atomic
def open_delivery(delivery: Delivery, judged, *, actor, today, reason="") -> Delivery:
    """Register an unsaved delivery with what was found in it; nothing is booked. Raises Refusal, NotAllowed."""
    must_report(delivery.source, actor)
    problems = _paper_problems(delivery, today)
    if problems:
        raise Refusal(problems)
    delivery.institution, delivery.received_by, delivery.received_on = (
        delivery.source.institution,
        actor,
        today,
    )
    count(delivery, judged)
    return register(delivery, actor=actor, today=today, reason=reason or "报送信用信息", clause="R55")


def _paper_problems(delivery, today):
    problems = []
    if not delivery.source.active:
        problems.append(f"来源“{delivery.source}”已停用，不能报送。请与旗金融服务中心联系。")
    if not delivery.purpose.strip():
        problems.append("没有写明用途。请写明这批信息用于什么，例如“信用企业（户）动态核查”。")
    if not delivery.authority.strip():
        problems.append("没有写明授权依据。请写明依据的法律、文件或协议。")
    if delivery.use_until is None or delivery.use_until < today:
        problems.append("没有写明使用期限，或使用期限已过。请填写今天或以后的日期。")
    return problems


def count(delivery, judged):
    """The four counts of a delivery, from its judged rows."""
    actions = [one.action for one in judged]
    delivery.rows = len(actions)
    delivery.created, delivery.corrected = actions.count("new"), actions.count("changed")
    delivery.unchanged, delivery.rejected = actions.count("unchanged"), actions.count("rejected")


@transaction.atomic
def book(delivery: Delivery, judged, *, actor, today, reason="", partial=False) -> Delivery:
    """Write the good rows of a received delivery; all rows or, with `partial`, those without problems.

    A correction supersedes the standing fact. Raises Refusal when rows are bad and `partial` is not chosen.
    """
    must_report(delivery.source, actor)
    bad = [one for one in judged if one.action == "rejected"]
    if bad and not partial:
        raise Refusal(f"有{len(bad)}行不符合要求，全部没有登记。请更正后重新报送，或者选择“只登记无误的行”。")
    if len(bad) == len(judged):
        raise Refusal("没有一行可以登记。请按错误说明更正后重新报送。")
    perform(delivery, _move(judged, bad), actor=actor, today=today, reason=reason)
    count(delivery, judged)
    with acting(actor, reason or "登记信用信息", source=f"delivery:{delivery.pk}"):
        delivery.save()
        _write(delivery, [one for one in judged if one.action in ("new", "changed")], today)
    return delivery


def _move(judged, bad):
    if bad:
        return "confirm_part"
    return "confirm_all" if any(one.action != "unchanged" for one in judged) else "find_unchanged"


def _write(delivery, good, today):
    superseded = [one.standing for one in good if one.standing is not None]
    for fact in superseded:
        fact.standing = False
    update_all(superseded, ["standing"])
    create_all(_fact(delivery, one, today) for one in good)


def _fact(delivery, one, today):
    row, source = one.row, delivery.source
    until = row.valid_until or last_day(row.period_to, source.retention_months)
    return CreditFact(
        source=source, institution=delivery.institution, business=one.business, kind=row.kind, level=row.level,
        period_from=row.period_from, period_to=row.period_to, statement=row.statement, reference=row.reference,
        reported_on=today, valid_until=until, delivery=delivery, corrects=one.standing,
    )  # fmt: skip


@transaction.atomic
def put_aside(delivery, *, actor, today, reason):
    """Put a delivery aside without booking it."""
    must_report(delivery.source, actor)
    return perform(delivery, "reject", actor=actor, today=today, reason=reason)
