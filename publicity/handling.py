"""Handling an objection: take it up, check it, find, reply (A11). The text as received is never touched.

A decision brings the entry it held to where it should be, in the same transaction (R63).
"""

from django.db import transaction

from registry.documents.issuing import issue
from registry.history.acting import acting
from registry.ledger.doors import perform
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post

from .closing import bring_up
from .outcomes import finding_of
from .wording import reply_text

REPLY_LENGTH = 10


@transaction.atomic
def accept(objection, *, actor, today, reason=""):
    return perform(objection, "accept", actor=actor, today=today, reason=reason)


@transaction.atomic
def treat_as_lead(objection, *, actor, today, reason):
    """A lead does not hold its entry unless it is investigated."""
    return _decide(objection, "treat_as_lead", actor, today, reason)


@transaction.atomic
def decline(objection, *, actor, today, reason):
    return _decide(objection, "decline", actor, today, reason)


@transaction.atomic
def investigate(objection, *, actor, today, reason=""):
    return perform(objection, "investigate", actor=actor, today=today, reason=reason)


@transaction.atomic
def find_major(objection, *, actor, today, reason):
    """属实且重大: the entry is refused at the close, or at once when it is held (R30)."""
    change = _decide(objection, "find_major", actor, today, reason)
    if objection.entry.status == "recognised":
        _tell_too_late(objection, today)
    return change


@transaction.atomic
def find_minor(objection, *, actor, today, reason):
    return _decide(objection, "find_minor", actor, today, reason)


@transaction.atomic
def find_unfounded(objection, *, actor, today, reason):
    return _decide(objection, "find_unfounded", actor, today, reason)


@transaction.atomic
def reply(objection, *, actor, today, reason, text):
    """Issue the reply to the objector and keep it. Returns the IssuedDocument."""
    if len(text.strip()) < REPLY_LENGTH:
        raise Refusal(f"答复内容只有{len(text.strip())}个字，至少{REPLY_LENGTH}个字。请写明核查经过和结论。")
    finding = finding_of(objection)
    perform(objection, "reply", actor=actor, today=today, reason=reason)
    objection.reply_text, objection.replied_on = text.strip(), today
    with acting(actor, reason):
        objection.save(update_fields=["reply_text", "replied_on"])
    title, body = reply_text(objection=objection, finding=finding, text=text)
    return issue(
        "reply",
        title=title,
        body=body,
        actor=actor,
        today=today,
        about=objection,
        addressee=f"异议人（受理号{objection.receipt_number}）",
    )


def _decide(objection, move, actor, today, reason):
    change = perform(objection, move, actor=actor, today=today, reason=reason)
    bring_up(objection.entry, actor=actor, today=today, because=change)
    objection.entry.refresh_from_db()
    return change


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
