"""The end of a notice, entry by entry (R29, R30, R63, A11): recognised, held by an open objection, or refused.

Each entry is one transaction and one effect; the day that counts is the day after the last day of the window.
"""

from datetime import timedelta

from django.db import transaction

from registry.ledger.actors import is_system, system_actor
from registry.ledger.doors import perform, require
from registry.ledger.effects import once
from registry.ledger.errors import Refusal
from registry.parties.blocks import block_reasons
from registry.policy.calendars import current_calendar
from registry.policy.dates import written
from registry.policy.rules import HELD, RECOGNISED, REFUSED
from registry.policy.versions import policy_on

from .certifying import certify
from .late_posting import waiting_extension
from .making_up import must_not_wait
from .models import NoticeEntry
from .outcomes import decided_on, outcome_on, settlement_on, standing_of
from .recognising import hold_entry, recognise_entry, refuse_entry
from .windows import late_end, missing_years


def effective_day(notice):
    """The day after the window: its last day has passed at 24:00 (R29)."""
    return notice.ends_on + timedelta(days=1)


def must_be_over(notice, *, today):
    """Raises Refusal while the window runs, is provisional, or a changed calendar calls for a later end."""
    calendar = current_calendar()
    if notice.provisional:
        years = "、".join(f"{year}年" for year in missing_years(notice, calendar)) or "该年度"
        raise Refusal(
            f"“{notice}”的截止日{written(notice.ends_on)}为暂定，不会自动届满：{years}节假日安排尚未录入。"
            f"请先导入{years}节假日安排（国务院办公厅通知），系统随即核定截止日。"
        )
    if today <= notice.ends_on:
        raise Refusal(
            f"“{notice}”的公示期至{written(notice.ends_on)}24时届满，{written(today)}尚未届满，不能办结。"
        )
    asked = waiting_extension(notice, today)
    if asked:
        raise Refusal(
            f"“{notice}”有一件待批准的“{asked.act_label}”（{written(asked.proposed_on)}提出），批准或者驳回以前不能办结。"
            "请在“待批事项”中办理。"
        )
    must_not_wait(notice)
    later = late_end(notice, calendar)
    if later:
        raise Refusal(
            f"工作日历已修订，“{notice}”的公示期应顺延至{written(later)}，现登记为{written(notice.ends_on)}。"
            "请先在“待批事项”中批准顺延（没有待批的，在该公示中办理“核定公示期”提出）。"
        )


def is_over(notice, *, today) -> bool:
    """Whether entries of the notice may be decided today."""
    try:
        must_be_over(notice, today=today)
    except Refusal:
        return False
    return True


@transaction.atomic
def close_entry(entry, *, actor, today, reason=""):
    """Decide one entry after the window. Returns its StatusChange, None when it was decided before."""
    notice = entry.notice
    must_be_over(notice, today=today)
    if not is_system(actor):
        require(actor, "publicity.recognise_noticeentry", "公示期满认定")
    effective_on = effective_day(notice)
    if entry.status != "in_publicity":
        return None
    _must_not_be_blocked(entry, today)
    if not _first_time(entry, "close", effective_on):
        return None
    outcome = outcome_on(entry, notice.ends_on)
    done = {"actor": actor, "today": today, "effective_on": effective_on, "reason": reason}
    return _apply(entry, outcome, as_of=notice.ends_on, **done)


@transaction.atomic
def settle_held(entry, *, actor, today, reason="", because=None):
    """Decide a held entry once no objection holds it any more. Returns its StatusChange, None while one does.

    The day that counts is the day the last objection was decided, never before the end of the window.
    """
    outcome = settlement_on(entry, today)
    if entry.status != "held" or outcome.result == HELD or not is_over(entry.notice, today=today):
        return None
    if outcome.result == RECOGNISED:
        _must_not_be_blocked(entry, today)
    effective_on = max(effective_day(entry.notice), decided_on(entry, today) or today)
    if not _first_time(entry, "settle", effective_on):
        return None
    done = {"actor": actor, "today": today, "effective_on": effective_on, "reason": reason}
    return _apply(entry, outcome, as_of=today, because=because, **done)


@transaction.atomic
def refuse_blocked(entry, *, actor, today, reason):
    """By hand: refuse an entry whose business has meanwhile been shut out (R41, R49). Raises Refusal when it is not."""
    reasons = block_reasons(entry.application.business, today)
    if not reasons:
        raise Refusal(f"“{entry.shown_name}”没有不得申请的情形。有异议的，请在“异议”中核查认定后由系统办理。")
    must_be_over(entry.notice, today=today)
    sentence = f"{reason}（{'；'.join(r.rstrip('。') for r in reasons)}）"
    return refuse_entry(entry, sentence, actor=actor, today=today, effective_on=today)


@transaction.atomic
def close_notice(notice, *, actor, today, reason=""):
    """End the notice itself once its window is over, whether or not entries are still held, and certify how it went."""
    must_be_over(notice, today=today)
    effective_on = effective_day(notice)
    change = perform(notice, "close", actor=actor, today=today, reason=reason, effective_on=effective_on)
    certify(notice, actor=actor, today=today)
    once(
        f"notice:{notice.pk}:close",
        duty="close_notices",
        record=notice,
        effective_on=effective_on,
        clause="R29",
    )
    return change


def bring_up(entry, *, actor, today, because):
    """Bring one entry to where it should be as of today after an objection was decided, timers or no timers."""
    entry = close_if_over(entry, today=today)
    return settle_held(entry, actor=actor, today=today, because=because)


@transaction.atomic
def close_if_over(entry, *, today):
    """Decide the entry as of the end of its window where no timer has done so yet. Returns it as it stands then."""
    entry = NoticeEntry.objects.select_related("notice", "application__business").get(pk=entry.pk)
    if entry.status == "in_publicity" and is_over(entry.notice, today=today):
        close_entry(entry, actor=system_actor(), today=today)
    return entry


def _first_time(entry, step, effective_on):
    key, duty = f"notice-entry:{entry.pk}:{step}", {"close": "close_entries", "settle": "settle_held"}[step]
    return once(key, duty=duty, record=entry, effective_on=effective_on, clause="R30 R63")


def _must_not_be_blocked(entry, today):
    reasons = block_reasons(entry.application.business, today)
    if reasons:
        raise Refusal(
            [*reasons, f"因此“{entry.shown_name}”不能自动认定，请办公室在该公示对象中办理“不予认定”。"]
        )


def _apply(entry, outcome, *, as_of, **done):
    done |= {
        "policy": policy_on(entry.notice.published_on),
        "facts": {"ends_on": entry.notice.ends_on.isoformat(), "objections": standing_of(entry, as_of)},
    }
    if outcome.result == RECOGNISED:
        return recognise_entry(entry, **done)
    sentence = "；".join(str(reason) for reason in outcome.reasons)
    act = refuse_entry if outcome.result == REFUSED else hold_entry
    return act(entry, sentence, **done)
