"""The announcement of a cancellation rests on the cancellation, and is corrected in public once that is undone (§5.4)."""

from registry.ledger.errors import Refusal
from registry.ledger.models import StatusChange
from registry.lending.ripple.kinds import Act, Kind, register_kind
from registry.lending.wording import Text
from registry.parties.models import Qualification
from registry.sanctions.rippling import cancellation_on, held_by

from .announcing import announce_change
from .models import Announcement
from .shown import shown_name
from .wording import restoration_text


def _announcements(episode):
    change = cancellation_on(episode)
    told = change and Announcement.objects.filter(cause=f"change:{change.position}").first()
    if told is not None and not _corrected(told):
        label = f"{told.number}（取消资格公告）"
        yield Act(told, label, told.published_on, held_by(change, episode), judged_on=change.effective_on)


def _corrected(told):
    return told.corrected_by.exists()


def _draft(told, episode, today):
    business = episode.business
    title, body = restoration_text(
        name=shown_name(business), uscc=business.uscc, kind=business.kind, earlier=told, effective_on=today, today=today
    )  # fmt: skip
    return Text(title, body)


def _correct(row, told, *, actor, today, reason, because):
    """Publish the correction at once; the timer that tells the public of changes finds it told."""
    if _corrected(told):
        return told.corrected_by.first()
    change = _restored(told)
    if change is None:
        raise Refusal("资格还没有恢复，不能先发更正公告。请先办理同一更正引起的“取消资格”一项。")
    return announce_change(change, actor=actor, today=today)


def _restored(told):
    """The restoration that followed the cancellation this announcement told of, or None."""
    cancelled = StatusChange.objects.get(position=int(told.cause.removeprefix("change:")))
    later = StatusChange.objects.filter(
        record_type=Qualification._meta.label_lower, record_id=cancelled.record_id, move="restore"
    )
    return later.filter(ordinal__gt=cancelled.ordinal).order_by("ordinal").first()


def register_kinds():
    """Called once from AppConfig.ready."""
    register_kind(
        Kind("announcement", "发布更正公告", _announcements, _correct, draft=_draft, gone=_corrected, order=5)
    )
