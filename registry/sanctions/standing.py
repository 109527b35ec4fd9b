"""What the register says of a business and the blacklist on day D, as known on day K (two clocks, domain §5.3)."""

from registry.ledger.replay import status_on

from .models import BlacklistCase

LABEL = BlacklistCase._meta.label_lower


def blacklist_on(business, *, on, known_by=None) -> list[dict]:
    """One dict per case begun by `on`: listed, public and excluded are kept apart.

    `known_by` is an instant: only what had been written down by then counts. Days are ISO strings or None.
    """
    found = []
    for pk in BlacklistCase.objects.filter(business=business).order_by("pk").values_list("pk", flat=True):
        status = status_on(LABEL, pk, on=on, known_by=known_by)
        case = _as_known(pk, known_by)
        if status and case is not None:
            found.append(_said(case, status, on))
    return found


def _as_known(pk, known_by):
    """The latest version of the row written by then, None before there was one."""
    lines = BlacklistCase.history.filter(id=pk)
    if known_by is not None:
        lines = lines.filter(history_date__lte=known_by)
    return lines.order_by("-history_date", "-history_id").first()


def _said(case, status, on):
    listed = status in ("listed", "published")
    shown = status == "published" and bool(case.publish_from and case.max_until)
    lifted = case.exclusion_lifted_on is not None and case.exclusion_lifted_on <= on
    return {
        "case": case.id,
        "ground": case.get_ground_display(),
        "severity": case.get_severity_display(),
        "status": status,
        "status_label": BlacklistCase.TABLE.label(status),
        "listed": listed,
        "public": shown and case.publish_from <= on < case.max_until,
        "excluded": (listed or status == "removed") and not lifted,
        "determined_on": case.determined_on.isoformat(),
        "earliest_repair_on": _iso(case.min_until),
        "public_until": _iso(case.max_until),
    }


def _iso(day):
    return day.isoformat() if day else None
