"""Handling an objection: take it up, check it, find, reply (A11). The text as received is never touched.

A decision brings the entry it held to where it should be, in the same transaction (R63).
"""

from django.db import transaction

from registry.documents.issuing import issue
from registry.history.acting import acting
from registry.ledger.doors import may_happen, may_person, perform
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post

from .closing import bring_up
from .deadlines import decide_by, forget_on, reply_by
from .models import Objection
from .moves import OBJECTION
from .outcomes import finding_of
from .wording import accepted_text, not_accepted_text, reply_text

REPLY_LENGTH = 10


@transaction.atomic
def accept(objection, *, actor, today, reason=""):
    """受理: the sender is told in writing (受理告知), and the days to find begin to run."""
    change = perform(objection, "accept", actor=actor, today=today, reason=reason)
    _keep(objection, actor, "受理", decide_due_on=decide_by(today))
    _write("ack", accepted_text(objection=objection), objection, actor, today)
    return change


@transaction.atomic
def treat_as_lead(objection, *, actor, today, reason):
    """A lead does not hold its entry unless it is investigated."""
    change = _decide(objection, "treat_as_lead", actor, today, reason)
    _keep(objection, actor, reason, forget_on=forget_on(today))
    return change


@transaction.atomic
def decline(objection, *, actor, today, reason):
    """不予受理: the sender is told why."""
    change = _decide(objection, "decline", actor, today, reason)
    _keep(objection, actor, reason, forget_on=forget_on(today))
    _write("not_ack", not_accepted_text(objection=objection, reason=reason), objection, actor, today)
    return change


@transaction.atomic
def investigate(objection, *, actor, today, reason=""):
    change = perform(objection, "investigate", actor=actor, today=today, reason=reason)
    _keep(
        objection,
        actor,
        "开始核查",
        decide_due_on=objection.decide_due_on or decide_by(today),
        forget_on=None,
    )
    return change


@transaction.atomic
def find_major(objection, *, actor, today, reason):
    """属实且重大: the entry is refused at the close, or at once when it is held (R30)."""
    change = _find(objection, "find_major", actor, today, reason)
    if objection.entry.status == "recognised":
        _tell_too_late(objection, today)
    return change


@transaction.atomic
def find_minor(objection, *, actor, today, reason):
    return _find(objection, "find_minor", actor, today, reason)


@transaction.atomic
def find_unfounded(objection, *, actor, today, reason):
    return _find(objection, "find_unfounded", actor, today, reason)


@transaction.atomic
def reply(objection, *, actor, today, reason, text):
    """Issue the reply to the objector and keep it. Returns the IssuedDocument."""
    step = OBJECTION.by_name["reply"]
    may_happen(objection, step, OBJECTION, reason)
    may_person(objection, step, OBJECTION, actor)
    problems = reply_problems(objection, text)
    if problems:
        raise Refusal(problems)
    finding = finding_of(objection)
    perform(objection, "reply", actor=actor, today=today, reason=reason)
    _keep(objection, actor, reason, reply_text=text.strip(), replied_on=today, forget_on=forget_on(today))
    return _write(
        "reply", reply_text(objection=objection, finding=finding, text=text), objection, actor, today
    )


def reply_problems(objection, text) -> list[str]:
    """Why this text cannot go out: too short, or it tells who objected (the letter is kept, the sender's name is not)."""
    found = []
    if len(text.strip()) < REPLY_LENGTH:
        found.append(f"答复内容只有{len(text.strip())}个字，至少{REPLY_LENGTH}个字。请写明核查经过和结论。")
    for part, what in (
        (objection.name, "姓名或名称"),
        (objection.phone, "电话"),
        (objection.address, "地址"),
    ):
        if len(part) > 1 and part in text:
            found.append(f"答复内容里有异议人的{what}。答复书不写异议人的信息，只写受理号，请删去。")
    return found


def _find(objection, move, actor, today, reason):
    change = _decide(objection, move, actor, today, reason)
    anonymous = objection.sort == Objection.Sort.ANONYMOUS
    due = {"forget_on": forget_on(today)} if anonymous else {"reply_due_on": reply_by(today)}
    _keep(objection, actor, reason, **due)
    return change


def _decide(objection, move, actor, today, reason):
    change = perform(objection, move, actor=actor, today=today, reason=reason)
    bring_up(objection.entry, actor=actor, today=today, because=change)
    objection.entry.refresh_from_db()
    return change


def _keep(objection, actor, reason, **values):
    for name, value in values.items():
        setattr(objection, name, value)
    with acting(actor, reason):
        objection.save(update_fields=list(values))


def _write(kind, text, objection, actor, today):
    """A letter to the sender, known by the receipt number only."""
    title, body = text
    addressee = f"异议人（受理号{objection.receipt_number}）"
    return issue(kind, title=title, body=body, actor=actor, today=today, about=objection, addressee=addressee)


def _tell_too_late(objection, today):
    entry = objection.entry
    post(
        key=f"objection-after-recognition:{objection.receipt_number}",
        kind="objection",
        to=["OFFICE"],
        subject=f"已认定的“{entry.shown_name}”被核查出重大失信事件",
        body=f"{entry.shown_name}（{entry.uscc}）已认定。其后核查的异议（受理号{objection.receipt_number}）属实且重大，"
        "不改变已作出的认定，请按文件二（二）5办理预警并决定是否取消资格。",
        today=today,
        about=objection,
    )
