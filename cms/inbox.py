"""The desk's inbox: what waits for this person, counted from facts, each with a link to its rows."""

from django.utils.module_loading import import_string

SOURCES = (
    "registry.screening.inbox.items",
    "publicity.inbox.items",
    "cms.watch.inbox.items",
    "cms.pages.inbox.items",
    "registry.lending.inbox.items",
    "registry.lending.collecting.inbox.items",
    "registry.lending.dossier.inbox.items",
    "registry.lending.returns.inbox.items",
    "registry.lending.ripple.inbox.items",
    "registry.sanctions.inbox.items",
    "imports.inbox.items",
    "registry.policy.inbox.items",
    "registry.credit.inbox.items",
    "registry.ledger.proposals.inbox.items",
    "registry.parties.inbox.items",
)


def inbox_for(user):
    """Every source's items for `user`: dicts of label, count, url, urgency (`now`, `soon`, ``)."""
    from registry.history import clock

    found = []
    for source in SOURCES:
        found += import_string(source)(user, clock.today())
    return [item for item in found if item["count"]]
