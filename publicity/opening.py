"""Publishing a notice: number, window, fingerprint and consequences in one transaction (R28, R29, A10, R62)."""

from django.conf import settings
from django.db import transaction

from registry.documents.issuing import OFFICE_NAME, new_check_code, next_number
from registry.documents.sealing import seal
from registry.history.acting import acting
from registry.ledger.doors import may_happen, may_person, perform
from registry.ledger.errors import Refusal
from registry.parties.standing import open_candidate
from registry.policy.privacy import publication_problems
from registry.policy.versions import policy_on

from .canonical import canonical_json, fingerprint
from .facts import opening_problems
from .models import Posting
from .moves import NOTICE
from .shown import entry_line
from .windows import fix_window
from .wording import filled

ENTRY_CONTEXT = (
    "application__business",
    "application__round",
    "application__recommender",
)


@transaction.atomic
def open_notice(notice, *, actor, today, reason=""):
    """Number and publish a draft; a second person does it. Returns the notice.

    Raises Refusal with every reason of every entry, NotAllowed for the drafter; then nothing is written.
    """
    notice.refresh_from_db()
    step = NOTICE.by_name["open"]
    may_happen(notice, step, NOTICE)
    may_person(notice, step, NOTICE, actor)
    entries = _entries(notice)
    _check(notice, entries, today)
    with acting(actor, reason or "编号发布"):
        _number_entries(notice, entries)
        _issue(notice, entries, today)
        notice.save()
    change = perform(notice, "open", actor=actor, today=today, reason=reason, policy=policy_on(today))
    for entry in entries:
        _publish(entry, actor, today, change)
    _post_on_website(notice, actor, today)
    seal(
        notice, kind="公示", number=notice.number, issuer=OFFICE_NAME, issued_on=today, sha256=notice.text_sha256,
        check_code=notice.check_code,
    )  # fmt: skip
    return notice


def _entries(notice):
    entries = list(notice.entries.filter(status="pending").select_related(*ENTRY_CONTEXT).order_by("ordinal"))
    for entry in entries:
        entry.notice = notice
    return entries


def _check(notice, entries, today):
    problems = [] if entries else ["公示名单是空的，不能发布。请重新拟稿。"]
    shown = {f"第{entry.ordinal}户": " ".join(map(str, entry_line(entry).values())) for entry in entries}
    problems += publication_problems(
        {"标题": notice.title, "正文": notice.body, "批次": notice.batch, **shown}
    )
    problems += publication_problems({"受理部门与联系方式": notice.contact}, contact=True)
    for entry in entries:
        problems += opening_problems(entry, today=today)
    if problems:
        raise Refusal(problems)


def _number_entries(notice, entries):
    """Close the gaps left by entries struck off the draft, so that the printed list runs 1, 2, 3 …"""
    struck = notice.entries.filter(status="withdrawn").order_by("-ordinal")
    for entry in struck if len(entries) < notice.entries.count() else ():
        entry.ordinal += 100_000
        entry.save(update_fields=["ordinal"])
    for ordinal, entry in enumerate(entries, start=1):
        if entry.ordinal != ordinal:
            entry.ordinal = ordinal
            entry.save(update_fields=["ordinal"])


def _issue(notice, entries, today):
    n = next_number("gongshi", today.year)
    notice.serial, notice.number = f"GS{today.year}{n:04d}", f"公示〔{today.year}〕{n}号"
    fix_window(notice, today=today)
    notice.body = filled(notice.body, notice)
    notice.canonical_text = canonical_json(canonical_content(notice, entries))
    notice.text_sha256 = fingerprint(notice.canonical_text)
    notice.check_code = new_check_code()


def canonical_content(notice, entries) -> dict:
    """What the fingerprint covers: text, number, window as announced, and the list as shown."""
    days = {name: getattr(notice, name).isoformat() for name in ("published_on", "starts_on", "ends_on")}
    texts = {
        name: getattr(notice, name) for name in ("serial", "number", "title", "batch", "body", "contact")
    }
    counting = {name: getattr(notice, name) for name in ("workdays", "counts_publication_day", "provisional")}
    return {**texts, **days, **counting, "entries": [entry_line(entry) for entry in entries]}


def _publish(entry, actor, today, because):
    change = perform(entry, "publish", actor=actor, today=today, because=because)
    application = entry.application
    perform(application, "publish", actor=actor, today=today, because=change)
    open_candidate(
        application.business,
        batch=entry.notice.batch,
        notice_serial=entry.notice.serial,
        actor=actor,
        today=today,
        because=change,
    )
    entry.listed_on = today
    with acting(actor, "列入公示"):
        entry.save(update_fields=["listed_on"])


def _post_on_website(notice, actor, today):
    url = settings.SITE_URL.rstrip("/") + notice.get_absolute_url()
    with acting(actor, "本网站发布"):
        Posting(notice=notice, channel=Posting.Channel.WEBSITE, posted_on=today, url=url).save()
