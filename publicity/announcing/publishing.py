"""The one place where an announcement is numbered, fingerprinted and saved."""

from datetime import timedelta

from registry.documents.issuing import OFFICE_NAME, new_check_code, next_number
from registry.documents.sealing import seal
from registry.history.acting import acting
from registry.ledger.errors import Refusal
from registry.policy.privacy import publication_problems

from ..canonical import canonical_json, fingerprint
from ..models import Announcement

_ONE_DAY = timedelta(days=1)


def publish_announcement(kind, *, title, body, rows, cause, actor, today, **links):
    """Save one announcement for one `cause`; the same cause again gives the one that stands (with False).

    Call inside the transaction of its cause. `links` are `notice`, `corrects`, `expires_on`.
    Returns (announcement, new). Raises Refusal when a text holds the full number of a person (trust PRV-1).
    """
    told = Announcement.objects.filter(cause=cause).first()
    if told is not None:
        return told, False
    shown = {"名单": "；".join(str(value) for row in rows for value in row.values())}
    problems = publication_problems({"标题": title, "正文": body, **shown})
    if problems:
        raise Refusal(problems)
    n = next_number("gonggao", today.year)
    announcement = Announcement(
        kind=kind,
        serial=f"GG{today.year}{n:04d}",
        number=f"公告〔{today.year}〕{n}号",
        title=title,
        body=body,
        rows=rows,
        cause=cause,
        published_on=today,
        check_code=new_check_code(),
        **links,
    )
    announcement.sha256 = fingerprint(canonical_json(canonical_content(announcement)))
    with acting(actor, announcement.get_kind_display()):
        announcement.save()
    seal(
        announcement, kind=announcement.get_kind_display(), number=announcement.number, issuer=OFFICE_NAME,
        issued_on=today, sha256=announcement.sha256, check_code=announcement.check_code,
    )  # fmt: skip
    return announcement, True


def canonical_content(announcement) -> dict:
    """What the fingerprint covers."""
    names = ("serial", "number", "kind", "title", "body", "rows")
    return {name: getattr(announcement, name) for name in names} | {
        "published_on": announcement.published_on.isoformat()
    }


def stop_showing(announcement, *, day, actor, reason):
    """Hide an announcement's personal data from `day` on; its address stays."""
    last = announcement.expires_on
    until = day - _ONE_DAY
    if last is not None and last <= until:
        return
    announcement.expires_on = until
    with acting(actor, reason):
        announcement.save(update_fields=["expires_on"])
