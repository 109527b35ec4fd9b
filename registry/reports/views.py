"""The pages of the report: on screen, its rows, on paper, and as a workbook that is written down when it leaves."""

import hashlib
from datetime import date
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.http import content_disposition_header

from registry.history import clock
from registry.parties.access import bodies_of
from registry.policy.dates import written

from .asking import AskForm
from .facts.gathering import Facts
from .figures import Rate
from .sections import PAGES, pages_for
from .showing import Address, page, rate_card, told, value_words
from .sight import EXPORT, READ, Sight
from .workbook import workbook

ROWS_A_PAGE = 200
NUMBERS = {"amount", "balance", "opening", "drawn", "closing", "released", "borne", "late", "days"}
ADDED = {"liability": "担保责任", "interest": "年利息", "fees": "年担保费", "cost": "年利息和担保费"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def report(request, slug=PAGES[0].slug):
    """One page of the report."""
    sight, form = _sight(request), AskForm(request.GET, today=clock.today())
    section = _built(sight, form, slug)
    context = _context(request, form, sight, slug) | {
        "title": f"统计报表：{section.title}",
        "section": page(section, _address(form, sight)),
        "may_export": request.user.has_perm(EXPORT),
    }
    return TemplateResponse(request, "admin/reports/report.html", context)


def report_rows(request, slug):
    """The rows behind one figure: their number or sum is the figure. Of a rate: its formula, and the rows above the line."""
    sight, form = _sight(request), AskForm(request.GET, today=clock.today())
    found = _built(sight, form, slug).find(request.GET.get("of", ""))
    if found is None or not sight.opens(found):
        raise Http404
    cell = found.top if isinstance(found, Rate) else found
    shown, columns = Paginator(cell.rows, ROWS_A_PAGE).get_page(request.GET.get("p")), _columns(cell)
    context = _context(request, form, sight, slug) | {
        "title": found.label, "cell": cell, "figure": told(cell), "columns": [{"label": label, "number": _is_number(name)} for name, label in columns], "shown": shown,
        "rows": [_row(row, columns, cell, request.user) for row in shown], "query": urlencode(form.query() | {"of": found.key}),
        "rate": rate_card(slug, found, _address(form, sight)) if isinstance(found, Rate) else None,
    }  # fmt: skip
    return TemplateResponse(request, "admin/reports/rows.html", context)


def report_print(request):
    """Every page, made for A4 paper."""
    sight, form = _sight(request), AskForm(request.GET, today=clock.today())
    sections = _all(sight, form)
    paper = Address(_base, {}, lambda figure: False)
    context = {
        "sections": [page(section, paper) for section in sections], "words": form.words(), "issuer": _issuer(request.user),
        "printed": written(clock.today()),
    }  # fmt: skip
    return TemplateResponse(request, "admin/reports/print.html", context)


def report_export(request):
    """Every page as a workbook; the access log keeps who took it, as of which day, and its fingerprint (AUD-3)."""
    sight = _sight(request)
    if not request.user.has_perm(EXPORT):
        raise PermissionDenied("您没有导出统计报表的权限。")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = AskForm(request.POST, today=clock.today())
    sections = _all(sight, form)
    content = workbook(sections, (form.words(), f"编制单位：{_issuer(request.user)}　金额单位：元"))
    answer = HttpResponse(content, content_type=XLSX)
    name = f"信保贷统计报表-{form.at()[0].on:%Y%m%d}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer.taken = (
        f"统计报表：xlsx，{len(sections)}张，指纹{hashlib.sha256(content).hexdigest()}；{form.words()}"
    )
    return answer


def _sight(request):
    sight = Sight(request.user)
    if not request.user.has_perm(READ) or not sight.any:
        raise PermissionDenied("您没有查看统计报表的权限。")
    return sight


def _built(sight, form, slug):
    found = next((one for one in pages_for(sight) if one.slug == slug), None)
    if found is None:
        raise Http404
    at, by = form.at()
    return found.build(Facts(sight, at), by)


def _all(sight, form):
    """Every page but the first, which only repeats."""
    at, by = form.at()
    facts = Facts(sight, at)
    return [one.build(facts, by) for one in pages_for(sight)[1:]]


def _context(request, form, sight, slug):
    query = urlencode(form.query())
    here = [
        {"title": one.title, "url": f"{_page(one.slug)}?{query}", "current": one.slug == slug}
        for one in pages_for(sight)
    ]
    return {
        **admin.site.each_context(request), "form": form, "words": form.words(), "pages": here, "query": query,
        "asked": form.query(), "back": f"{_page(slug)}?{query}", "totals_only": sight.leading,
    }  # fmt: skip


def _address(form, sight):
    return Address(_base, form.query(), sight.opens)


def _base(slug):
    return reverse("report-rows", args=[slug])


def _page(slug):
    return reverse("report") if slug == PAGES[0].slug else reverse("report-page", args=[slug])


def _columns(cell):
    """The columns of the rows, and last the one that is added up where it is none of them."""
    columns = cell.rows[0].COLUMNS if cell.rows else ()
    if cell.measure != "sum" or not cell.rows or cell.of in dict(columns):
        return columns
    return (*columns, (cell.of, f"{ADDED.get(cell.of, '本指标取数')}（元）"))


def _row(row, columns, cell, user):
    """The columns of a row in words; the one that is summed marked, the first leading to the record where it may be read."""
    app, model = row.REGISTER.split("_")
    may = user.has_perm(f"{app}.view_{model}")
    cells = [
        {
            "label": label,
            "text": value_words(getattr(row, name)),
            "number": _is_number(name),
            "measured": name == cell.of,
            "short": isinstance(getattr(row, name), date),
        }
        for name, label in columns
    ]
    return {"cells": cells, "url": _change(row) if may else ""}


def _is_number(name):
    return name in NUMBERS or name in ADDED


def _change(row):
    try:
        return reverse(f"admin:{row.REGISTER}_change", args=[row.pk])
    except NoReverseMatch:
        return ""


def _issuer(user):
    return "、".join(body.name for body in bodies_of(user)) or "旗金融服务中心"
