"""A day that somebody types on a public page: written any common way, refused in a sentence."""

from datetime import date

from django import forms

from registry.policy.calendar_file import parse_day

EARLIEST, LATEST = date(2000, 1, 1), date(2999, 12, 31)


def asked_day(text) -> date | None:
    """A day somebody typed, None for anything that is no day between EARLIEST and LATEST."""
    day = parse_day(text)
    return day if day and EARLIEST <= day <= LATEST else None


class DayField(forms.CharField):
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        day = asked_day(text)
        if day is None:
            raise forms.ValidationError(
                f"“{self.label}”填的是“{text[:20]}”，应为{EARLIEST.year}年至{LATEST.year}年之间的日期，例如2026-05-08。"
            )
        return day
