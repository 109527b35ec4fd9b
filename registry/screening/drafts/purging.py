"""What was typed is deleted when it has served: the day after it was handed in, or after the window (PIPL 47)."""

from django.db import transaction

from registry.ledger.effects import once

from ..models import ApplicationDraft
from .papers import discard

DUTY = "purge_drafts"


def drafts_to_purge(today):
    """Drafts whose personal data is no longer needed on `today`."""
    return ApplicationDraft.objects.to_purge(today)


@transaction.atomic
def purge(draft, *, actor, today):
    """Empty a draft of answers and files; number and days stay, so that it can be said what became of it."""
    draft.refresh_from_db(from_queryset=ApplicationDraft.objects.select_for_update())
    if draft.purged_on or not once(
        f"draft:{draft.pk}:purge", duty=DUTY, record=draft, effective_on=today, clause="R24"
    ):
        return
    for paper in draft.papers.all():
        discard(paper)
    draft.answers, draft.purged_on = {}, today
    draft.save(update_fields=["answers", "purged_on"])
