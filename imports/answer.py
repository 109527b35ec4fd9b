"""What became of an upload, as plain values for programs (interfaces: `upload_ledger --json`)."""

from .marked.workbook import answer_name, has_answer


def answer_of(upload, outcome) -> dict:
    """`workbook` is the name of the marked file, "" where nothing is marked. `errors` name the row a person sees, the column, a stable code, what was found and expected, and the sentence."""
    bad = upload.staged.exclude(errors=[]).order_by("row")
    return {
        "upload": upload.pk,
        "outcome": outcome,
        "rows": upload.rows,
        "created": upload.created,
        "updated": upload.updated,
        "unchanged": upload.unchanged,
        "rejected": upload.rejected,
        "warnings": upload.warnings,
        "errors": [error for row in bad for error in row.errors],
        "workbook": answer_name(upload) if has_answer(upload) else "",
    }
