"""The one form of the mapping page: a choice per column of the file, with the likeliest columns first."""

from django import forms

from ..cells import text
from ..columns import BY_NAME, COLUMNS, SKIP
from ..mapping import data_rows
from .candidates import LOOKED_AT, candidates, proposed

PREVIEW = 3
UNIT = [("", "以文件中写明的为准（没有写明的按元）"), ("yuan", "元"), ("wan", "万元")]


class MappingForm(forms.Form):
    """Fields `column_0`, `column_1`, … by place in the file; `lines` pairs each with what a person needs to decide."""

    unit = forms.ChoiceField(label="金额单位", choices=UNIT, required=False)
    remember = forms.BooleanField(
        label="记住这次的对应",
        required=False,
        initial=True,
        help_text="本行以后的文件出现同样的表头，不用再对应。",
    )

    def __init__(self, *args, sheet, layout, unit="", **kwargs):
        super().__init__(*args, **kwargs)
        self.header, self.fields["unit"].initial = layout.header, unit
        self.columns = _first_values(sheet, layout)
        chosen = self._chosen()
        for index in self._places():
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=self.header.labels[index], choices=self._choices(index), required=False, initial=chosen.get(index, ""),
            )  # fmt: skip
        self.suggested = {at for at, name in chosen.items() if not self.header.names[at]}

    def _places(self):
        return [index for index, key in enumerate(self.header.keys) if key]

    def _chosen(self):
        """What is known already, and for the required columns nobody named the likeliest."""
        known, seen = {}, set()
        for index in self._places():
            name = self.header.names[index]
            if name and (name == SKIP or name not in seen):
                known[index] = name
                seen.add(name)
        free = {at: self.header.labels[at] for at in self._places() if not self.header.names[at]}
        wanted = {column.name for column in COLUMNS if column.required} - seen
        return known | proposed(free, self.columns, wanted)

    def _choices(self, index):
        near = [name for _, name in candidates(self.header.labels[index], self.columns[index])]
        rest = [(column.name, _label(column)) for column in COLUMNS if column.name not in near]
        first = [(name, _label(BY_NAME[name])) for name in near]
        groups = [("可能是", first)] if first else []
        return [("", "还没有对应"), (SKIP, "不用这一列"), *groups, ("其他栏目", rest)]

    def lines(self):
        """(field, column letter, first values, whether it is only our guess) for the table of the page."""
        for index in self._places():
            values = [text(value)[:30] for value in self.columns[index] if text(value)][:PREVIEW]
            yield self[f"column_{index}"], letters(index), values, index in self.suggested

    def said(self):
        """{(key, header as written): column name, SKIP or ""} as chosen."""
        return {
            (self.header.keys[index], self.header.labels[index]): self.cleaned_data[f"column_{index}"]
            for index in self._places()
        }


def _label(column):
    return f"{column.label}（必填）" if column.required else column.label


def _first_values(sheet, layout):
    """The first cells of every column below the header."""
    width = len(layout.header.labels)
    columns = [[] for _ in range(width)]
    for count, (_, row) in enumerate(data_rows(sheet.grid, layout)):
        if count == LOOKED_AT:
            break
        for index in range(min(width, len(row))):
            columns[index].append(row[index])
    return columns


def letters(index) -> str:
    """0 is A, 25 is Z, 26 is AA: the column as a person sees it."""
    said = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        said = chr(65 + rest) + said
    return said
