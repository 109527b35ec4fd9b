"""What waits about returns: for a bank its own periods and silent loans, for the office whom to chase and what to ask."""

from django.urls import reverse

from registry.parties.access import reach

from ..models import MovedNote, ReportingPeriod, SilentMaturity


def items(user, today) -> list[dict]:
    """Counted from facts for this user's roles and institutions."""
    roles = reach(user).roles
    owed = ReportingPeriod.objects.visible_to(user).owed()
    silent = SilentMaturity.objects.visible_to(user).filter(status="open")
    found = []
    if roles & {"bank_maker", "bank_checker"}:
        found += _bank(owed, today)
    if roles & {"clerk", "head"}:
        late, alone = owed.filter(status="late"), owed.exclude(unreached_on=None)
        asked = MovedNote.objects.visible_to(user).filter(status="open")
        found += [
            _item("银行过期未报送的报送期", late, "reportingperiod", "status__exact=late", "soon"),
            _item("应报送而无人可提醒的银行", alone, "reportingperiod", "unreached_on__isempty=0", "now"),
            _item("疑似转至他行、待核实的借据", asked, "movednote", "status__exact=open", "now"),
        ]
    if roles & {"bank_maker", "bank_checker", "clerk", "head"}:
        found.append(_item("到期后银行没有报送的借据", silent, "silentmaturity", "status__exact=open", "now"))
    return found


def _bank(owed, today):
    """Periods that are over; one alone leads to its own page."""
    over = list(owed.filter(ends_on__lt=today).select_related("bank").order_by("starts_on"))
    late = any(period.status == "late" for period in over)
    item = {"label": "待报送的贷款台账（报送期）", "count": len(over), "urgency": "now" if late else "soon"}
    if len(over) == 1:
        item["label"] = f"待报送{over[0].label}贷款台账"
        return [item | {"url": reverse("admin:lending_reportingperiod_change", args=[over[0].pk])}]
    return [item | {"url": reverse("admin:lending_reportingperiod_changelist") + "?owed=1"}]


def _item(label, rows, model, query, urgency):
    url = f"{reverse(f'admin:lending_{model}_changelist')}?{query}"
    return {"label": label, "count": rows.count(), "url": url, "urgency": urgency}
