"""What the registers of this room share."""

from django import forms


def money_field(label, **options):
    return forms.DecimalField(label=f"{label}（元）", max_digits=18, decimal_places=2, **options)
