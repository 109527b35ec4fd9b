"""Coordination meetings of the member bodies, their minutes and the tasks they give (R53)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.outbox import post
from registry.parties.access import reach
from registry.policy.dates import written

from .files import file_problems, safe_name
from .handling import is_office
from .models import CoordinationAttendance, CoordinationMeeting, CoordinationTask


@transaction.atomic
def hold_meeting(
    *, title, held_on, attendees, actor, today, minutes="", place="", minutes_file=None, reason=""
):
    """Keep one meeting with who took part and its minutes, as text or file. Returns the CoordinationMeeting."""
    require(actor, "screening.add_coordinationmeeting", "登记协商议事会议")
    content = minutes_file.read() if minutes_file else b""
    problems = file_problems(minutes_file.name, content) if minutes_file else []
    problems += _meeting_problems(title, held_on, attendees, minutes, minutes_file, today)
    if problems:
        raise Refusal(problems)
    meeting = CoordinationMeeting(
        title=title.strip(), held_on=held_on, place=place.strip(), minutes=minutes.strip()
    )
    if minutes_file:
        minutes_file.seek(0)
        meeting.minutes_file, meeting.minutes_file_name = minutes_file, safe_name(minutes_file.name)
    with acting(actor, reason or "登记会议"):
        meeting.save()
        for body in attendees:
            CoordinationAttendance(meeting=meeting, institution=body).save()
    return meeting


def _meeting_problems(title, held_on, attendees, minutes, minutes_file, today):
    if held_on > today:
        yield f"会议日期{written(held_on)}晚于今天{written(today)}。请在会议召开之后登记。"
    if not attendees:
        yield "没有选择参会单位。请至少选择一个单位。"
    if not minutes.strip() and not minutes_file:
        yield "会议纪要没有内容，也没有文件。请填写纪要或者上传纪要文件。"
    if CoordinationMeeting.objects.filter(title=title.strip(), held_on=held_on).exists():
        yield f"{written(held_on)}的“{title}”已经登记，不能重复登记。请在列表中查看。"


@transaction.atomic
def add_task(meeting, *, actor, today, text, owner, due_on, reason=""):
    """Give one body a task with a day; it is told. Returns the CoordinationTask."""
    require(actor, "screening.add_coordinationtask", "登记议定事项")
    problems = []
    if not text.strip():
        problems.append("任务内容是空的。请写明要做什么。")
    if due_on < meeting.held_on:
        problems.append(f"完成期限{written(due_on)}早于会议日期{written(meeting.held_on)}。请核对。")
    if problems:
        raise Refusal(problems)
    task = CoordinationTask(meeting=meeting, text=text.strip(), owner=owner, due_on=due_on)
    with acting(actor, reason or "登记议定事项"):
        task.save()
    post(
        key=f"task:{task.pk}", kind="coordination", to=[owner.code], about=task, today=today,
        subject=f"协商议事会议议定事项，{written(due_on)}前完成", body=f"{meeting}议定：{task.text}",
    )  # fmt: skip
    return task


@transaction.atomic
def finish_task(task, *, actor, today, done_note, reason=""):
    """Say what was done: the body itself, or the office for it. Raises NotAllowed, Refusal."""
    require(actor, "screening.finish_coordinationtask", "填报议定事项完成情况")
    if not may_finish(task, actor):
        raise NotAllowed(f"这项任务由{task.owner}负责，账号“{actor}”不属于该单位。请由该单位或者办公室填报。")
    task.refresh_from_db(from_queryset=CoordinationTask._base_manager.select_for_update())
    if task.done_on:
        raise Refusal(f"“{task}”已于{written(task.done_on)}填报完成，不必再次填报。")
    if not done_note.strip():
        raise Refusal("完成情况是空的。请写明做了什么、结果如何。")
    task.done_on, task.done_note, task.done_by = today, done_note.strip(), actor
    with acting(actor, reason or done_note):
        task.save()
    return task


def may_finish(task, user):
    """The office for anybody, a member of the body for its own."""
    return is_office(user) or task.owner_id in reach(user).institutions
