"""The guarantor's net assets in the admin: told by the guarantor or entered by the office, put right with a reason."""

from django import forms
from django.contrib import admin

from registry.history import clock
from registry.ledger.admin_base import RegistryAdmin
from registry.ledger.admin_base.forms import ReasonedForm
from registry.parties.access import reach
from registry.policy.dates import written

from .models import GuarantorWorth


class WorthForm(ReasonedForm):
    """No figure of a day that has not come."""

    def clean_as_of(self):
        day, today = self.cleaned_data["as_of"], clock.today()
        if day > today:
            raise forms.ValidationError(f"数据日期{written(day)}晚于今天{written(today)}。请填报表上的日期。")
        return day


@admin.register(GuarantorWorth)
class GuarantorWorthAdmin(RegistryAdmin):
    form = WorthForm
    list_display = ["as_of", "guarantor", "net_assets", "source"]
    list_filter = ["as_of"]
    list_select_related = ["guarantor"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A guarantor enters its own."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        scope = reach(request.user)
        if db_field.name == "guarantor" and not scope.sees_registry:
            field.queryset = field.queryset.filter(pk__in=scope.institutions)
        return field
