"""The leading group's decisions in the admin."""

from django import forms
from django.contrib import admin

from registry.ledger.admin_base import ReadOnlyAdmin, StepForm

from ..models import LeadingGroupDecision
from .fields import Day


class DecisionForm(StepForm):
    minutes_number = forms.CharField(
        label="会议纪要号", max_length=60, help_text="照录纪要文号，例如“〔2026〕5号”。"
    )
    met_on = Day("会议日期")


@admin.register(LeadingGroupDecision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["minutes_number", "application", "approved", "met_on", "decided_by", "decided_on"]
    list_filter = ["approved", "met_on"]
    search_fields = ["minutes_number", "application__receipt_number"]
