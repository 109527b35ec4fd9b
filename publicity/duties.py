"""Timed duties of publicity, in their order: certain windows first, then entries, the notice, what is told (R29, R30)."""

from registry.ledger.duties import Duty
from registry.ledger.effects import once
from registry.ledger.models import StatusChange
from registry.policy.calendars import current_calendar

from .announcing import announce_change, announce_recognition, unannounced_changes, unannounced_notices
from .certifying import outdated, renew
from .closing import close_entry, close_notice, must_be_over, settle_held
from .deadlines import DUTY, late_objections, late_statements, tell_late, tell_silent
from .expiring import CLAUSE as PAPERS_CLAUSE
from .expiring import DUTY as PAPERS
from .expiring import expire_papers, papers_to_expire
from .forgetting import NAMES, forget_names, forget_objection, names_to_forget, objections_to_forget
from .making_up import propose_extension, unanswered
from .models import Notice, NoticeEntry
from .papers import left_behind, purge
from .windows import missing_years, recount
from .withdrawing import follow_application

APPLICATION = "screening.application"
_CONTEXT = ("notice", "application__business", "application__recommender")


def _provisional(today):
    """Provisional windows that a calendar has become certain for, and those whose last day has passed without one."""
    calendar = current_calendar()
    notices = Notice.objects.filter(status="open", provisional=True).order_by("id")
    return [n for n in notices if n.ends_on < today or not missing_years(n, calendar)]


def _make_certain(notice, *, actor, today):
    """Count the window under the calendar that has arrived; without one the notice is held for a person."""
    recount(notice, current_calendar(), actor=actor)
    if notice.provisional:
        must_be_over(notice, today=today)
        return
    key = f"notice:{notice.pk}:certain:{notice.calendar_version}"
    once(key, duty="confirm_windows", record=notice, effective_on=today, clause="R29")


def _struck(today):
    """Entries whose application was withdrawn by `today`: a run that catches up must not strike them off before."""
    left = StatusChange.objects.filter(record_type=APPLICATION, move="withdraw", effective_on__lte=today)
    entries = NoticeEntry.objects.filter(status__in=("pending", "in_publicity", "held"))
    entries = entries.filter(application__status="withdrawn", application__in=left.values("record_id"))
    return entries.select_related(*_CONTEXT).order_by("id")


def _waiting(today):
    entries = NoticeEntry.objects.past_window(today).filter(status="in_publicity")
    return entries.select_related(*_CONTEXT).order_by("notice", "ordinal")


def _held(today):
    entries = NoticeEntry.objects.past_window(today).filter(status="held")
    return entries.select_related(*_CONTEXT).order_by("notice", "ordinal")


DUTIES = (
    Duty("confirm_windows", "核定暂定的公示截止日", "R29", _provisional, _make_certain),
    Duty("propose_extensions", "公示网页中断的提议顺延", "R29", unanswered, propose_extension),
    Duty("follow_withdrawals", "申报撤回的从公示中撤回", "R22", _struck, follow_application),
    Duty("close_entries", "公示期满逐个认定", "R30 R63", _waiting, close_entry),
    Duty("settle_held", "异议办结后认定", "R30 R63", _held, settle_held),
    Duty(
        "close_notices", "公示期满结束", "R29", lambda today: Notice.objects.due_to_close(today), close_notice
    ),
    Duty(
        "announce_recognition", "发布认定公告和推荐名单", "R30 R31", unannounced_notices, announce_recognition
    ),
    Duty("renew_certificates", "更新公示情况证明", "R28 R29", outdated, renew),
    Duty(
        "announce_changes",
        "发布取消、黑名单、更正、移出公告",
        "R42 R51",
        unannounced_changes,
        announce_change,
    ),
    Duty(DUTY, "异议超期提醒", "A11", late_objections, tell_late),
    Duty("statement_alarms", "没有收到说明提醒", "A11", late_statements, tell_silent),
    Duty("purge_waiting_papers", "清除未提交的材料", "A11", left_behind, purge),
    Duty("forget_objections", "清除期满的异议人信息", "A11", objections_to_forget, forget_objection),
    Duty(PAPERS, "清除期满的申报材料", PAPERS_CLAUSE, papers_to_expire, expire_papers),
    Duty(NAMES, "清除期满公示和公告中的个人姓名", "R28", names_to_forget, forget_names),
)
