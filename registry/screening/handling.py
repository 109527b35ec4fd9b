"""Whose hands an application is in: the office's, its recommender's, or the applicant's own (R22)."""

from registry.ledger.actors import is_public
from registry.ledger.doors import may_happen, may_person
from registry.ledger.errors import NotAllowed
from registry.parties.access import reach

from . import moves
from .models import Application

OFFICE_ROLES = frozenset({"clerk", "head"})


def is_office(user) -> bool:
    """Whether the person works in the office: clerk or head."""
    return bool(reach(user).roles & OFFICE_ROLES)


def handles(application, user) -> bool:
    """Office: every application. Recommenders: their own institution's. The public: self-made ones."""
    if is_public(user):
        return application.channel == Application.Channel.SELF
    return is_office(user) or _recommended_by(application, user)


def _recommended_by(application, user):
    if application.recommender_id is None or "recommender" not in reach(user).roles:
        return False
    held = user.memberships.current().filter(role="recommender", institution_id=application.recommender_id)
    return held.exists()


def must_handle(application, user, what):
    """Raises NotAllowed when the application is another institution's."""
    if not handles(application, user):
        raise NotAllowed(f"{application}不是您所在单位经办的申报，不能“{what}”。请由推荐单位或办公室办理。")


def hold(application):
    """Lock the stored row and read it anew, so that rules judge what is stored and nothing older."""
    application.refresh_from_db(from_queryset=Application._base_manager.select_for_update())
    return application


def ready(application, move, *, actor, reason="", handled=True):
    """Hold the row; the move must start from its state and be this person's to make. Raises Refusal."""
    hold(application)
    step = moves.APPLICATION.by_name[move]
    may_happen(application, step, moves.APPLICATION, reason)
    may_person(application, step, moves.APPLICATION, actor)
    if handled:
        must_handle(application, actor, step.label)
    return application
