"""The certificate of a notice: issued at its closing, and again, replacing the one before, when a fact it states has changed."""

from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from registry.documents.ending import replace
from registry.documents.issuing import issue
from registry.ledger.actors import system_actor
from registry.ledger.effects import once
from registry.policy.dates import written
from registry.policy.privacy import hidden

from .gaps import coverage
from .models import Announcement, Certificate, NoticeEntry, Objection, Posting
from .outcomes import finding_of
from .posting import REQUIRED
from .proving import all_gaps, looks_of, span_of
from .wording.certificate import (
    certificate_tables,
    certificate_text,
    found_words,
    length_words,
    moment_words,
    percent,
)

CORRECTED = "所载事实已有变动"


@transaction.atomic
def certify(notice, *, actor, today):
    """Issue the certificate of a notice that has just been closed. Returns the Certificate; once per notice."""
    there = standing_certificate(notice)
    return there or _issue(notice, fixed_facts(notice), None, actor, today)


def standing_certificate(notice):
    """The certificate that holds today, or None before the notice is closed."""
    rows = Certificate.objects.filter(notice=notice, replaced_by=None).select_related("document")
    return rows.first()


def number_of_certificate(notice) -> str:
    """The number of the certificate that holds today; "" before the notice is closed."""
    if notice.status == "open":
        return ""
    rows = Certificate.objects.filter(notice=notice, replaced_by=None)
    return rows.values_list("document__number", flat=True).first() or ""


def outdated(today):
    """Closed notices whose certificate states facts that have changed since; at most one new certificate a day."""
    standing = Certificate.objects.filter(
        replaced_by=None, notice__status="closed", document__issued_on__lt=today
    ).select_related("notice", "document")
    held = {certificate.notice_id: certificate for certificate in standing}
    now = moving_facts([certificate.notice for certificate in held.values()])
    return [held[pk].notice for pk in held if now[pk] != held[pk].moving]


@transaction.atomic
def renew(notice, *, actor, today):
    """Replace the certificate by one that states the facts of today."""
    old = standing_certificate(notice)
    key = f"certificate:{old.pk}:renew"
    if not once(key, duty="renew_certificates", record=notice, effective_on=today, clause="R28 R29"):
        return None
    fixed = {**old.fixed, "text_sha256": notice.text_sha256, "replaces": old.document.number}
    return _issue(notice, fixed, old, actor, today)


def fixed_facts(notice) -> dict:
    """The window, the text and the looks: what no later fact can change."""
    looks = looks_of(notice)
    start, end = span_of(notice)
    within = [look for look in looks if start <= look.at <= end]
    bad = Counter(look.found for look in within if not look.good)
    found = all_gaps(notice, looks)
    return {
        "text_sha256": notice.text_sha256,
        "looks": {
            "minutes": settings.PAGE_CHECK_MINUTES,
            "total": len(within),
            "same": sum(look.good for look in within),
            "found": found_words(sorted(bad.items())),
        },
        "coverage": percent(coverage(found, start, end)),
        "longest": length_words(max((gap.length for gap in found), default=timedelta())),
        "gaps": [
            [moment_words(g.first), moment_words(g.last), length_words(g.length), found_words(g.found)]
            for g in found
        ],
    }


def moving_facts(notices) -> dict[int, dict]:
    """Notice id -> postings, objections and outcomes as they stand, corrections too, gathered for all at once."""
    postings, objections, entries = _rows(notices)
    corrections = list(Announcement.objects.filter(notice__in=notices, kind="correction").order_by("id"))
    return {
        notice.pk: {
            "text_sha256": notice.text_sha256,
            "corrections": [told.number for told in corrections if told.notice_id == notice.pk],
            "postings": [_posting(row) for row in postings if row.notice_id == notice.pk],
            "missing": _missing([row for row in postings if row.notice_id == notice.pk]),
            "objections": _objections([row for row in objections if row.entry.notice_id == notice.pk]),
            "entries": _entries([status for pk, status in entries if pk == notice.pk]),
        }
        for notice in notices
    }


def _rows(notices):
    return (
        list(Posting.objects.filter(notice__in=notices).order_by("posted_on", "id")),
        list(Objection.objects.filter(entry__notice__in=notices).select_related("entry").order_by("id")),
        list(
            NoticeEntry.objects.filter(notice__in=notices, listed_on__isnull=False).values_list(
                "notice_id", "status"
            )
        ),
    )


def _posting(row):
    """What a proof says; a number that should never have been let in is not printed (trust PRV-1)."""
    proof = "、".join(w for w in (hidden(row.url), "照片或截图" if row.photo else "") if w)
    removed = written(row.removed_on) if row.removed_on else "—"
    return [
        row.get_channel_display(),
        hidden(row.place) or "—",
        written(row.posted_on),
        removed,
        proof or "—",
    ]


def _missing(rows):
    there = {row.channel for row in rows}
    return [channel.label for channel in REQUIRED if channel not in there]


def _objections(rows):
    words = Counter((finding_of(r) if r.status == "answered" else "") or r.get_status_display() for r in rows)
    return {
        "total": len(rows),
        "in_time": sum(not row.late for row in rows),
        "late": sum(row.late for row in rows),
        "outcomes": sorted([word, n] for word, n in words.items()),
    }


def _entries(statuses):
    labels = {**NoticeEntry.TABLE.states, "in_publicity": "公示期满，结果待定"}
    order, words = list(labels.values()), Counter(labels[status] for status in statuses)
    return {
        "total": len(statuses),
        "withdrawn": statuses.count("withdrawn"),
        "outcomes": [[word, words[word]] for word in order if words[word]],
    }


def _issue(notice, fixed, old, actor, today):
    moving = moving_facts([notice])[notice.pk]
    title, body = certificate_text(notice=notice, fixed=fixed, moving=moving)
    document = issue(
        "certificate", title=title, body=body, actor=actor or system_actor(), today=today, about=notice,
        to=["OFFICE"], annex=certificate_tables(fixed, moving),
    )  # fmt: skip
    if old is not None:
        replace(old.document, document, actor=actor, today=today, reason=CORRECTED)
    return Certificate.objects.create(
        notice=notice, document=document, replaces=old, fixed=fixed, moving=moving
    )
