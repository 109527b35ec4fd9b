"""The bank checks what the money is used for; a suspicion of misuse is put before the office, never acted on by itself (R34, R68)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post
from registry.policy.dates import written

from . import wording
from .addressees import codes_of, must_act_for
from .files import keep_file
from .models import LoanNote, SupervisionNote
from .rules import CheckFacts, check_problems

DEED = "登记资金使用监督检查"


@transaction.atomic
def record_check(
    subject, *, actor, today, looked_at, finding, checked_on=None, remarks="", file=None, reason=""
):
    """Record one check of a credit line or a loan note. Returns the SupervisionNote. `file` is (name, bytes) or None.

    挪用嫌疑 is told to the office, which considers it (`consider`). Raises NotAllowed, Refusal with every reason.
    """
    require(actor, "lending.add_supervisionnote", DEED)
    must_act_for(subject.bank, actor, DEED)
    note = subject if isinstance(subject, LoanNote) else None
    checked_on = checked_on or today
    since = note.start_on if note else subject.signed_on
    facts = CheckFacts(finding, looked_at, checked_on, since, remarks)
    problems = [str(found) for found in check_problems(facts, today=today)]
    if subject.supervisions.filter(note=note, checked_on=checked_on).exists():
        problems.append(
            f"{written(checked_on)}的监督检查已经登记，不必重复登记。另有检查的，请填写实际检查日期。"
        )
    if problems:
        raise Refusal(problems)
    record = SupervisionNote(
        bank=subject.bank, line=note.line if note else subject, note=note, checked_on=checked_on,
        looked_at=looked_at.strip(), finding=finding, remarks=remarks.strip(),
    )  # fmt: skip
    keep_file(record, "file", file)
    with acting(actor, reason or DEED):
        record.save()
    if finding == SupervisionNote.Finding.MISUSE:
        _tell(record, today)
    return record


def _tell(record, today):
    text = wording.misuse(record)
    post(
        key=f"lending.misuse:{record.pk}", kind="misuse", to=codes_of("office"), subject=text.title, body=text.body,
        today=today, about=record,
    )  # fmt: skip


@transaction.atomic
def consider(record, *, actor, today, consideration, reason=""):
    """The office records what it made of a suspicion of misuse. A blacklist case is proposed apart, by a person (R68)."""
    require(actor, "lending.change_supervisionnote", "登记研究结果")
    record.refresh_from_db(from_queryset=SupervisionNote._base_manager.select_for_update())
    problems = []
    if record.finding != SupervisionNote.Finding.MISUSE:
        problems.append(
            f"{record}的检查结果是“{record.get_finding_display()}”，只有“挪用嫌疑”才需要办公室研究。"
        )
    if record.considered_on:
        problems.append(f"已于{written(record.considered_on)}登记研究结果，不必重复登记。")
    if not consideration.strip():
        problems.append(
            "没有填写研究结果。请写明是否提出列入黑名单及理由；提出的，请另在“黑名单案件”中办理。"
        )
    if problems:
        raise Refusal(problems)
    record.considered_on, record.consideration = today, consideration.strip()
    with acting(actor, reason or "研究挪用嫌疑"):
        record.save(update_fields=["considered_on", "consideration"])
    return record
