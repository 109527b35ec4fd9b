"""What waits about compensation files: papers and deficiencies for the bank, long waits for the head, write-offs."""

from django.urls import reverse

from registry.parties.access import reach

from ..models import ClaimDeficiency, ClaimDossier, OverdueEpisode
from ..rules.dossier import AMBER, RED
from .ageing import long_waiting
from .holdings import gather


def items(user, today) -> list[dict]:
    """Counted from facts for this user's roles and institutions."""
    roles, found = reach(user).roles, []
    if roles & {"bank_maker", "bank_checker"}:
        found += _bank(user, today)
    if "head" in roles:
        found.append(
            _item(
                "久等未办、已上报的代偿申请",
                long_waiting().count(),
                "compensationclaim",
                "aged__gte=2",
                "now",
            )
        )
        asked = OverdueEpisode.objects.filter(status="write_off_asked").count()
        found.append(
            _item("等待批准的核销申请", asked, "overdueepisode", "status__exact=write_off_asked", "now")
        )
    return found


def _bank(user, today):
    lights = lights_of(user, today)
    for light, label, urgency in ((RED, "代偿资料缺件已到期限", "now"), (AMBER, "代偿资料有缺件", "soon")):
        yield _item(label, lights.count(light), "claimdossier", f"light={light}", urgency)
    unclaimed = OverdueEpisode.objects.visible_to(user).filter(status="day60")
    unclaimed = unclaimed.exclude(claims__status__in=("draft", "lodged", "returned", "approved"))
    label = "逾期满60日、还没有起草代偿申请"
    yield _item(label, unclaimed.count(), "overdueepisode", "status__exact=day60", "soon")
    rows = ClaimDeficiency.objects.visible_to(user).filter(answered_on=None, claim__status="returned")
    yield _item("退回后没有登记补正的事项", rows.count(), "claimdeficiency", "answered_on__isempty=1", "now")


def lights_of(user, today):
    """The light of every file of an unpaid episode this user sees, as a list."""
    return [held.light for held in gather(open_files(ClaimDossier.objects.visible_to(user)), today).values()]


def open_files(rows):
    """Files of unpaid episodes, with what their light asks."""
    rows = rows.filter(episode__status__in=OverdueEpisode.objects.all().UNPAID)
    return rows.select_related("episode__note__line")


def _item(label, count, model, query, urgency):
    url = reverse(f"admin:lending_{model}_changelist")
    return {"label": label, "count": count, "url": f"{url}?{query}", "urgency": urgency}
