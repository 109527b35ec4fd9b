"""The three lists for reading: one filter, and beside the page its feed, its JSON and its CSV."""

import csv
import io
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from cms.pages.paging import page_of
from publicity import filtering, listing
from publicity.beside import later_announcements
from publicity.models import Announcement
from registry.history import clock

DECLARED = {
    "notices": filtering.NOTICES, "announcements": filtering.ANNOUNCEMENTS, "roster": filtering.ROSTER,
}  # fmt: skip
FEEDS = {"notices": "/feeds/notices.atom", "announcements": "/feeds/announcements.atom"}
QUICK = {"notices": {"state"}, "announcements": {"kind"}, "roster": set()}
PER_PAGE = {"notices": 20, "announcements": 20, "roster": 50}


def notices(request):
    from .boards import card

    return _listed(request, "notices", lambda page, today: {"cards": [card(n, today) for n in page]})


def announcements(request):
    return _listed(request, "announcements", _announcement_lines)


def roster(request):
    return _listed(request, "roster", _roster_lines)


def _roster_lines(page, today):
    return {"lines": [listing.roster_line(row) | {"since": row.recognised_on} for row in page]}


def _announcement_lines(page, today):
    rows = list(page)
    later = later_announcements(rows)
    lines = [{"item": one, "valid": one.state(today, later[one.pk]) == "valid"} for one in rows]
    return {"lines": lines, "kinds": Announcement.Kind.choices}


def _listed(request, name, extra):
    """The page, or with `format=csv` its rows as a file. What cannot be read is named, and not filtered by."""
    today, asked = clock.today(), filtering.read(request.GET, DECLARED[name], lenient=True)
    if request.GET.get("format") == "csv":
        return _refused(asked) if asked.problems else _csv(name, asked.values, today)
    rows = getattr(filtering, name)(asked.values, today)
    page = page_of(request, rows, PER_PAGE[name])
    context = {"page_obj": page, "today": today, **_about(request, name, asked), **extra(page, today)}
    answer = render(request, f"pages/{name}.html", context)
    if asked.values or asked.problems or request.GET.get("page"):
        answer["X-Robots-Tag"] = "noindex"
    return answer


def _about(request, name, asked):
    """What was asked, what else can be asked, and the same filter in its other forms."""
    values = {key: str(value) for key, value in asked.values.items()}
    query = urlencode(values)
    tail = f"?{query}" if query else ""
    outputs = [
        *([("订阅源", FEEDS[name] + tail)] if name in FEEDS else []),
        ("订阅（邮件）", f"/dingyue/?{urlencode({'board': name, **values})}"),
        ("表格（CSV）", f"{request.path}?{urlencode({**values, 'format': 'csv'})}"),
        ("数据接口（JSON）", f"/api/v1/{name}/{tail}"),
    ]
    given = {one.name: request.GET.get(one.name, "").strip() for one in DECLARED[name]}
    return {
        "asked": given, "given": {**values, "since": given.get("from", ""), "until": given.get("to", "")},
        "problems": _problems(name, asked, given), "outputs": outputs,
        "narrowed": bool(asked.problems or asked.values.keys() - QUICK[name]),
        "keep": f"{query}&" if query else "", "towns": filtering.PLACES.items(),
    }  # fmt: skip


def _problems(name, asked, given):
    """What could not be read, in the words of the page."""
    unread = [one for one in DECLARED[name] if given[one.name] and one.name not in asked.values]
    told = [
        f"{one.label.split('：')[0]}，“{given[one.name][:20]}”不在可选的值中，或者写法不对。"
        for one in unread
    ]
    return told or (["开始日期晚于结束日期。"] if asked.problems else [])


def _csv(name, values, today):
    text = io.StringIO()
    csv.writer(text).writerows(listing.csv_of(name, values, today))
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{today.isoformat()}.csv"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _refused(asked):
    text = "\n".join(["没有给出内容，筛选条件有误：", *asked.problems])
    return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
