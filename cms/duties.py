"""All timed duties of the house in their order, and the one call that brings everything to a day."""

from registry.ledger.actors import system_actor
from registry.ledger.duties import DutyReport, run_duties


def all_duties():
    """Ends made certain first, then facts, consequences after: overdue, warnings and terms, what the public is told."""
    from cms.pages.duties import DUTIES as pages
    from imports.duties import DUTIES as imports
    from publicity.duties import DUTIES as publicity
    from registry.ledger.proposals.duties import DUTIES as proposals
    from registry.lending.duties import DUTIES as lending
    from registry.parties.duties import DUTIES as accounts
    from registry.sanctions.duties import DUTIES as sanctions
    from registry.screening.duties import DUTIES as screening

    return (*proposals, *lending, *sanctions, *screening, *publicity, *imports, *accounts, *pages)


def bring_to(day, *, since=None, dry_run=False, wait=True) -> DutyReport:
    """Run every duty up to `day`, day by day from `since` (default: where the last run stopped).

    While another runner is at work this one waits for it, or with `wait=False` leaves everything to it.
    """
    return run_duties(all_duties(), actor=system_actor(), on=day, since=since, dry_run=dry_run, wait=wait)
