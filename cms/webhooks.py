"""Webhooks at the edge: what changed is numbered, laid out and sent."""

from django.conf import settings

from publicity.changes import look
from publicity.hooks.calling import call
from publicity.hooks.delivering import lay_out, send_due
from registry.history import clock


def push_changes():
    """Everything due now. Returns (delivered, failed)."""
    look(today=clock.today(), moment=clock.moment())
    lay_out(moment=clock.moment())
    return send_due(call, moment=clock.moment(), site=settings.SITE_URL)
