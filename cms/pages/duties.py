"""Timed duties of the pages: published and taken down at their hour, letters answered in time and forgotten (domain §6.3)."""

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, Revision

from registry.history import clock
from registry.ledger.duties import Duty
from registry.ledger.effects import once

from .letters import ALARM, FORGET, forget_letter, late_letters, letters_to_forget, tell_late
from .models import CasePage

CLAUSE = "国办秘函〔2019〕19号"


def moment_of(day):
    """Up to which instant a run for `day` looks: now on the present day, else the end of the day."""
    return clock.moment() if day == clock.today() else _begin(day + timedelta(days=1))


def _begin(day):
    return timezone.make_aware(datetime.combine(day, time()))


def pages_to_publish(today):
    """Approved revisions whose hour has come, earliest first; a page taken down since is not brought back."""
    rows = Revision.page_revisions.filter(approved_go_live_at__lte=moment_of(today))
    return rows.order_by("approved_go_live_at", "pk")


def publish_page(revision, *, actor, today):
    """The scheduled draft becomes public; the hour written down is now, never an earlier one."""
    page, due = revision.content_object, revision.approved_go_live_at
    key = f"revision:{revision.pk}:publish:{due:%Y%m%d%H%M}"
    if once(key, duty="publish_pages", record=page, effective_on=clock.day_of(due), clause=CLAUSE):
        revision.publish(log_action="wagtail.publish.scheduled")


def pages_to_expire(today):
    return Page.objects.filter(live=True, expire_at__lte=moment_of(today)).order_by("expire_at", "pk")


def expire_page(page, *, actor, today):
    """Taken down at its hour; its address says so from then on (410)."""
    key = f"page:{page.pk}:expire:{page.expire_at:%Y%m%d%H%M}"
    if once(key, duty="expire_pages", record=page, effective_on=clock.day_of(page.expire_at), clause=CLAUSE):
        page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def cases_to_withdraw(today):
    """Cases whose business has taken its consent back by `today` (PIPL 15), whether that is public yet or only drafted."""
    return [c for c in CasePage.objects.filter(Q(live=True)).order_by("pk") if _consent_ended(c) <= today]


def _consent_ended(case):
    latest = case.get_latest_revision_as_object()
    days = [day for day in (case.consent_ended_on, latest.consent_ended_on) if day]
    return min(days, default=datetime.max.date())


def withdraw_case(case, *, actor, today):
    day = _consent_ended(case)
    key = f"page:{case.pk}:consent:{day:%Y%m%d}"
    if once(key, duty="withdraw_cases", record=case, effective_on=day, clause="R57"):
        case.unpublish(log_action="wagtail.unpublish.scheduled")


DUTIES = (
    Duty("expire_pages", "到期撤下网页", CLAUSE, pages_to_expire, expire_page),
    Duty("withdraw_cases", "撤下本人撤回同意的案例", "R57", cases_to_withdraw, withdraw_case),
    Duty("publish_pages", "按时发布网页", CLAUSE, pages_to_publish, publish_page),
    Duty(ALARM, "留言超期提醒", CLAUSE, late_letters, tell_late),
    Duty(FORGET, "清除期满的留言人信息和原文", "个保法47", letters_to_forget, forget_letter),
)
