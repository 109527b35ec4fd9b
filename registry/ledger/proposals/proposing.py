"""The first person: an act is written down with what it would change, and waits."""

from django.db import IntegrityError, transaction

from registry.policy.calendars import current_calendar
from registry.policy.dates import written

from ..actors import is_system, system_actor
from ..doors import perform, register, require
from ..errors import Refusal
from .acts import act_for
from .models import Proposal
from .packing import pack

LAPSED = "超过有效期没有批准，自动作废"


@transaction.atomic
def propose(name, record=None, *, actor, today, reason, **arguments) -> Proposal:
    """Propose act `name` on `record` (None: something new). Returns the open Proposal.

    The system may ask a person for what it has found; it never decides. Raises NotAllowed without the right, Refusal without a reason, on a problem of the act, or when one is open.
    """
    act = act_for(name)
    if not (act.by_timer and is_system(actor)):
        require(actor, act.proposes, f"提出{act.label}")
    problems = (
        [] if reason.strip() else [f"“提出{act.label}”必须写明理由，理由栏现在是空的。请填写后再提交。"]
    )
    problems += act.problems(record, arguments, today)
    key = act.key(record, arguments)[:120]
    problems += _already_open(act, key, today)
    if problems:
        raise Refusal(problems)
    proposal = _draft(act, record, arguments, key, actor, today, reason)
    try:
        with transaction.atomic():
            return register(proposal, actor=actor, today=today, reason=reason, clause=act.clause)
    except IntegrityError as error:
        raise Refusal(_open_sentence(act, proposal.record_key)) from error


def propose_step(name):
    """A verb for an admin Step that proposes act `name` instead of doing it."""

    def verb(record, *, actor, today, reason, **arguments):
        return propose(name, record, actor=actor, today=today, reason=reason, **arguments)

    return verb


def _already_open(act, key, today):
    there = Proposal.objects.filter(act=act.name, object_key=key, status="open").first()
    if there is None:
        return []
    if there.expires_on < today:
        perform(there, "expire", actor=system_actor(), today=today, reason=LAPSED)
        return []
    who = f"{there.proposed_by}于{written(there.proposed_on)}提出"
    return [f"{_open_sentence(act, there.record_key).rstrip('。')}（{who}）。"]


def _open_sentence(act, named):
    return f"“{named}”已有一件待批准的“{act.label}”，不能重复提出；请先批准、驳回或撤回那一件。"


def _draft(act, record, arguments, key, actor, today, reason):
    window = current_calendar().window(today, act.workdays)
    named = str(record) if record is not None else act.key(None, arguments)
    lines = [[label, old, new] for label, old, new in act.describe(record, arguments)]
    lines += [[label, old, new] for label, old, new in act.foresee(record, arguments, today)]
    return Proposal(
        act=act.name, object_key=key, record_type=record._meta.label_lower if record is not None else "",
        record_id=record.pk if record is not None else None, record_version=getattr(record, "version", None),
        record_key=(named if record is not None else lines[0][2])[:200],
        subject_code=getattr(record, "subject_code", "") or "",
        arguments={name: pack(value) for name, value in arguments.items()}, diff=lines, reason=reason.strip(),
        proposed_by=actor, proposed_on=today, expires_on=window.end,
    )  # fmt: skip
