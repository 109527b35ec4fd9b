"""What a visitor is at work on: the draft being filled in, the application being followed; kept in the session."""

from registry.screening import drafts
from registry.screening.models import Application

DRAFT, FOLLOWED = "apply_draft", "apply_followed"


def draft_of(request, today):
    return drafts.continued(request.session.get(DRAFT), today=today)


def take_up(request, draft):
    """This visitor goes on with this draft; a new session key, so that a planted one is worth nothing."""
    request.session.cycle_key()
    request.session[DRAFT] = draft.pk


def follow(request, application, *, whole):
    request.session.cycle_key()
    request.session[FOLLOWED] = {"pk": application.pk, "whole": whole}


def followed(request):
    """(application, whole telephone given) being followed; (None, False) when there is none."""
    held = request.session.get(FOLLOWED) or {}
    found = Application.objects.filter(pk=held.get("pk")).select_related("business", "round").first()
    return (found, bool(held.get("whole"))) if found else (None, False)


def leave(request):
    """Forget both: the next person at this computer sees nothing."""
    for name in (DRAFT, FOLLOWED):
        request.session.pop(name, None)
