"""Columns of a sheet: how each cell is read, what is expected in it, and how it is told. Blank cells never overwrite."""

from decimal import Decimal

from import_export.fields import Field
from import_export.widgets import Widget

from registry.ledger.admin_base.covering import covered
from registry.policy.identifiers import check_uscc
from registry.workbooks.protocol import Spoilt

from .. import cells

WAN = Decimal(10_000)


class SheetWidget(Widget):
    """`shape` is the number format of its cells in a template; text unless a subclass says otherwise."""

    shape = "@"

    def render(self, value, obj=None, **kwargs):
        return "" if value in (None, "") else str(value)


class TextWidget(SheetWidget):
    def __init__(self, most=200):
        super().__init__()
        self.most = most

    def clean(self, value, row=None, **kwargs):
        said = cells.word(value)
        if len(said) > self.most:
            raise cells.CellError(
                "too-long", f"{said[:20]}……（{len(said)}个字）", f"不超过{self.most}个字的内容"
            )
        return said


class CodeWidget(TextWidget):
    """An identifying number, refused where a spreadsheet has destroyed it."""

    def clean(self, value, row=None, **kwargs):
        return super().clean(cells.number_text(value))


class CoveredWidget(CodeWidget):
    """A number at which a person is reached: read in full, shown with its middle covered (trust ACC-6)."""

    def render(self, value, obj=None, **kwargs):
        return covered(value) if value else ""


class CreditCodeWidget(SheetWidget):
    """A unified social credit code with its check character (GB 32100)."""

    def clean(self, value, row=None, **kwargs):
        code = check_uscc(cells.number_text(value))
        if code.errors:
            raise Worded(cells.text(value), "18位统一社会信用代码", "".join(map(str, code.errors)))
        return code.code


class DayWidget(SheetWidget):
    shape, since_1904 = "yyyy-mm-dd", False

    def clean(self, value, row=None, **kwargs):
        return cells.day(value, self.since_1904)

    def render(self, value, obj=None, **kwargs):
        return value.isoformat() if value else ""


class MoneyWidget(SheetWidget):
    """An amount, kept in 元; `factor` is the unit of the sheet. Never negative."""

    shape, factor = "#,##0.00", Decimal(1)

    def clean(self, value, row=None, **kwargs):
        found = cells.money(value, self.factor)
        if found is not None and found < 0:
            raise cells.CellError("negative", cells.text(value), "不小于0的金额")
        return found

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else f"{value:,.2f}元"


class PercentWidget(SheetWidget):
    """A yearly rate in percent."""

    shape = "0.00##"

    def clean(self, value, row=None, **kwargs):
        return cells.percent(value)

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else f"{value:.2f}%"


class CountWidget(SheetWidget):
    shape = "0"

    def clean(self, value, row=None, **kwargs):
        found = cells.decimal(value)
        if found is not None and (found != found.to_integral_value() or not 0 <= found <= 1_000_000):
            raise cells.CellError("not-a-count", cells.text(value), "0至1000000之间的整数")
        return None if found is None else int(found)


class ChoiceWidget(SheetWidget):
    """One of `choices` ({word: value}); `also` are other words met in practice, read but not offered."""

    def __init__(self, choices, also=None):
        super().__init__()
        self.choices, self.words = {**choices, **(also or {})}, list(choices)

    def clean(self, value, row=None, **kwargs):
        said = cells.word(value)
        if said not in self.choices:
            raise cells.CellError("not-a-choice", said, f"{'、'.join(self.words)}之一")
        return self.choices[said]

    def render(self, value, obj=None, **kwargs):
        return next((word for word, known in self.choices.items() if known == value), "")


class Worded(cells.CellError):
    """A cell error whose sentence the register itself gives."""

    def __init__(self, found, expected, sentence):
        super().__init__("unfit", found, expected)
        object.__setattr__(self, "sentence", sentence)

    def __str__(self):
        return self.sentence


class SheetField(Field):
    """One column. `label` is its header, `aliases` other words for it; `needed` headers must be there, and filled in."""

    def __init__(self, attribute, label, widget, *, needed=False, aliases=(), note=""):
        super().__init__(attribute=attribute, column_name=label, widget=widget, saves_null_values=False)
        self.label, self.needed, self.aliases, self.note = label, needed, aliases, note

    def clean(self, row, **kwargs):
        """The value, None where nothing is written. Raises CellError."""
        value = row.get(self.column_name)
        if not isinstance(value, Spoilt) and cells.is_empty(value):
            return None
        return self.widget.clean(value, row=row, **kwargs)

    def told(self, instance):
        """What the record holds, in words."""
        return self.widget.render(self.get_value(instance))
