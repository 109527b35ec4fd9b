"""Boards for reading: home, notices, announcements, one record at its permanent address, the roster."""

import csv
import io
import json

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from cms.pages.gone import gone
from cms.pages.models import HomePage, NewsPage
from publicity.beside import Lists
from publicity.certifying import number_of_certificate
from publicity.days import day_strip, how_reached, period_in_words, position, span_in_words
from publicity.models import Announcement, Notice, NoticeEntry
from publicity.publicdata import (
    announcement_json,
    announcement_rows,
    basis_of,
    notice_json,
    notice_rows,
    notice_state,
    shown_entries,
    shown_rows,
)
from publicity.related import Around
from publicity.timeline import entry_timeline
from registry.history import clock
from registry.parties.models import Qualification
from registry.policy.calendars import arrangements_of


def card(notice, today):
    """A notice as the boards show it."""
    return {
        "notice": notice, "state": notice_state(notice, today), "period": period_in_words(notice, today),
        "strip": day_strip(notice, today), "position": position(notice, today),
    }  # fmt: skip


def home(request, page=None):
    """`page` is a draft an editor looks at; else the page as it is public."""
    today = clock.today()
    held = Qualification.objects.in_force()
    context = {
        "today": today,
        "page": page or HomePage.objects.first(),
        "news": NewsPage.objects.live().public().order_by("-first_published_at")[:3],
        "open_notices": [card(notice, today) for notice in Notice.objects.open_on(today).order_by("ends_on")],
        "announcements": Announcement.objects.public(today)[:6],
        "enterprises": held.filter(business__kind="enterprise").count(),
        "individuals": held.filter(business__kind="individual").count(),
    }
    return render(request, "pages/home.html", context)


def _find(serial):
    notice = Notice.objects.public().filter(serial=serial).first()
    announcement = None if notice else Announcement.objects.filter(serial=serial).first()
    if notice is None and announcement is None:
        raise Http404
    return notice, announcement


def record(request, serial):
    today = clock.today()
    notice, announcement = _find(serial)
    if request.GET.get("print"):
        return _sheet(request, notice, announcement, today)
    if notice is not None:
        return render(request, "pages/notice.html", _told_of(notice, today))
    if announcement.state(today) in ("expired", "withdrawn"):
        return gone(request, announcement.get_kind_display())
    context = {
        "announcement": announcement,
        "state": announcement.state(today),
        "rows": shown_rows(announcement, today),
    }
    return render(request, "pages/announcement.html", context)


def _told_of(notice, today):
    """What the page of a notice shows: in as many statements for three hundred entries as for one."""
    around = Around(notice, today)
    additions, notice.supplements = around.additions(), around.supplemented()
    lists = Lists([notice, *additions], today)
    return card(notice, today) | {
        "entries": lists.entries_of(notice), "basis": basis_of(notice, lists), "others": around.lines(),
        "certificate": number_of_certificate(notice),
        "announced_provisional": _announced_provisional(notice),
        "reached": how_reached(notice), "papers": _papers(notice),
        "postings": list(notice.postings.order_by("posted_on", "id")), "corrections": around.corrections(),
        "additions": [card(added, today) | {"entries": lists.entries_of(added)} for added in additions],
    }  # fmt: skip


def entry(request, serial, ordinal):
    """One business on one notice: what became of it, day by day; never who objected."""
    notice, _ = _find(serial)
    today = clock.today()
    shown = shown_entries(notice, today) if notice else []
    line = next((line for line in shown if line["ordinal"] == ordinal), None)
    if line is None:
        raise Http404
    found = (
        NoticeEntry.objects.public()
        .select_related("notice", "announcement")
        .get(notice=notice, ordinal=ordinal)
    )
    context = card(notice, today) | {"entry": line, "lines": entry_timeline(found, today), "pk": found.pk}
    return render(request, "pages/entry.html", context)


def _announced_provisional(notice):
    """Whether the end was provisional when it was announced, as fixed in the canonical text."""
    return json.loads(notice.canonical_text or "{}").get("provisional", notice.provisional)


def _papers(notice):
    """The arrangements the window was counted by: those of its day, or of its later recount."""
    years = range(notice.published_on.year, notice.ends_on.year + 1)
    return arrangements_of(years, known_on=None if notice.extension_note else notice.published_on)


def _sheet(request, notice, announcement, today):
    """The bulletin sheet for the board, A4 or A3; only of what is shown to the public today."""
    if announcement is not None and announcement.state(today) != "valid":
        return redirect("record", serial=announcement.serial)
    context = {
        "record": notice or announcement,
        "paper": "a3" if request.GET.get("paper") == "a3" else "a4",
        "rows": shown_entries(notice, today) if notice else shown_rows(announcement, today),
        "period": f"公示期：{span_in_words(notice.starts_on, notice.ends_on)}" if notice else "",
        "extension": notice.extension_note if notice else "",
    }
    return render(request, "pages/sheet.html", context)


def record_json(request, serial):
    notice, announcement = _find(serial)
    said = notice_json(notice, clock.today()) if notice else announcement_json(announcement, clock.today())
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False, "default": str})


def record_csv(request, serial):
    notice, announcement = _find(serial)
    rows = notice_rows(notice, clock.today()) if notice else announcement_rows(announcement, clock.today())
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{serial}.csv"'
    return answer
