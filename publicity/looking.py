"""Looking at one's own public page over HTTP while a notice is open, and writing down what was found (R28, R29).

A real GET of the running site; `now` is the moment of the look, read at the edge.
"""

import http.client
import json
import time
import urllib.error
import urllib.request
from datetime import timedelta

from django.conf import settings

from .canonical import canonical_json, fingerprint
from .models import Notice, PageCheck
from .shown import FIELDS
from .visible import as_shown, differing, visible_content

LIMIT = 5 * 1024 * 1024
RETRY, SLACK = timedelta(minutes=1), timedelta(seconds=30)
R = PageCheck.Result
_PARTS = {
    "serial": "固定编号", "number": "文号", "title": "标题", "batch": "批次", "body": "正文", "contact": "受理方式",
    "published_on": "发布日期", "starts_on": "公示起", "ends_on": "公布的截止日", "workdays": "工作日数",
    "counts_publication_day": "发布当日是否计入", "provisional": "截止日是否暂定", "entries": "名单",
}  # fmt: skip


def due_for_a_look(now):
    """Open notices whose last look is `settings.PAGE_CHECK_MINUTES` old; after a bad look the next comes in a minute.

    A notice whose last day has passed is looked at until it is closed, so that the end of an outage is known.
    """
    if not settings.PAGE_CHECK_MINUTES:
        return []
    notices = Notice.objects.filter(status="open", serial__isnull=False).order_by("id")
    return [notice for notice in notices if _due(notice.page_checks.order_by("-id").first(), now)]


def _due(last, now):
    if last is None or last.checked_at > now:
        return True
    every = timedelta(minutes=settings.PAGE_CHECK_MINUTES)
    return now - last.checked_at >= (every if last.result == R.SAME else min(RETRY, every)) - SLACK


def look(notice, *, now) -> PageCheck:
    """Fetch the page, compare it with what was opened, keep the result. Never raises for what the network does."""
    expected = expected_content(notice)
    wanted = fingerprint(canonical_json(expected))
    began = time.monotonic()
    result, status, html, note = fetch(settings.PAGE_CHECK_URL + notice.get_absolute_url())
    latency = round((time.monotonic() - began) * 1000)
    seen_sha = ""
    if result == R.SAME:
        seen = visible_content(html)
        seen_sha = fingerprint(canonical_json(seen))
        if seen_sha != wanted:
            wrong = "、".join(_PARTS.get(name, name) for name in differing(expected, seen))
            result, note = R.CHANGED, f"网页上不一致的部分：{wrong or '多出的内容'}。"
    return PageCheck.objects.create(
        notice=notice, checked_at=now, result=result, http_status=status, latency_ms=latency, seen_sha256=seen_sha,
        expected_sha256=wanted, note=note[:200],
    )  # fmt: skip


def expected_content(notice) -> dict:
    """What should stand on the page today: the text as opened, with announced corrections, without withdrawn entries."""
    entries = notice.entries.filter(status="withdrawn", listed_on__isnull=False)
    gone = set(entries.values_list("ordinal", flat=True))
    return as_shown(json.loads(notice.canonical_text), gone, corrected_lines(notice))


def corrected_lines(notice) -> dict[int, dict]:
    """Ordinal -> the line as the latest 更正公告 of this notice gives it."""
    told = notice.announcements.filter(kind="correction").order_by("id").values_list("rows", flat=True)
    lines = [line for rows in told for line in rows if "ordinal" in line]
    return {line["ordinal"]: {name: line[name] for name in FIELDS if name in line} for line in lines}


def fetch(url):
    """(result, status, page, note) of one GET; SAME means only that a page came back."""
    request = urllib.request.Request(url, headers={"User-Agent": "xinbaodai-page-check"})
    deadline = time.monotonic() + settings.PAGE_CHECK_TIMEOUT_SECONDS
    try:
        with urllib.request.urlopen(request, timeout=settings.PAGE_CHECK_TIMEOUT_SECONDS) as answer:
            return R.SAME, answer.status, _read(answer, deadline).decode("utf-8", "replace"), ""
    except urllib.error.HTTPError as error:
        return R.STATUS, error.code, "", f"网页返回状态码{error.code}。"
    except OSError as error:
        if isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError):
            return R.TIMEOUT, None, "", f"{settings.PAGE_CHECK_TIMEOUT_SECONDS}秒内没有收到完整的网页。"
        return R.UNREACHABLE, None, "", "连接不上网站。"
    except (http.client.HTTPException, ValueError):
        return R.UNREACHABLE, None, "", "网站的应答无法读取。"


def _read(answer, deadline):
    """The whole page, within the deadline however slowly it drips. Raises TimeoutError."""
    page = b""
    while chunk := answer.read1(65536):
        page += chunk
        if time.monotonic() > deadline:
            raise TimeoutError
        if len(page) > LIMIT:
            break
    return page
