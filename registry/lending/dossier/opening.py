"""A file opens on day 1 of every overdue episode; on days 1, 30, 45 and 55 the bank is told what is missing, once each."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from registry.history.acting import acting
from registry.ledger.effects import once
from registry.ledger.outbox import post

from ..addressees import codes_of
from ..models import ClaimDossier, OverdueEpisode
from ..rules.dossier import STAGES, stage_of
from . import wording
from .holdings import holding

OPEN, REMIND = "dossier.open", "dossier.remind"
TOLD_TO_OFFICE = 55


def unopened(today):
    """Unpaid episodes whose first day has come, without a file."""
    rows = OverdueEpisode.objects.unpaid().filter(day1_on__lte=today, dossier=None)
    return rows.select_related("bank", "note", "business").order_by("day1_on", "pk")


@transaction.atomic
def open_dossier(episode, *, actor, today):
    """The file of an episode, opened when it has none. Returns the ClaimDossier."""
    found = ClaimDossier.objects.filter(episode=episode).first()
    if found is not None:
        return found
    dossier = ClaimDossier(
        bank=episode.bank, episode=episode, business=episode.business, opened_on=episode.day1_on
    )
    with acting(actor, "逾期第1日建立代偿资料包"):
        dossier.save()
    once(f"{OPEN}:{episode.pk}", duty=OPEN, record=episode, effective_on=episode.day1_on, clause="R46 R66")
    return dossier


def unreminded(today):
    """Files of unpaid episodes that have reached a stage the bank has not been told of."""
    reached = Q(pk__in=())
    for before, stage in zip((0, *STAGES), STAGES, strict=False):
        reached |= Q(told_day__lte=before, episode__unpaid_since__lte=today - timedelta(days=stage))
    rows = ClaimDossier.objects.filter(reached, episode__status__in=OverdueEpisode.objects.all().UNPAID)
    return rows.select_related(
        "bank", "business", "episode__bank", "episode__business", "episode__note__line"
    ).order_by("pk")


@transaction.atomic
def remind(dossier, *, actor, today):
    """Tell the bank what is missing at the stage reached; from day 55 the office as well. Nothing missing, nothing told."""
    days = (today - dossier.episode.unpaid_since).days
    stage = stage_of(days)
    key = f"{REMIND}:{dossier.pk}:{stage}"
    reached = dossier.episode.unpaid_since + timedelta(days=stage)
    if not once(key, duty=REMIND, record=dossier, effective_on=reached, clause="R46 R66"):
        return
    held = holding(dossier, today)
    if held.missing:
        text = wording.reminder(dossier, held, stage)
        to = [dossier.bank.code, *(codes_of("office") if stage >= TOLD_TO_OFFICE else [])]
        post(key=key, kind=REMIND, to=to, subject=text.title, body=text.body, today=today, about=dossier)
    dossier.told_day = stage
    with acting(actor, f"逾期第{stage}日检查代偿资料"):
        dossier.save(update_fields=["told_day"])
