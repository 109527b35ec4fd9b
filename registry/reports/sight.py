"""Who sees which report: rows through `visible_to`, columns through the declaration, decided once for all pages."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from registry.parties.access import audiences_of, reach
from registry.policy.disclosure import Level, level_of

READ, EXPORT = "reports.read_report", "reports.export_report"


@dataclass(frozen=True)
class Sight:
    """One person's. `lending`: loans at all; `county`: everybody's, not one's own alone."""

    user: Any

    @cached_property
    def scope(self):
        return reach(self.user)

    @cached_property
    def leading(self):
        """The leading group decides on sums (R27, R53): it reads totals of all loans, and no single loan."""
        return "leader" in self.scope.roles and not self.scope.sees_lending

    @cached_property
    def lending(self):
        return self.leading or self.user.has_perm("lending.view_loannote")

    @cached_property
    def county(self):
        return self.leading or self.scope.sees_lending

    @cached_property
    def applications(self):
        return self.user.has_perm("screening.view_application")

    @cached_property
    def registry(self):
        """Whether every application and every paper is in sight."""
        return self.scope.sees_registry

    @cached_property
    def recognised(self):
        """Whether every recognition is in sight, past ones too."""
        return (self.scope.sees_registry or self.scope.sees_lending) and self.user.has_perm(
            "parties.view_qualification"
        )

    @cached_property
    def progress(self):
        return self.recognised or self.applications

    @cached_property
    def any(self):
        return self.lending or self.progress

    @cached_property
    def sizes(self):
        """Whether this person reads the figures a size rests on; a lender does not read them of others' customers."""
        return all(self._reads(name) for name in ("employees", "revenue", "assets"))

    def _reads(self, field):
        return level_of("parties.business", field, audiences_of(self.user)) >= Level.FULL

    def opens(self, figure) -> bool:
        """Whether this person reads the rows of a figure, or both those above and below the line of a rate."""
        parts = [
            part
            for part in (getattr(figure, "top", figure), getattr(figure, "bottom", None))
            if part is not None
        ]
        return not self.leading or all(part.rows and not _is_loan(part.rows[0]) for part in parts)

    def of(self, model):
        """The rows of a lending register that this person's figures are made of."""
        rows = model._default_manager
        return rows.all() if self.leading else rows.visible_to(self.user)


def _is_loan(row):
    return row.REGISTER.startswith("lending_")
