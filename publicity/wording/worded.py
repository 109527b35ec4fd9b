"""The office's own wording of a paper where it keeps one, else the first wording; places filled from plain values."""

from .places import KINDS, fill


def worded(kind, **values) -> str:
    """The text of this kind with its places filled. A name here is a place there: 批次=… fills 【批次】."""
    from ..models import WordingTemplate

    kept = WordingTemplate.objects.filter(kind=kind).values_list("text", flat=True).first()
    return fill(kept or KINDS[kind].text, values).strip()
