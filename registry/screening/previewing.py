"""What handing in would say, said before: for whoever fills in an application for somebody else."""

from registry.parties.businesses import identity_remarks
from registry.policy.rules.tax import TaxFacts, tax_problems, tax_remarks
from registry.policy.versions import terms_on

from .acceptance import acceptance_problems
from .intake import received_day
from .sizing import declared_size


def preview(application, *, today) -> tuple[list[str], list[str]]:
    """(what would be refused, what should be looked at) if this application were handed in on `today`."""
    day = received_day(application, today)
    size = declared_size(application, day)
    return acceptance_problems(application, size, today=day), [
        *identity_remarks(application.business),
        *_tax(application, day),
        *([] if application.business.kind == "individual" else [r.text for r in size.reasons]),
    ]


def _tax(application, day):
    own = application if application.tax_since or application.tax_grade else application.business
    facts = TaxFacts(application.business.kind, own.tax_since, own.tax_grade, own.tax_grade_year)
    return [str(r) for r in (*tax_problems(facts, terms_on(day), today=day), *tax_remarks(facts, today=day))]
