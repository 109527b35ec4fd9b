"""Form fields the rooms share."""

from django import forms


def Day(label, **options):
    """A date field with the browser's own picker."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **options)
