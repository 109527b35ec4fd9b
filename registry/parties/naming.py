"""What a business was called on day D, as known on day K: a registered change has a day, a slip put right has none (§3.5)."""

from .models import IdentityChange


def name_on(business, *, on, known_by=None) -> str:
    """The name in force on `on` by what had been written down at instant `known_by` (None: everything). "" before that.

    A name put right in the register counts for every day once it is known; a registered change from its own day.
    """
    lines = business.history.all()
    changes = business.identity_changes.filter(changed_on__gt=on)
    if known_by is not None:
        lines = lines.filter(history_date__lte=known_by)
        written = IdentityChange.history.filter(history_date__lte=known_by, history_type="+").values("id")
        changes = changes.filter(pk__in=written)
    known = lines.order_by("-history_date", "-history_id").first()
    if known is None:
        return ""
    then, later = known.instance, changes.order_by("changed_on", "pk")
    for kind, field in (("name", "name"), ("operator", "operator_name")):
        first = later.filter(kind=kind).first()
        if first is not None:
            setattr(then, field, first.old)
    return then.display_name
