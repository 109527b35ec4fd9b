"""The table of LPR as published: one row a day and term, or one row a day with a column for each term."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from tablib import Dataset

from registry.policy.dates import written
from registry.policy.models import ReferenceRate
from registry.policy.rules import LPR_1Y, LPR_5Y

from .. import cells
from .fields import ChoiceWidget, DayWidget, PercentWidget, SheetField, TextWidget
from .grids import Table, find_header, known_words, table_of
from .resource import SheetResource

TERMS = {"1年期LPR": LPR_1Y, "5年期以上LPR": LPR_5Y}
ALSO = {
    word: kind
    for kind, words in {
        LPR_1Y: ("1年期", "1年", "一年期", "一年", "LPR1Y", "1Y"),
        LPR_5Y: ("5年期以上", "5年以上", "5年期", "5年", "五年期以上", "五年以上", "LPR5Y", "5Y"),
    }.items()
    for word in words
}
WIDE = {LPR_1Y: "1年期LPR", LPR_5Y: "5年期以上LPR"}
SOURCE = "中国人民银行授权全国银行间同业拆借中心公告"
JUMP = 1


class RateResource(SheetResource):
    """A published value is never changed by a sheet: one that differs from what is on record is refused."""

    MOST = 500
    NAMED = "kind"

    published_on = SheetField("published_on", "公布日", DayWidget(), needed=True, aliases=("公布日期", "日期", "发布日期"),
                              note="LPR公布的日期，例如 2026-10-20。")  # fmt: skip
    kind = SheetField("kind", "期限", ChoiceWidget(TERMS, ALSO), needed=True, aliases=("利率种类", "品种", "期限品种"),
                      note="从下拉列表选择。")  # fmt: skip
    percent = SheetField("percent", "利率（%）", PercentWidget(), needed=True, aliases=("利率", "LPR", "报价"),
                         note="填3.00表示3.00%。")  # fmt: skip
    source = SheetField("source", "来源", TextWidget(200), note=f"留空的，为“{SOURCE}”。")

    class Meta:
        model = ReferenceRate
        import_id_fields = ("published_on", "kind")
        fields = ("published_on", "kind", "percent", "source")

    def gather(self, sheet):
        """A sheet with a column for each term is turned into one row a term; addresses stay those of its cells."""
        wide = _Wide(self)
        if not wide.fits(sheet.grid):
            return super().gather(sheet)
        return wide.table(sheet)

    def after_init_instance(self, instance, new, row, **kwargs):
        self._held = None if new else (instance.percent, instance.source)

    def import_instance(self, instance, row, **kwargs):
        super().import_instance(instance, row, **kwargs)
        if self._held is not None:
            instance.source = self._held[1]
        instance.source = instance.source or SOURCE

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        errors = dict(import_validation_errors or {})
        if self._held is not None and instance.percent != self._held[0]:
            errors["percent"] = ValidationError(
                f"内容为“{instance.percent:.2f}%”，登记的是“{self._held[0]:.2f}%”。已经登记的利率不由表格更改；"
                "登记有误的，请在“参考利率”的那一条上提请更正，表格有误的请改正后重新上传。"
            )
        if instance.published_on > self.today:
            errors["published_on"] = ValidationError(
                f"公布日{written(instance.published_on)}晚于今天{written(self.today)}。请核对。"
            )
        super().validate_instance(instance, errors, validate_unique)
        self._look(instance)

    def _look(self, rate):
        """What is unusual is told, so that a slip of the keyboard is seen before it counts."""
        before = ReferenceRate.objects.known_on(rate.kind, rate.published_on - timedelta(days=1)).first()
        if before is not None and abs(before.percent - rate.percent) >= JUMP:
            self.note(
                f"{before.get_kind_display()}上一期（{written(before.published_on)}）为{before.percent:.2f}%，"
                f"这一期为{rate.percent:.2f}%，相差较大。请与公告核对。"
            )
        if rate.published_on.weekday() >= 5:
            self.note(f"{written(rate.published_on)}是周末，LPR一般在工作日公布。请与公告核对。")


class _Wide:
    """The layout of the official announcements: 日期, 1年期, 5年期以上."""

    def __init__(self, resource):
        day, percent = resource.fields["published_on"], resource.fields["percent"]
        self.resource, self.day, self.percent = resource, day, percent
        self.fields = [
            day,
            *(
                SheetField("percent", label, percent.widget, aliases=_words(kind))
                for kind, label in WIDE.items()
            ),
        ]

    def fits(self, grid):
        places = find_header(grid, known_words(self.fields))[1]
        long = find_header(grid, known_words(self.resource.columns))[1]
        return self.day.label in places and len(places) > 1 and "期限" not in long

    def table(self, sheet):
        wide = table_of(sheet, self.fields, self.resource.MOST)
        day, term, percent = (
            self.resource.fields[name].label for name in ("published_on", "kind", "percent")
        )
        lines, numbers, places = [], [], {}
        for number, line in zip(wide.numbers, wide.dataset, strict=True):
            said = dict(zip(wide.dataset.headers, line, strict=True))
            for label in WIDE.values():
                if not cells.is_empty(said.get(label)):
                    lines.append((said[day], label, said[label]))
                    numbers.append(number)
                    places[len(lines), percent] = f"{wide.columns[label]}{number}"
        dataset = Dataset(*lines, headers=[day, term, percent])
        return Table(dataset, numbers, {day: wide.columns[day]}, wide.remarks, places)


def _words(kind):
    return tuple(word for word, known in ALSO.items() if known == kind)
