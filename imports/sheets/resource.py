"""What every sheet of the office shares: strict rows, natural keys, old → new per cell, all or nothing (traps §4)."""

from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from import_export.resources import ModelResource

from registry.history.errors import Refusal

from .. import cells
from .grids import table_of

EMPTY = "（空）"


@dataclass(frozen=True)
class Problem:
    """One wrong cell or row: the column a person sees, what was found and expected, and what to do."""

    column: str
    found: str
    expected: str
    message: str


@dataclass
class Judged:
    """One row: new, changed, unchanged or rejected, with (label, old, new) of each changed cell."""

    number: int
    action: str
    named: str = ""
    changes: list = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


class SheetResource(ModelResource):
    """A subclass declares SheetFields, `Meta.import_id_fields` (never a number of a row) and `MOST` rows of a page."""

    MOST = 500
    NAMED = ""

    class Meta:
        skip_unchanged = True
        skip_html_diff = True
        clean_model_instances = True
        store_instance = True
        use_transactions = True
        import_id_fields = ()

    def __init__(self, *, actor, today, **given):
        super().__init__(**given)
        self.actor, self.today = actor, today
        self.told, self.remarks, self._first, self._at = {}, {}, {}, 0

    @property
    def columns(self):
        """The declared fields in their order."""
        return [self.fields[name] for name in self._meta.fields]

    def named(self, line):
        """What a person knows the row by: its natural key as written, and its name."""
        labels = dict.fromkeys(
            self.fields[name].label for name in (*self._meta.import_id_fields, self.NAMED) if name
        )
        return " ".join(cells.text(line.get(label)) for label in labels).strip()

    def gather(self, sheet):
        """The Table of a sheet as read. Raises Refusal when it is unfit as a whole."""
        return table_of(sheet, self.columns, self.MOST)

    def before_import_row(self, row, *, row_number, **kwargs):
        """Every wrong cell of the row at once, so that a person corrects the file once."""
        self._at, problems, key = row_number, [], []
        for one in self.columns:
            try:
                value = one.clean(row)
            except cells.CellError as error:
                problems.append(Problem(one.label, error.found, error.expected, str(error)))
                continue
            if one.needed and value is None:
                problems.append(
                    Problem(one.label, EMPTY, "必填", "没有填写，这一项必须填写。请补填后重新上传。")
                )
            if one.attribute in self._meta.import_id_fields:
                key.append(value)
        problems += [] if problems else self._repeated(tuple(key), row_number)
        if problems:
            self.told[row_number] = problems
            raise ValidationError("不符合要求")

    def _repeated(self, key, row_number):
        earlier = self._first.setdefault(key, row_number)
        if earlier == row_number:
            return []
        labels = "、".join(self.fields[name].label for name in self._meta.import_id_fields)
        said = "、".join(map(str, key))
        sentence = f"与第{self.numbers[earlier - 1]}行重复，同一{labels}只填一行。请删去一行后重新上传。"
        return [Problem(labels, said, "每个只填一行", sentence)]

    def import_data(self, dataset, *, numbers, **kwargs):
        """`numbers` are the rows a person sees, one per line of the dataset."""
        self.numbers = numbers
        self.told, self.remarks, self._first = {}, {}, {}
        return super().import_data(
            dataset, use_transactions=True, rollback_on_validation_errors=True, **kwargs
        )

    def note(self, sentence):
        """A remark on the row at hand: told, no obstacle."""
        self.remarks.setdefault(self._at, []).append(sentence)

    def action_of(self, at, result):
        """new, changed or unchanged."""
        return {"new": "new", "update": "changed", "skip": "unchanged"}[result.import_type]

    def changes_of(self, at, result):
        """[label, old, new] of every cell that differs; of a new record every cell that is filled in."""
        before = None if result.is_new() else result.original
        return [
            [one.label, one.told(before) if before else "", one.told(result.instance)]
            for one in self.columns
            if (one.get_value(before) if before else None) != one.get_value(result.instance)
            and (before or one.told(result.instance))
        ]

    def problems_of(self, number, result):
        """What is wrong with a row of the result, whoever found it."""
        if number in self.told:
            return self.told[number]
        if result.validation_error is not None:
            return self._invalid(result.validation_error)
        found = [sentence for error in result.errors for sentence in _sentences(error.error)]
        return [Problem(self._column_in(sentence), "", "", sentence) for sentence in found]

    def _invalid(self, error):
        told = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        return [
            Problem(self.fields[name].label if name in self.fields else self._column_in(text), "", "", text)
            for name, texts in told.items()
            for text in texts
        ]

    def _column_in(self, sentence):
        return next((one.label for one in self.columns if one.label in sentence), "")

    def recount(self, source):
        """(created, updated) as the histories of the database tell what `source` wrote."""
        written = self._meta.model.history.filter(history_source=source)
        created = set(written.filter(history_type="+").values_list("id", flat=True))
        changed = set(written.filter(history_type="~").values_list("id", flat=True))
        return len(created), len(changed - created)


def _sentences(error):
    if isinstance(error, Refusal):
        return error.sentences
    raise error
