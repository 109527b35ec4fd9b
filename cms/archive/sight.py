"""What one person may read in one application's file, decided by the rows' own `visible_to` and told in one place."""

from dataclasses import dataclass

from registry.ledger.admin_base.covering import covered
from registry.parties.access import reach
from registry.policy.privacy import hidden

OUT_OF_SIGHT = "（不在您的查看范围）"


@dataclass(frozen=True)
class Sight:
    """`full`: office, leading group, legal and auditor. `own`: the institution that recommended the application."""

    user: object
    full: bool
    own: bool

    def text(self, words) -> str:
        """Free text; identity, phone and account numbers hidden from who does not see the whole registry."""
        words = "" if words is None else str(words)
        return words if self.full else hidden(words)

    def phone(self, number) -> str:
        """Plainly for whoever keeps the register; a cover for everybody else (decision 0033)."""
        keeps = (self.full or self.own) and self.user.has_perm("screening.change_application")
        return (number if keeps else covered(number)) or "—"

    def inner(self, words) -> str:
        """Reasons kept inside the office: decisions on others' facts, loans, objectors."""
        return self.text(words) if self.full else OUT_OF_SIGHT if words else ""


def sight_of(application, user) -> Sight:
    scope = reach(user)
    return Sight(user, scope.sees_registry, application.recommender_id in scope.institutions)
