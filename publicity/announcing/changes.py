"""Announcements of single changes: cancelled, restored, blacklisted, no longer shown, removed (R40–R42, R51, §5.4)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from registry.ledger.effects import once
from registry.ledger.errors import Refusal
from registry.ledger.models import Effect, StatusChange
from registry.lending.models import Countermand
from registry.parties.models import Qualification
from registry.policy.versions import policy_on
from registry.sanctions.models import BlacklistCase

from ..models import Announcement
from ..shown import sanction_line, shown_name
from ..wording import blacklist_text, cancellation_text, removal_text, restoration_text
from .publishing import publish_announcement, stop_showing

QUALIFICATION, CASE = "parties.qualification", "sanctions.blacklistcase"
_TOLD = (
    Q(record_type=QUALIFICATION, move__in=("cancel", "restore"))
    | Q(record_type=CASE, move__in=("publish", "stop_publication", "remove"))
)  # fmt: skip


def unannounced_changes(today):
    """Ledger rows that the public must be told of and has not been, oldest first."""
    changes = StatusChange.objects.filter(_TOLD, effective_on__lte=today)
    done = Effect.objects.filter(record_type=StatusChange._meta.label_lower, record_id=OuterRef("pk"))
    return changes.filter(~Exists(done.filter(duty="announce_changes"))).order_by("position")


@transaction.atomic
def announce_change(change, *, actor, today):
    """Tell the public of one change, once. Returns the Announcement, None where there is nothing to tell."""
    key = f"announcement:{_cause(change)}"
    told = {
        "duty": "announce_changes",
        "record": change,
        "effective_on": change.effective_on,
        "clause": "R42 R51",
    }
    if not once(key, **told):
        return None
    return _WRITERS[change.record_type, change.move](change, actor=actor, today=today)


def _cause(change):
    return f"change:{change.position}"


def _earlier(change, kind, move):
    """The announcement of the latest `move` of the same record before this change, or None."""
    before = StatusChange.objects.filter(
        record_type=change.record_type, record_id=change.record_id, move=move, ordinal__lt=change.ordinal
    )
    latest = before.order_by("-ordinal").first()
    return latest and Announcement.objects.filter(kind=kind, cause=_cause(latest)).first()


def _undone(change, move):
    """Whether a later `move` has already taken the change back before anybody was told."""
    return StatusChange.objects.filter(
        record_type=change.record_type, record_id=change.record_id, move=move, ordinal__gt=change.ordinal
    ).exists()


def _cancelled(change, *, actor, today):
    if _undone(change, "restore"):
        return None
    standing = Qualification.objects.select_related("business").get(pk=change.record_id)
    _must_stand(standing)
    title, body = cancellation_text(
        **_named(standing.business),
        batch=standing.batch,
        document_number=policy_on(change.effective_on).document_number,
        effective_on=change.effective_on,
        today=today,
    )
    return _publish("cancellation", change, standing.business, title, body, actor, today)


def _must_stand(standing):
    """Raises Refusal while the office has still to decide on a cancellation whose ground a bank has corrected (R70)."""
    open_case = Countermand.objects.waiting().filter(kind="cancellation", record_id=standing.pk).first()
    if open_case is not None:
        raise Refusal(
            f"“{standing}”的取消资格所依据的事实已由银行更正（{open_case.why}），待办公室决定恢复或者维持，决定之前不发公告。"
        )


def _restored(change, *, actor, today):
    earlier = _earlier(change, "cancellation", "cancel")
    if earlier is None:
        return None
    business = Qualification.objects.select_related("business").get(pk=change.record_id).business
    title, body = restoration_text(
        **_named(business), earlier=earlier, effective_on=change.effective_on, today=today
    )
    return _publish("correction", change, business, title, body, actor, today, corrects=earlier)


def _blacklisted(change, *, actor, today):
    case = BlacklistCase.objects.select_related("business").get(pk=change.record_id)
    if case.status != "published" or _undone(change, "stop_publication"):
        return None
    last = case.max_until - timedelta(days=1) if case.max_until else None
    named = _named(case.business)
    title, body = blacklist_text(
        name=named["name"],
        uscc=named["uscc"],
        ground=case.get_ground_display(),
        legal_basis=case.legal_basis,
        min_until=case.min_until,
        expires_on=last,
        effective_on=change.effective_on,
        today=today,
    )
    return _publish("blacklist", change, case.business, title, body, actor, today, expires_on=last)


def _hidden(change, *, actor, today):
    """The publication ends: the announcement is no longer shown; naming the business again would defeat that."""
    earlier = _earlier(change, "blacklist", "publish")
    if earlier is not None:
        stop_showing(earlier, day=change.effective_on, actor=actor, reason="停止公开")


def _removed(change, *, actor, today):
    earlier = _earlier(change, "blacklist", "publish")
    if earlier is None:
        return None
    stop_showing(earlier, day=change.effective_on, actor=actor, reason="移出黑名单")
    if change.from_status != "published":
        return None
    business = BlacklistCase.objects.select_related("business").get(pk=change.record_id).business
    named = _named(business)
    title, body = removal_text(
        name=named["name"], uscc=named["uscc"], earlier=earlier, effective_on=change.effective_on, today=today
    )
    return _publish("removal", change, business, title, body, actor, today, corrects=earlier)


def _named(business):
    return {"name": shown_name(business), "uscc": business.uscc, "kind": business.kind}


def _publish(kind, change, business, title, body, actor, today, **links):
    announcement, _ = publish_announcement(
        kind,
        title=title,
        body=body,
        rows=[sanction_line(business)],
        cause=_cause(change),
        actor=actor,
        today=today,
        **links,
    )
    return announcement


_WRITERS = {
    (QUALIFICATION, "cancel"): _cancelled,
    (QUALIFICATION, "restore"): _restored,
    (CASE, "publish"): _blacklisted,
    (CASE, "stop_publication"): _hidden,
    (CASE, "remove"): _removed,
}
