"""Every lending row belongs to one bank, and says so in its own column and in its history."""

from django.db import models

from registry.history.models import Recorded, RecordedQuerySet


class BankOwnedQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """Office, guarantor, auditor: all. A bank: its own rows and nothing else, not even a count."""
        from registry.parties.access import reach

        scope = reach(user)
        if scope.sees_lending:
            return self
        return self.filter(bank_id__in=scope.institutions) if scope.institutions else self.none()


class BankOwned(Recorded):
    bank = models.ForeignKey("parties.Institution", models.PROTECT, related_name="+", verbose_name="银行")
    objects = BankOwnedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def owner_code(self):
        return self.bank.code

    @property
    def subject_code(self):
        return self.business.uscc
