"""A business on the blacklist, or removed from it but not readmitted, may not apply or borrow (R49, R59, domain §5.3)."""

from registry.policy.rules import BlockFacts, block_problems
from registry.policy.terms import PolicyTerms

from .models import BlacklistCase

EVER_LISTED = ("listed", "published", "removed")


def exclusion_reasons(business, today) -> list[str]:
    """One sentence for each listing that still shuts the business out on `today`."""
    cases = business.blacklist_cases.filter(status__in=EVER_LISTED, decided_on__isnull=False)
    days = cases.order_by("decided_on").values_list("decided_on", "exclusion_lifted_on")
    facts = [BlockFacts(listed_on=listed, exclusion_lifted_on=lifted) for listed, lifted in days]
    terms = PolicyTerms.of_2019()
    return [str(reason) for fact in facts for reason in block_problems(fact, terms, today=today)]


def ever_listed(pks):
    """Those of these businesses that have been on the blacklist at any time."""
    cases = BlacklistCase.objects.filter(business__in=pks, status__in=EVER_LISTED)
    return cases.values_list("business", flat=True)
