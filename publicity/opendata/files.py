"""The files of one edition as bytes: CSV, JSON, the change file and the two schemas. The same rows give the same bytes. Pure."""

import csv
import io
import json
from datetime import date, timedelta

from registry.workbooks.safe import harmless

BOM = "\ufeff"
LICENCE = {
    "title": "信保贷公开数据使用说明",
    "text": "可以免费复制、加工、再发布，请注明来源“伊金霍洛旗信保贷”和数据日期。已经撤下的内容请同步删除，不得据旧文件继续公开。",
    "path": "/shuju/#shuoming",
}
_JSON_KINDS = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "date": {"type": "string", "format": "date"},
}
_EPOCH = date(2000, 1, 1)


def file_names(slug, revision=1) -> dict:
    """{kind: file name} of one table; a second version of the same day has names of its own."""
    stem = slug if revision == 1 else f"{slug}-{revision}"
    return {
        "csv": f"{stem}.csv", "json": f"{stem}.json", "changes": f"{stem}.changes.json",
        "json_schema": f"{stem}.schema.json", "table_schema": f"{stem}.tableschema.json",
    }  # fmt: skip


def files_of(table, rows, change, *, day, since) -> dict[str, bytes]:
    """{kind: content}. `since` is the day of the version before, None for the first."""
    told = {"table": table.slug, "title": table.title, "as_of": day.isoformat()}
    fixed = {"licence": LICENCE, "rows": rows}
    change_file = {
        **told, "since": since.isoformat() if since else None, "key": table.key, "added": change.added,
        "changed": change.changed, "removed": [{table.key: key} for key in change.removed],
    }  # fmt: skip
    return {
        "csv": _csv(table, rows), "json": _json(told | fixed), "changes": _json(change_file),
        "json_schema": _json(json_schema(table)), "table_schema": _json(table_schema(table)),
    }  # fmt: skip


def _csv(table, rows):
    """UTF-8 with a mark in front, for spreadsheets; a cell that would be a formula is made harmless (trust OUT-1)."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow([column.title for column in table.columns])
    for row in rows:
        out.writerow(["" if row[c.name] is None else _cell(row[c.name]) for c in table.columns])
    return (BOM + text.getvalue()).encode()


def _cell(value):
    return harmless(value) if isinstance(value, str) else value


def _json(data):
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def json_schema(table) -> dict:
    """JSON Schema 2020-12 of the JSON file."""
    fields = {column.name: _field(table, column) for column in table.columns}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": table.title, "description": table.about,
        "type": "object", "required": ["table", "title", "as_of", "licence", "rows"],
        "properties": {
            "table": {"const": table.slug}, "title": {"type": "string"}, "as_of": {"type": "string", "format": "date"},
            "licence": {"type": "object"},
            "rows": {"type": "array", "items": {
                "type": "object", "additionalProperties": False, "required": list(fields), "properties": fields,
            }},
        },
    }  # fmt: skip


def _field(table, column):
    kind = dict(_JSON_KINDS[column.kind])
    if column.name != table.key and column.kind != "integer":
        kind["type"] = ["string", "null"]
    return kind | {"title": column.title, "description": column.about}


def table_schema(table) -> dict:
    """Frictionless Table Schema of the CSV file; its columns carry the Chinese titles."""
    fields = [
        {"name": c.title, "title": c.title, "description": c.about, "type": c.kind, "xbd:name": c.name}
        for c in table.columns
    ]
    return {"title": table.title, "description": table.about, "fields": fields, "primaryKey": table.columns[0].title,
            "missingValues": [""]}  # fmt: skip


def kept_until(day, days):
    """The last day on which the files of an edition of `day` are kept."""
    return max(day, _EPOCH) + timedelta(days=days)
