"""The leading group's meetings: prepared, voted item by item, closed under a minutes number (R27, R62)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import perform, register, require
from registry.ledger.errors import Refusal
from registry.policy.dates import written

from . import deciding
from .files import file_problems, safe_name
from .models import AgendaItem, Application, LeadingGroupMeeting, MeetingMember, Recusal
from .rules import ACCLAMATION, DEFERRED, VOTE, Ballot, ballot_problems, carried, quorum_problems, tally

PREPARE = "screening.prepare_leadinggroupmeeting"


@transaction.atomic
def plan_meeting(*, title, met_on, chair, members, applications, actor, today, place="", reason=""):
    """Call a meeting. `members` are (name, post) pairs; `applications` go on the agenda in this order."""
    require(actor, PREPARE, "筹备领导小组会议")
    names = [name.strip() for name, _ in members if name.strip()]
    problems = ["没有填写应到成员。请逐行填写领导小组成员的姓名和职务。"] if not names else []
    if len(set(names)) != len(names):
        problems.append("应到成员中有重名。请在姓名后加以区分后再保存。")
    if problems:
        raise Refusal(problems)
    meeting = LeadingGroupMeeting(
        title=title.strip(), met_on=met_on, chair=chair.strip(), place=place.strip()
    )
    register(meeting, actor=actor, today=today, reason=reason, clause="R27")
    with acting(actor, reason or "筹备会议"):
        for name, post in members:
            if name.strip():
                MeetingMember(meeting=meeting, name=name.strip(), post=post.strip()).save()
    add_items(meeting, applications, actor=actor, today=today)
    return meeting


@transaction.atomic
def add_items(meeting, applications, *, actor, today, reason=""):
    """Put screened applications on the agenda. Raises Refusal with every reason; then none is."""
    require(actor, PREPARE, "编排议题")
    _planned(meeting)
    problems = [sentence for application in applications for sentence in _item_problems(application)]
    if problems:
        raise Refusal(problems)
    start = meeting.items.count()
    with acting(actor, reason or "列入议题"):
        for ordinal, application in enumerate(applications, start=start + 1):
            AgendaItem(meeting=meeting, application=application, ordinal=ordinal).save()


def _item_problems(application):
    if application.status != "screened":
        yield f"{application}现在是“{application.get_status_display()}”，只有甄别通过的申报可以列入议题。"
    other = application.agenda_items.filter(meeting__status="planned").select_related("meeting").first()
    if other is not None:
        yield f"{application}已列入“{other.meeting}”的议题，不能重复列入。"


def ready_applications():
    """Screened applications that are on no agenda yet."""
    rows = Application.objects.filter(status="screened").exclude(agenda_items__meeting__status="planned")
    return rows.select_related("business", "round").order_by("business__kind", "business__uscc")


@transaction.atomic
def take_attendance(meeting, *, actor, today, present, reason=""):
    """Record who came. Votes already entered are judged again when the meeting is closed."""
    require(actor, PREPARE, "登记到会情况")
    _planned(meeting)
    _met(meeting, today)
    here = {member.pk for member in present}
    with acting(actor, reason or "登记到会情况"):
        for member in meeting.members.all():
            if member.present != (member.pk in here):
                member.present = member.pk in here
                member.save(update_fields=["present"])
        for aside in Recusal.objects.filter(item__meeting=meeting, member__present=False):
            raise Refusal(f"{aside.member}已登记回避（{aside.item}），不能改为未到会。请先核对。")


@transaction.atomic
def record_vote(item, *, actor, today, mode, votes_for=0, votes_against=0, votes_abstain=0, recused=(),
                recusal_reason="", reason=""):  # fmt: skip
    """Enter how one item was decided. Members who step aside do not vote. Raises Refusal with every reason."""
    require(actor, PREPARE, "登记审议结果")
    _planned(item.meeting)
    _met(item.meeting, today)
    voted = mode == VOTE
    counts = (votes_for or 0, votes_against or 0, votes_abstain or 0) if voted else (0, 0, 0)
    ballot = Ballot(str(item), mode, item.meeting.present().count(), len(recused), *counts)
    problems = _vote_problems(item, ballot, recused, recusal_reason, reason)
    if problems:
        raise Refusal(problems)
    item.mode, item.reason = mode, reason.strip()
    item.votes_for, item.votes_against, item.votes_abstain = counts
    item.approved = None if mode == DEFERRED else carried(ballot)
    with acting(actor, reason or tally(ballot)):
        item.save()
        _keep_recusals(item, recused, recusal_reason)
    return item


def _vote_problems(item, ballot, recused, recusal_reason, reason):
    problems = [str(p) for p in ballot_problems(ballot)]
    if any(not member.present or member.meeting_id != item.meeting_id for member in recused):
        problems.append(f"{item}：回避的只能是本次到会的成员。请核对到会情况。")
    if recused and not recusal_reason.strip():
        problems.append(f"{item}：有成员回避，必须写明回避理由。请填写。")
    known = set(item.recusals.values_list("member_id", flat=True))
    if known - {member.pk for member in recused}:
        problems.append(f"{item}：已登记的回避不能撤去。请把已回避的成员一并勾选。")
    if not (ballot.mode == ACCLAMATION or (ballot.mode == VOTE and carried(ballot))) and not reason.strip():
        problems.append(f"{item}：审核不通过或者暂缓的，必须写明理由。请填写审议意见。")
    return problems


def _keep_recusals(item, recused, reason):
    known = set(item.recusals.values_list("member_id", flat=True))
    for member in recused:
        if member.pk not in known:
            Recusal(item=item, member=member, reason=reason.strip()).save()


def closing_problems(meeting, minutes_number, today) -> list[str]:
    """Every reason why the meeting cannot be closed: quorum, number, day, items without a vote or miscounted."""
    members = meeting.members.count()
    problems = deciding.minutes_problems(minutes_number, meeting.met_on, today)
    problems += [str(p) for p in quorum_problems(members, meeting.present().count())]
    items = list(meeting.items.select_related("application__business", "meeting"))
    if not items:
        problems.append("会议没有议题，不能办结。请先列入议题，或者取消会议。")
    for item in items:
        if not item.mode:
            problems.append(f"{item}还没有审议结果。请逐项登记表决、一致同意或者暂缓。")
        else:
            problems += [str(p) for p in ballot_problems(item.ballot())]
    return problems


@transaction.atomic
def close_meeting(meeting, *, actor, today, minutes_number, minutes_file=None, reason=""):
    """Close by the minutes: each item decided through approve or decline, deferred ones stay screened.

    Returns the StatusChange. Raises Refusal with every reason of every item; then nothing is decided.
    """
    number = minutes_number.strip()
    problems = closing_problems(meeting, number, today)
    content = minutes_file.read() if minutes_file else b""
    problems += file_problems(minutes_file.name, content) if minutes_file else []
    if problems:
        raise Refusal(problems)
    _number_first(meeting, number, minutes_file, actor)
    change = perform(
        meeting,
        "close",
        actor=actor,
        today=today,
        reason=reason,
        facts={"minutes": number, "quorum": _heads(meeting)},
    )
    for item in meeting.items.select_related("application"):
        try:
            _decide(item, number, actor, today)
        except Refusal as refusal:
            problems += [f"{item}：{sentence}" for sentence in refusal.sentences]
    if problems:
        raise Refusal(problems)
    return change


def _number_first(meeting, number, minutes_file, actor):
    meeting.minutes_number = number
    if minutes_file:
        minutes_file.seek(0)
        meeting.minutes_file, meeting.minutes_file_name = minutes_file, safe_name(minutes_file.name)
    with acting(actor, f"会议纪要{number}"):
        meeting.save()


def _heads(meeting):
    return f"应到{meeting.members.count()}人，实到{meeting.present().count()}人"


def _decide(item, number, actor, today):
    if item.mode == DEFERRED:
        return
    ballot = item.ballot()
    approved = carried(ballot)
    verb = deciding.approve if approved else deciding.decline
    verb(
        item.application, actor=actor, today=today, minutes_number=number, met_on=item.meeting.met_on,
        reason=item.reason, tally=tally(ballot),
    )  # fmt: skip
    if approved != item.approved:
        item.approved = approved
        with acting(actor, tally(ballot)):
            item.save(update_fields=["approved"])


@transaction.atomic
def cancel_meeting(meeting, *, actor, today, reason):
    """Call the meeting off; its applications may go on another agenda."""
    return perform(meeting, "cancel", actor=actor, today=today, reason=reason)


def _planned(meeting):
    if meeting.status != "planned":
        raise Refusal(f"“{meeting}”现在是“{meeting.get_status_display()}”，不能再改动。请刷新页面。")


def _met(meeting, today):
    """Nobody has come and nothing is voted before the day of the meeting."""
    if today < meeting.met_on:
        raise Refusal(
            f"“{meeting}”定于{written(meeting.met_on)}召开，今天还不能登记到会和审议结果。请在会后登记。"
        )
