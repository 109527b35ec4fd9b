"""Proof that a notice was posted, and taken down, on each channel (R28, A30)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.policy.calendars import current_calendar
from registry.policy.dates import written
from registry.policy.privacy import publication_problems
from registry.policy.terms import LAST_CHANNEL
from registry.policy.versions import terms_on

from .evidence import checked_file
from .late_posting import propose_later_end
from .models import Posting
from .windows import recount

REQUIRED = (Posting.Channel.RELEASE, Posting.Channel.NEWS, Posting.Channel.BOARD)


@transaction.atomic
def record_posting(
    notice, *, channel, posted_on, posted_at=None, place="", url="", photo=None, actor, today, reason=""
):
    """Record one posting with its address or photo. Returns the Posting.

    Under the policy's LAST_CHANNEL clock a later posting moves the end of the window later, never earlier. Under the
    website's clock a late posting on a channel of R28 proposes a later end to a second person.
    """
    require(actor, "publicity.add_posting", "登记发布凭据")
    label = Posting.Channel(channel).label
    _check(notice, label, posted_on, url, photo, today, place)
    if notice.postings.filter(channel=channel, place=place).exists():
        raise Refusal(
            f"“{label}{place}”的发布凭据已经登记，不必重复登记。另有张贴地点的，请填写地点加以区分。"
        )
    if photo:
        photo, _ = checked_file(photo, what="照片或截图")
    first = channel in REQUIRED and not notice.postings.filter(channel=channel).exists()
    posting = Posting(
        notice=notice, channel=channel, place=place, posted_on=posted_on, posted_at=posted_at, posted_by=actor,
        url=url, photo=photo or "",
    )  # fmt: skip
    with acting(actor, reason or f"登记发布凭据：{label}"):
        posting.save()
    if notice.status == "open":
        _later_end(posting, first, label, actor, today)
    return posting


def _later_end(posting, first, label, actor, today):
    notice = posting.notice
    if terms_on(notice.published_on).publicity_clock == LAST_CHANNEL:
        recount(notice, current_calendar(), actor=actor, because=f"{label}于{written(posting.posted_on)}发布")
    elif first:
        posting.proposed = propose_later_end(posting, actor=actor, today=today)


@transaction.atomic
def record_removal(posting, *, removed_on, removed_at=None, url="", photo=None, actor, today, reason=""):
    """Record when a posting was taken down, with the proof. Raises Refusal with every reason."""
    require(actor, "publicity.change_posting", "登记撤下")
    if posting.removed_on:
        raise Refusal(f"“{posting}”已登记于{written(posting.removed_on)}撤下，不必重复登记。")
    problems = publication_problems({"网址": url})
    if not posting.posted_on <= removed_on <= today:
        problems.append(
            f"撤下日期{written(removed_on)}应在发布日期{written(posting.posted_on)}与今天{written(today)}之间，请核对。"
        )
    if posting.notice.is_open(removed_on) and not reason.strip():
        problems.append(
            f"{written(removed_on)}还在公示期内（至{written(posting.notice.ends_on)}24时）。公示期内撤下的，必须写明理由，并尽快重新张贴。"
        )
    if not url and not photo:
        problems.append("没有网址，也没有照片或截图。请拍下撤下后的样子，或者填写网址，作为撤下的凭据。")
    if problems:
        raise Refusal(problems)
    if photo:
        photo, _ = checked_file(photo, what="照片或截图")
    posting.removed_on, posting.removed_at, posting.removed_by = removed_on, removed_at, actor
    posting.removal_url, posting.removal_photo = url, photo or ""
    with acting(actor, reason or "登记撤下"):
        posting.save(update_fields=["removed_on", "removed_at", "removed_by", "removal_url", "removal_photo"])
    return posting


def missing_channels(notice) -> list[str]:
    """Names of the channels of R28 for which nothing has been recorded yet."""
    there = set(notice.postings.values_list("channel", flat=True))
    return [channel.label for channel in REQUIRED if channel not in there]


def _check(notice, label, posted_on, url, photo, today, place):
    if notice.status not in ("open", "closed"):
        raise Refusal(f"“{notice}”现在是“{notice.get_status_display()}”，编号发布之后才能登记发布凭据。")
    problems = publication_problems({"地点或栏目": place, "网址": url})
    if not url and not photo:
        problems.append(f"“{label}”没有网址，也没有照片或截图。两者至少提供一项，作为发布的凭据。")
    if not notice.published_on <= posted_on <= today:
        problems.append(
            f"发布日期{written(posted_on)}应在公示发布日{written(notice.published_on)}与今天{written(today)}之间，请核对。"
        )
    if problems:
        raise Refusal(problems)
