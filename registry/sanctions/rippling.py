"""What of this room rests on an overdue episode: the warning, the cancellation made on it, the lines that were stopped."""

from registry.ledger.doors import perform
from registry.ledger.models import StatusChange
from registry.lending.ripple.kinds import Act, Kind, register_kind
from registry.parties.models import Qualification
from registry.policy.dates import written

from . import wording
from .cancelling import restore
from .withdrawing import voided_letter, withdraw_voided

LINE, QUALIFICATION = "lending.creditline", Qualification._meta.label_lower


def warning_of(episode):
    return getattr(episode, "warning", None)


def cancellation_on(episode):
    """The cancellation that rests on the warning of this episode while it is in force: its StatusChange, or None."""
    warning = warning_of(episode)
    change = warning.cancelled_by if warning is not None else None
    if change is None:
        return None
    last = StatusChange.objects.filter(record_type=change.record_type, record_id=change.record_id)
    return change if last.order_by("ordinal").last() == change else None


def held_by(change, episode):
    """The other warnings that carry the cancellation; "" when it rests on this episode alone."""
    others = (
        change.relied_on.exclude(episode=episode).filter(withdrawn_on=None).exclude(episode__status="voided")
    )
    named = "、".join(others.order_by("pk").values_list("document_number", flat=True))
    return f"另有{named}为依据，仍然成立" if named else ""


def _warnings(episode):
    warning = warning_of(episode)
    if warning is not None and warning.withdrawn_on is None:
        yield Act(warning, warning.document_number or str(warning), warning.issued_on)


def _cancellations(episode):
    change = cancellation_on(episode)
    if change is not None:
        standing = Qualification.objects.select_related("business").get(pk=change.record_id)
        day = change.effective_on
        yield Act(standing, f"取消信用资格（{written(day)}决定）", day, held_by(change, episode))


def _lines(episode):
    change = cancellation_on(episode)
    if change is None:
        return
    stopped = StatusChange.objects.filter(record_type=LINE, move="suspend", facts__because=change.position)
    keys = stopped.values_list("record_id", flat=True)
    for line in episode.business.credit_lines.filter(pk__in=list(keys), status="suspended").order_by("pk"):
        yield Act(line, f"停止合同{line.contract_no}新增放款", change.effective_on, held_by(change, episode))


def _withdraw(row, warning, *, actor, today, reason, because):
    return withdraw_voided(warning, actor=actor, today=today, reason=reason, because=because)


def _restore(row, standing, *, actor, today, reason, because):
    """By the door of restoring: its own right, and another person than who cancelled."""
    restore(standing, actor=actor, today=today, reason=reason, basis=f"银行更正数据（{row.why}）")


def _resume(row, line, *, actor, today, reason, because):
    perform(line, "resume", actor=actor, today=today, reason=reason, because=because)


def _restoration(standing, episode, today):
    return wording.restoration(
        qualification=standing, basis=f"{episode.bank.name}更正后的台账", reason="取消资格所依据的逾期，经银行更正数据，依据不再成立",
        today=today,
    )  # fmt: skip


def register_kinds():
    """Called once from AppConfig.ready."""
    register_kind(Kind(
        "warning", "撤回预警", _warnings, _withdraw, order=2,
        draft=lambda record, episode, today: voided_letter(record), gone=lambda record: record.withdrawn_on is not None,
    ))  # fmt: skip
    register_kind(Kind(
        "cancellation", "恢复资格", _cancellations, _restore, order=3,
        draft=_restoration, gone=lambda record: record.status != "cancelled",
    ))  # fmt: skip
    register_kind(Kind(
        "line", "恢复放款", _lines, _resume, order=4, gone=lambda record: record.status != "suspended",
    ))  # fmt: skip
