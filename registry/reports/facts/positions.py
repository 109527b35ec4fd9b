"""Balance and arrears of the notes in an outer query, by both clocks."""

from django.db.models import OuterRef, Subquery

from registry.lending.models import OverdueEpisode, Position

from .clocks import At, status_at, versions

UNPAID = OverdueEpisode.objects.all().UNPAID


def told_at(at: At, field: str) -> Subquery:
    """A column of the standing position with the latest as-of day up to that day; NULL where none had been told."""
    if at.known:
        told = versions(Position, at).filter(standing=True, note_id=OuterRef("id"))
    else:
        told = Position.objects.standing().filter(note_id=OuterRef("id"))
    return Subquery(told.filter(as_of__lte=at.on).order_by("-as_of").values(field)[:1])


def unpaid_since_at(at: At) -> Subquery:
    """Since which due day something is unpaid to the bank on that day; NULL when nothing is (A15, A17)."""
    episodes = OverdueEpisode.objects.filter(note_id=OuterRef("id"), unpaid_since__lt=at.on)
    standing = episodes.annotate(stood=status_at("lending.overdueepisode", at)).filter(stood__in=UNPAID)
    return Subquery(standing.order_by("unpaid_since").values("unpaid_since")[:1])
