"""Notices and announcements as Word files, for staff: from their own frozen text, in the layout of the day they appeared (N1, N3, N7, N14, N16)."""

import json

from registry.documents.issuing import OFFICE_NAME
from registry.documents.layout import parted
from registry.documents.layouts.sheet import Sheet
from registry.documents.word import check_address, set_in_layout
from registry.policy.dates import written

from .models import Notice

_COLUMNS = {
    "ordinal": "序号", "shown_name": "名称", "uscc": "统一社会信用代码", "kind": "类别", "shown_operator": "法定代表人/经营者",
    "town": "所属镇", "recommender": "推荐单位",
}  # fmt: skip


def word_of(record) -> bytes | None:
    """The .docx of a published notice or an announcement; None once its frozen list has left (names are kept for a time only)."""
    if isinstance(record, Notice):
        return (
            set_in_layout(notice_sheet(record), "notice", record.published_on)
            if record.canonical_text
            else None
        )
    return set_in_layout(announcement_sheet(record), f"gg_{record.kind}", record.published_on)


def notice_sheet(notice) -> Sheet:
    """A notice as it was published: later corrections and withdrawn entries do not change it."""
    held = json.loads(notice.canonical_text)
    return _sheet(held["number"], held["title"], held["body"], notice.published_on, notice.check_code,
                  notice.text_sha256, "附件　拟认定名单", held["entries"])  # fmt: skip


def announcement_sheet(announcement) -> Sheet:
    return _sheet(
        announcement.number, announcement.title, announcement.body, announcement.published_on, announcement.check_code,
        announcement.sha256, "附件　名单", announcement.rows,
    )  # fmt: skip


def _sheet(number, title, body, day, code, sha256, listed, rows):
    """`listed` is the title over `rows`."""
    text, signed = parted(body)
    issuer = signed[0] if len(signed) > 1 else OFFICE_NAME
    annex = (_table(listed, rows),) if rows else ()
    return Sheet(title, number, "", text, issuer, written(day), code, sha256, check_address(code), annex)


def _table(title, rows):
    names = [name for name in _COLUMNS if any(row.get(name) not in (None, "") for row in rows)]
    cells = [["" if row.get(name) is None else str(row[name]) for name in names] for row in rows]
    return {"title": title, "columns": [_COLUMNS[name] for name in names], "rows": cells}
