"""How staged rows keep many short texts: one text, parted by a mark that no cell of ours holds. A fifth of the same as JSON."""

from django.db import models

from registry.lending.rows import LedgerRow

MARK = "\x1f"


class Words(models.TextField):
    """A list of texts."""

    def from_db_value(self, value, expression, connection):
        return value.split(MARK) if value else []

    def get_prep_value(self, value):
        return value if value is None or isinstance(value, str) else MARK.join(map(_unmarked, value))


class Said(models.TextField):
    """What a bank said, {field of LedgerRow: text}, by the place of the field; new fields are added behind the others."""

    def from_db_value(self, value, expression, connection):
        return {name: told for name, told in zip(LedgerRow._fields, value.split(MARK), strict=False) if told}

    def get_prep_value(self, value):
        if value is None or isinstance(value, str):
            return value
        return MARK.join(_unmarked(value.get(name, "")) for name in LedgerRow._fields) if value else ""


def _unmarked(text):
    return text.replace(MARK, "")
