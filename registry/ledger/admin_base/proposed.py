"""A register whose form proposes instead of writing: a second person approves in 待批事项."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse

from registry.history import clock

from ..errors import Refusal
from ..proposals.proposing import propose
from .register import RegistryAdmin


class Asked(Exception):
    """Leaves the form's transaction so that nothing of the row is written."""

    def __init__(self, record, arguments, reason):
        self.record, self.arguments, self.reason = record, arguments, reason


def proposing_view(register, act, view, request, *args):
    """Run a form's `view`; what it asks for becomes a proposal of `act`, and the person sees it."""
    try:
        return view(request, *args)
    except Asked as asked:
        found = asked
    try:
        made = propose(
            act, found.record, actor=request.user, today=clock.today(), reason=found.reason, **found.arguments
        )
    except Refusal as refusal:
        request.refused = refusal.sentences
        return view(request, *args)
    messages.success(request, made.told[0])
    return HttpResponseRedirect(reverse("admin:ledger_proposal_change", args=[made.pk]))


class ProposedAdmin(RegistryAdmin):
    """Its act is `row:<app.model>`, registered with `proposals.rows.row_act`."""

    def save_model(self, request, obj, form, change):
        names = [name for name in form.cleaned_data if name not in ("change_reason", "expected_version")]
        values = {name: getattr(obj, name) for name in names}
        stored = self.model._base_manager.get(pk=obj.pk) if change else None
        raise Asked(stored, {"values": values}, form.cleaned_data["change_reason"])

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        act = f"row:{self.model._meta.label_lower}"
        return proposing_view(self, act, super().changeform_view, request, object_id, form_url, extra_context)
