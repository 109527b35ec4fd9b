"""A note as of one day, as known on another: asked and answered on one page beside what is known now (R70)."""

from datetime import UTC, datetime, time, timedelta

from django import forms
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from registry.history import clock
from registry.history.sources import source_word
from registry.ledger.admin_base import day_field
from registry.policy.dates import written
from registry.policy.money import yuan

from ..known_on import note_on

STATES = {"none": "没有逾期", "open": "逾期", "day60": "逾期，已满60日"}


class DaysForm(forms.Form):
    """Which day is asked about, and on which day's knowledge."""

    on = day_field("借据在哪一天的情况")
    known = day_field("按哪一天所知", help_text="当天24时以前登记的数据都算在内。")

    def clean_known(self):
        known = self.cleaned_data["known"]
        if known > clock.today():
            raise forms.ValidationError(f"{written(known)}还没有到。请填今天或者以前的日期。")
        return known


class TwoClocks:
    """Adds `<id>/known/` to the register of notes."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.known_view)
        return [path("<int:object_id>/known/", view, name="lending_loannote_known"), *super().get_urls()]

    def known_view(self, request, object_id):
        self.must_read(request)
        note = self.get_queryset(request).filter(pk=object_id).first()
        if note is None:
            raise Http404
        today = clock.today()
        form = DaysForm(request.GET or None, initial={"on": today, "known": today})
        asked = form.cleaned_data if form.is_valid() else {}
        context = {
            **self.admin_site.each_context(request), "title": f"{note.note_no}：某日情况查询", "note": note, "opts": self.opts,
            "form": form, "columns": [] if not asked else _columns(note, **asked),
        }  # fmt: skip
        return TemplateResponse(request, "admin/lending/loannote/known.html", context)


def _columns(note, on, known):
    """What was known then and what is known now, as rows (label, then, now)."""
    then, now = note_on(note, on=on, known_by=_end_of(known)), note_on(note, on=on)
    labels = (f"{written(known)}所知", "现在所知")
    return {
        "labels": labels,
        "rows": list(zip(_lines(then), _lines(now), strict=True)),
        "same": then == now,
        "on": on,
    }


def _end_of(day):
    start = datetime.combine(day + timedelta(days=1), time.min, timezone.get_default_timezone())
    return start.astimezone(UTC) - timedelta(microseconds=1)


def _lines(answer):
    late, told = answer.state != "none", answer.told
    return (
        ("情况", STATES[answer.state]),
        ("逾期天数", f"{answer.days}日" if late else "—"),
        ("最早未还日", written(answer.unpaid_since) if late else "—"),
        ("逾期第1日", written(answer.day1_on) if late else "—"),
        ("满60日", written(answer.day60_on) if late else "—"),
        ("贷款余额", yuan(answer.balance) if told else "还没有报送"),
        (
            "依据的报送",
            f"{written(told.as_of)}的数据，{source_word(told.source) or '人工登记'}" if told else "—",
        ),
    )
