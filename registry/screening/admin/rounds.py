"""Rounds in the admin."""

from django.contrib import admin

from registry.history import clock
from registry.ledger.admin_base import RegistryAdmin

from ..models import Round
from ..rounds import open_round, round_problems


class RoundForm(RegistryAdmin.form):
    def clean(self):
        cleaned = super().clean()
        if not self.instance.pk and {"year", "month"} <= set(cleaned):
            for sentence in round_problems(cleaned["year"], cleaned["month"], cleaned.get("opinions_due_on")):
                self.add_error(None, sentence)
        return cleaned


@admin.register(Round)
class RoundAdmin(RegistryAdmin):
    form = RoundForm
    list_display = ["__str__", "opens_on", "closes_on", "opinions_due_on"]
    fields = ["year", "month", "opinions_due_on", "note"]

    def get_readonly_fields(self, request, obj=None):
        return ["year", "month"] if obj else []

    def save_model(self, request, obj, form, change):
        if change:
            return super().save_model(request, obj, form, change)
        opened = open_round(
            obj.year, obj.month, actor=request.user, today=clock.today(), reason=form.cleaned_data["change_reason"],
            opinions_due_on=obj.opinions_due_on, note=obj.note,
        )  # fmt: skip
        obj.pk, obj.version = opened.pk, opened.version
        return None
