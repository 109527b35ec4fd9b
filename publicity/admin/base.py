"""What the registers of this room share."""

from django import forms


def time_field(label, **options):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget, **options)
