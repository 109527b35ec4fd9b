"""Whether a printed paper is genuine and still stands, by its check code; of a private paper only what identifies it."""

from dataclasses import dataclass
from datetime import date

from registry.documents.ending import REPLACED, VALID, WITHDRAWN, state_of
from registry.documents.issuing import OFFICE_NAME
from registry.documents.models import IssuedDocument, PaperEnd, Seal
from registry.documents.sealing import is_intact, seal_of
from registry.ledger.models import StatusChange
from registry.policy.dates import written

from .days import period_in_words
from .models import Announcement, Notice

EXPIRED, UNISSUED = "expired", "unissued"
STATES = {
    VALID: "有效",
    REPLACED: "已被取代",
    WITHDRAWN: "已收回",
    EXPIRED: "公开期限已满",
    UNISSUED: "还没有制发",
}
PUBLIC_KINDS = ("certificate",)


@dataclass(frozen=True)
class Paper:
    """What anybody holding the code may know. `title`, `url` and `canonical` (address of the hashed text) are empty
    unless the paper itself is public today; `period` is a standing notice's window, in words of today."""

    code: str
    kind: str
    number: str
    issuer: str
    issued_on: date
    state: str
    sha256: str
    title: str = ""
    url: str = ""
    ended_on: date | None = None
    replaced_by: str = ""
    sealed: Seal | None = None
    canonical: str = ""
    period: str = ""

    @property
    def state_label(self):
        return STATES[self.state]

    @property
    def intact(self):
        """Whether the signature holds and covers the fingerprint shown; None where nothing was signed."""
        if self.sealed is None:
            return None
        return is_intact(self.sealed) and f'"sha256":"{self.sha256}"' in self.sealed.statement

    @property
    def as_json(self):
        """The same for machines; what is no longer published counts as withdrawn, `state_label` says why."""
        return {
            "code": self.code,
            "kind": self.kind,
            "number": self.number,
            "issuer": self.issuer,
            "issued_on": self.issued_on.isoformat(),
            "state": WITHDRAWN if self.state == "expired" else self.state,
            "state_label": self.state_label,
            "title": self.title,
            "url": self.url,
            "ended_on": self.ended_on.isoformat() if self.ended_on else None,
            "replaced_by": self.replaced_by or None,
            "sha256": self.sha256,
            "statement": self.sealed.statement if self.sealed else None,
            "signature": self.sealed.signature if self.sealed else None,
            "key_id": self.sealed.key.key_id if self.sealed else None,
        }


def paper_of(code, *, today):
    """The Paper with exactly this check code, or None. Nothing else is looked up, nothing like it is suggested."""
    if not code:
        return None
    for find in (_notice, _announcement, _document):
        paper = find(code, today)
        if paper is not None:
            return paper
    return None


def state_on(code, on) -> str:
    """What the paper with this check code was on day `on`: a key of STATES, "" where there is no such paper.

    Whoever holds the code holds the paper; of what it says nothing is told here.
    """
    notice = Notice.objects.public().filter(check_code=code).first()
    if notice is not None:
        return _state_between(notice.published_on, _withdrawn_on(notice), WITHDRAWN, on)
    told = Announcement.objects.filter(check_code=code).first()
    if told is not None:
        return told.state(on) if told.published_on <= on else UNISSUED
    paper = IssuedDocument.objects.filter(check_code=code).first()
    if paper is None:
        return ""
    end = PaperEnd.objects.filter(document=paper).first()
    ended = REPLACED if end and end.replaced_by_id else WITHDRAWN
    return _state_between(paper.issued_on, end.ended_on if end else None, ended, on)


def _state_between(first, last, ended, on):
    if on < first:
        return UNISSUED
    return ended if last and last <= on else VALID


def _withdrawn_on(notice):
    change = StatusChange.objects.of(notice).filter(move="withdraw").last()
    return change.effective_on if change else None


def _notice(code, today):
    notice = Notice.objects.public().filter(check_code=code).first()
    if notice is None:
        return None
    gone = notice.status == "withdrawn"
    return Paper(
        code, "公示", notice.number, OFFICE_NAME, notice.published_on, WITHDRAWN if gone else VALID, notice.text_sha256,
        title=notice.title, url=notice.get_absolute_url(), sealed=seal_of(code),
        canonical=_canonical(notice) if signed_text(notice) else "", period="" if gone else period_in_words(notice, today),
    )  # fmt: skip


def _announcement(code, today):
    told = Announcement.objects.filter(check_code=code, published_on__lte=today).first()
    if told is None:
        return None
    state = told.state(today)
    later = told.corrected_by.order_by("-id").first()
    return Paper(
        code, told.get_kind_display(), told.number, OFFICE_NAME, told.published_on, state, told.sha256,
        title=told.title if state == VALID else "", url=told.get_absolute_url(),
        ended_on=told.withdrawn_on if state == WITHDRAWN else None, replaced_by=later.number if later else "",
        sealed=seal_of(code), canonical=_canonical(told) if state == VALID else "",
    )  # fmt: skip


def _document(code, today):
    paper = IssuedDocument.objects.filter(check_code=code).first()
    if paper is None:
        return None
    end = PaperEnd.objects.filter(document=paper).select_related("replaced_by").first()
    public = paper.kind in PUBLIC_KINDS
    return Paper(
        code, paper.get_kind_display(), paper.number, paper.issuer_name, paper.issued_on, state_of(paper), paper.sha256,
        title=paper.title if public else "", url=_certificate_url(paper) if public else "",
        ended_on=end.ended_on if end else None,
        replaced_by=end.replaced_by.number if end and end.replaced_by_id else "", sealed=seal_of(code),
        canonical=_certificate_url(paper).rstrip("/") + ".canonical.json" if public and end is None else "",
    )  # fmt: skip


def _canonical(record):
    return record.get_absolute_url().rstrip("/") + ".canonical.json"


def _certificate_url(paper):
    notice = Notice.objects.public().filter(pk=paper.record_id).first()
    return f"{notice.get_absolute_url()}zhengming/" if notice else ""


def facts_of(paper) -> list[tuple[str, str]]:
    """(label, value) as the check page shows them."""
    found = [
        ("文种", paper.kind),
        ("文号", paper.number),
        ("标题", paper.title),
        ("公示期", paper.period),
        ("制发单位", paper.issuer),
        ("日期", written(paper.issued_on)),
        ("状态", paper.state_label),
        ("失效日期", written(paper.ended_on) if paper.ended_on else ""),
        ("取代它的文书", paper.replaced_by),
    ]
    return [line for line in found if line[1]]


def signed_text(record) -> str:
    """The canonical text of a public record while all of it is public; "" once anything of it is no longer shown."""
    from .announcing.publishing import canonical_content
    from .canonical import canonical_json

    if isinstance(record, Notice):
        struck = record.entries.filter(status="withdrawn", listed_on__isnull=False).exists()
        struck = struck or record.announcements.filter(kind="correction").exists()
        return "" if struck or record.status == "withdrawn" else record.canonical_text
    return canonical_json(canonical_content(record))
