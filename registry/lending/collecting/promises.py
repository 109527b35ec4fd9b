"""Promises to pay: recorded when made, judged by the timer from what the bank reported, judged anew when that changes."""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from registry.history.acting import acting
from registry.ledger.doors import register, require
from registry.ledger.effects import once
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post

from ..addressees import codes_of
from ..hand import Hand
from ..models import Position, RepaymentPromise
from ..rules.collecting import Told, came_in, promise_kept, promise_problems
from . import wording
from .contacts import OVER, acting_body

JUDGE, DEED = "promise.judge", "登记还款承诺"
LOOKED_AT_AGAIN = (
    400  # days after the promised day in which a late correction of the bank still changes the answer
)


@transaction.atomic
def record_promise(episode, *, actor, today, amount, due_on, made_by, made_on=None, reason=""):
    """Record a promise of the borrower, 元 and by when. Returns the RepaymentPromise. Raises Refusal, NotAllowed."""
    require(actor, "lending.add_repaymentpromise", DEED)
    acting_body(episode.bank, actor, DEED)
    made_on = made_on or today
    problems = promise_problems(
        amount=amount, made_on=made_on, due_on=due_on, day1_on=episode.day1_on, by=made_by, today=today
    )
    problems = [str(found) for found in problems]
    if episode.status in OVER:
        problems.append(f"{episode}现在是“{episode.get_status_display()}”，没有需要承诺的欠款。请核对。")
    if episode.promises.filter(status="open", due_on=due_on, amount=amount).exists():
        problems.append("同样的承诺已经登记，不必重复登记。另一项承诺的，请核对日期和金额。")
    if problems:
        raise Refusal(problems)
    promise = RepaymentPromise(
        bank=episode.bank,
        episode=episode,
        made_on=made_on,
        made_by=made_by.strip(),
        amount=amount,
        due_on=due_on,
    )
    return register(promise, actor=actor, today=today, reason=reason, clause="R43", effective_on=made_on)


def unjudged(today):
    """Promises whose day is over and which the reports by now judge otherwise than the register does."""
    recent = today - timedelta(days=LOOKED_AT_AGAIN)
    rows = RepaymentPromise.objects.filter(Q(status="open") | Q(due_on__gte=recent), due_on__lt=today)
    over = list(rows.exclude(status="dropped").order_by().values_list("pk", "status", *ASKED))
    words = _words({note for *_, note in over})
    otherwise = [pk for pk, status, *asked, note in over if _answer(status, *asked, words[note]) != status]
    if not otherwise:
        return []
    found = RepaymentPromise.objects.filter(pk__among=otherwise)
    found = found.select_related("bank", "episode__note", "episode__business", "episode__bank")
    return list(found.order_by("due_on", "pk"))


ASKED = ("amount", "made_on", "due_on", "episode__status", "episode__unpaid_since", "episode__note")


def _words(notes):
    """{note: what its bank had said, oldest first} of these notes, by one question for all of them."""
    found = defaultdict(list)
    rows = Position.objects.standing().filter(note__among=notes).order_by("as_of")
    said = rows.values_list("note", "as_of", "balance", "overdue_interest", "unpaid_since")
    for note, *word in said if notes else ():
        found[note].append(Told(*word))
    return found


def _wanted(promise):
    episode = promise.episode
    asked = promise.amount, promise.made_on, promise.due_on, episode.status, episode.unpaid_since
    return _answer(promise.status, *asked, _words({episode.note_id})[episode.note_id])


def _answer(status, amount, made_on, due_on, episode, since, words):
    """What has become of a promise by these words; `episode` is the status of its episode."""
    if episode == "voided":
        return "dropped" if status == "open" else status
    return "kept" if promise_kept(amount, since, *_around(words, made_on, due_on)) else "broken"


def seen(promise):
    """(what the bank had said when it was promised, the last it said by the promised day), None where nothing."""
    note = promise.episode.note_id
    return _around(_words({note})[note], promise.made_on, promise.due_on)


def _around(words, made_on, due_on):
    before = [word for word in words if word.as_of <= made_on]
    after = [word for word in words if made_on < word.as_of <= due_on]
    return before[-1] if before else None, after[-1] if after else None


MOVES = {
    ("open", "kept"): "keep", ("open", "broken"): "find_broken", ("broken", "kept"): "correct_kept",
    ("kept", "broken"): "correct_broken", ("open", "dropped"): "drop",
}  # fmt: skip


@transaction.atomic
def judge(promise, *, actor, today):
    """Say whether a promise was kept, by the facts as known; tell bank and office of a broken one."""
    wanted = _wanted(promise)
    move = MOVES.get((promise.status, wanted))
    if move is None:
        return
    hand, day = Hand(actor, today), promise.due_on + timedelta(days=1)
    once(
        f"{JUDGE}:{promise.pk}:{promise.version}", duty=JUDGE, record=promise, effective_on=day, clause="R43"
    )
    got = came_in(*seen(promise))
    hand.move(
        promise, move, effective_on=day, facts={"came_in": str(got)},
        reason="逾期因银行数据有误撤销" if wanted == "dropped" else wording.judged(promise, got),
    )  # fmt: skip
    promise.judged_on, promise.came_in = today, got
    with acting(actor, "认定还款承诺"):
        promise.save(update_fields=["judged_on", "came_in"])
    if wanted == "broken":
        text, to = wording.broken(promise, got), [promise.bank.code, *codes_of("office")]
        key = f"promise.broken:{promise.pk}:{promise.version}"
        post(
            key=key,
            kind="promise.broken",
            to=to,
            subject=text.title,
            body=text.body,
            today=today,
            about=promise,
        )
