"""Proof that a notice was posted, and taken down, on each channel (R28, A30)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.policy.calendars import current_calendar
from registry.policy.dates import written
from registry.policy.terms import LAST_CHANNEL
from registry.policy.versions import terms_on

from .evidence import checked_file
from .models import Posting
from .windows import recount

REQUIRED = (Posting.Channel.RELEASE, Posting.Channel.NEWS, Posting.Channel.BOARD)


@transaction.atomic
def record_posting(notice, *, channel, posted_on, place="", url="", photo=None, actor, today, reason=""):
    """Record one posting with its address or photo. Returns the Posting.

    Under the policy's LAST_CHANNEL clock a later posting moves the end of the window later, never earlier.
    """
    require(actor, "publicity.add_posting", "登记发布凭据")
    label = Posting.Channel(channel).label
    _check(notice, label, posted_on, url, photo, today)
    if notice.postings.filter(channel=channel, place=place).exists():
        raise Refusal(
            f"“{label}{place}”的发布凭据已经登记，不必重复登记。另有张贴地点的，请填写地点加以区分。"
        )
    if photo:
        photo, _ = checked_file(photo, what="照片或截图")
    posting = Posting(
        notice=notice, channel=channel, place=place, posted_on=posted_on, url=url, photo=photo or ""
    )
    with acting(actor, reason or f"登记发布凭据：{label}"):
        posting.save()
    if notice.status == "open" and terms_on(notice.published_on).publicity_clock == LAST_CHANNEL:
        recount(notice, current_calendar(), actor=actor, reason=f"{label}于{written(posted_on)}发布")
    return posting


@transaction.atomic
def record_removal(posting, *, removed_on, actor, today, reason=""):
    """Record the day a posting was taken down. Raises Refusal when that is impossible or already recorded."""
    require(actor, "publicity.change_posting", "登记撤下")
    if posting.removed_on:
        raise Refusal(f"“{posting}”已登记于{written(posting.removed_on)}撤下，不必重复登记。")
    if not posting.posted_on <= removed_on <= today:
        raise Refusal(
            f"撤下日期{written(removed_on)}应在发布日期{written(posting.posted_on)}与今天{written(today)}之间，请核对。"
        )
    posting.removed_on = removed_on
    with acting(actor, reason or "登记撤下"):
        posting.save(update_fields=["removed_on"])
    return posting


def missing_channels(notice) -> list[str]:
    """Names of the channels of R28 for which nothing has been recorded yet."""
    there = set(notice.postings.values_list("channel", flat=True))
    return [channel.label for channel in REQUIRED if channel not in there]


def _check(notice, label, posted_on, url, photo, today):
    if notice.status not in ("open", "closed"):
        raise Refusal(f"“{notice}”现在是“{notice.get_status_display()}”，编号发布之后才能登记发布凭据。")
    problems = []
    if not url and not photo:
        problems.append(f"“{label}”没有网址，也没有照片或截图。两者至少提供一项，作为发布的凭据。")
    if not notice.published_on <= posted_on <= today:
        problems.append(
            f"发布日期{written(posted_on)}应在公示发布日{written(notice.published_on)}与今天{written(today)}之间，请核对。"
        )
    if problems:
        raise Refusal(problems)
