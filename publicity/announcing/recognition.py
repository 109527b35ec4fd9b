"""认定公告 with what goes with it: the referral list to banks and guarantor (N2, R31), results to recommenders (N3)."""

from itertools import groupby

from django.db import transaction
from django.db.models import Q

from registry.documents.issuing import issue
from registry.history.acting import acting
from registry.ledger.effects import once
from registry.parties.models import Institution
from registry.policy.versions import policy_on

from ..models import Notice, NoticeEntry
from ..shown import entry_line
from ..wording import recognition_text, referral_text, result_text
from .publishing import publish_announcement


def unannounced_notices(today):
    """Notices with recognised entries nobody has been told of."""
    waiting = Q(entries__status="recognised", entries__announcement=None, entries__outcome_on__lte=today)
    return Notice.objects.filter(waiting).distinct().order_by("id")


@transaction.atomic
def announce_recognition(notice, *, actor, today):
    """One announcement per day of effect for the entries not yet announced. Returns the announcements."""
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    entries = NoticeEntry.objects.filter(
        notice=notice, status="recognised", announcement=None, outcome_on__lte=today
    )
    entries = entries.select_related("application__recommender").order_by("outcome_on", "ordinal")
    return [
        _announce(notice, day, list(group), actor, today)
        for day, group in groupby(entries, key=lambda entry: entry.outcome_on)
    ]


def _announce(notice, day, entries, actor, today):
    number = policy_on(notice.published_on).document_number
    kinds = [entry.kind for entry in entries]
    title, body = recognition_text(
        notice=notice, kinds=kinds, document_number=number, effective_on=day, today=today
    )
    announcement, _ = publish_announcement(
        "recognition",
        title=title,
        body=body,
        rows=[entry_line(entry) for entry in entries],
        cause=f"notice:{notice.pk}:entry:{entries[0].pk}",
        actor=actor,
        today=today,
        notice=notice,
    )
    with acting(actor, "认定公告"):
        for entry in entries:
            entry.announcement = announcement
            entry.save(update_fields=["announcement"])
    _refer(notice, entries, number, actor, today)
    _tell_recommenders(notice, entries, actor, today)
    once(
        f"announcement:{announcement.cause}",
        duty="announce_recognition",
        record=notice,
        effective_on=day,
        clause="R30 R31",
    )
    return announcement


def _refer(notice, entries, number, actor, today):
    lenders = Institution.objects.filter(active=True, kind__in=("bank", "guarantor")).order_by(
        "order", "code"
    )
    names = list(lenders)
    title, body = referral_text(notice=notice, entries=entries, document_number=number)
    issue(
        "referral",
        title=title,
        body=body,
        actor=actor,
        today=today,
        about=notice,
        to=[lender.code for lender in names],
        addressee="、".join(lender.name for lender in names)[:300],
    )


def _tell_recommenders(notice, entries, actor, today):
    mine = [entry for entry in entries if entry.application.recommender_id]
    mine.sort(key=lambda entry: (entry.application.recommender.code, entry.ordinal))
    for recommender, group in groupby(mine, key=lambda entry: entry.application.recommender):
        title, body = result_text(notice=notice, entries=list(group))
        issue(
            "result",
            title=title,
            body=body,
            actor=actor,
            today=today,
            about=notice,
            to=[recommender.code],
            addressee=recommender.name,
        )
