"""What changed between two versions of a row, in words a person reads; columns out of sight stay out of it."""

from django.contrib.admin.utils import display_for_field
from django.db.models import BooleanField, FileField, JSONField
from simple_history.template_utils import HistoricalRecordContextHelper

EMPTY = "（空）"
LONGEST = 100


class WordedChanges(HistoricalRecordContextHelper):
    """Changes of one version: labels for choices, 是/否, dates as written; files and lists are told, not shown.

    `hidden` names the columns this person does not read on the record itself.
    """

    def __init__(self, model, record, *, hidden=()):
        super().__init__(model, record)
        self.hidden = {"version", *hidden}

    def context_for_delta_changes(self, delta):
        fields = {field.name: field for field in self.model._meta.concrete_fields}
        return [
            {
                "field": fields[change.field].verbose_name,
                "old": worded(fields[change.field], change.old),
                "new": worded(fields[change.field], change.new),
            }
            for change in delta.changes
            if change.field in fields and change.field not in self.hidden
        ]


def worded(field, value):
    """One value of one column as text, at most LONGEST characters; a relation to nothing is empty."""
    if value in (None, "", [], {}) or getattr(value, "pk", value) is None:
        return EMPTY
    if isinstance(field, FileField):
        return "已有文件"
    if isinstance(field, JSONField):
        return f"{len(value)}项" if isinstance(value, list | dict) else str(value)
    if isinstance(field, BooleanField):
        return "是" if value else "否"
    text = str(display_for_field(value, field, EMPTY))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}……"
