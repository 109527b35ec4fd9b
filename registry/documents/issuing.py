"""Issuing a paper: take the next number, freeze the text, address it, tell the addressees."""

import secrets

from django.db import transaction

from registry.ledger.outbox import post

from .canonical import fingerprint
from .models import Counter, DocumentCopy, IssuedDocument
from .sealing import seal

OFFICE_NAME = "伊金霍洛旗金融服务中心"
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def next_number(kind, year) -> int:
    """The next number of this kind and year, without gaps. Call inside the transaction that issues the paper."""
    Counter.objects.get_or_create(kind=kind, year=year)
    counter = Counter.objects.select_for_update().get(kind=kind, year=year)
    counter.last += 1
    counter.save()
    return counter.last


def new_check_code() -> str:
    """A random code printed on the paper: 12 characters without look-alikes, never sequential (§5.6)."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(12))


@transaction.atomic
def issue(
    kind,
    *,
    title,
    body,
    actor,
    today,
    about,
    to=(),
    addressee="",
    issuer=None,
    owner_code="",
    subject_code="",
    annex=(),
):
    """Issue one paper about a record to the institution codes in `to`, seal it, and post it to their inboxes.

    `issuer` is the issuing institution (default: the office); `annex` are tables after the text, each
    {"title", "columns", "rows"} of strings. Returns the IssuedDocument.
    """
    kind = IssuedDocument.Kind(kind)
    code, name = (issuer.code, issuer.name) if issuer is not None else ("OFFICE", OFFICE_NAME)
    number = f"{kind.label}〔{today.year}〕{next_number(kind.value, today.year)}号"
    document = IssuedDocument(
        kind=kind, number=number, title=title, addressee=addressee, body=body, annex=list(annex), issuer_code=code, issuer_name=name,
        owner_code=owner_code or getattr(about, "owner_code", "") or "",
        subject_code=subject_code or getattr(about, "subject_code", "") or "",
        issued_on=today, record_type=about._meta.label_lower, record_id=about.pk,
        check_code=new_check_code(), issued_by=actor,
    )  # fmt: skip
    _sealed(document)
    for recipient in dict.fromkeys(to):
        DocumentCopy.objects.create(document=document, recipient_code=recipient)
    post(
        key=f"document:{document.pk}", kind=kind.value, to=to, subject=f"{number} {title}", body=body, today=today,
        about=document,
    )  # fmt: skip
    return document


def _sealed(document):
    document.sha256 = fingerprint(document.canonical_text)
    document.save()
    seal(
        document, kind=document.get_kind_display(), number=document.number, issuer=document.issuer_name,
        issued_on=document.issued_on, sha256=document.sha256, check_code=document.check_code,
    )  # fmt: skip


def papers_about(record):
    """Papers issued about one record, oldest first."""
    return IssuedDocument.objects.filter(record_type=record._meta.label_lower, record_id=record.pk).order_by(
        "id"
    )
