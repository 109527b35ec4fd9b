"""The blank sheet of a kind: headers, a remark on each column, codes as text, drop-downs, and a page that explains."""

import io

import xlsxwriter

from registry.workbooks.looks import GUIDE, HEAD

from .fields import ChoiceWidget, CodeWidget, CreditCodeWidget

ROWS, LISTS = 1000, "选项"
RULES = (
    "一、表头一行请保留；列的先后可以调整，不需要的列可以删去（必填的除外）。",
    "二、标“必填”的每一行都要填写；其他没有的留空，留空的不更改登记。",
    "三、编号和信用代码按文本填写。粘贴时选“选择性粘贴—数值”，不要改动单元格格式，否则后几位会丢失。",
    "四、日期写成2026-01-31的样子，四位年份。金额单位为元；以万元填写的，在表头写明“（万元）”。",
    "五、有一行不符合要求，整张表都不登记。上传后逐行显示核对结果，由另一人确认后登记。",
)


def blank_sheet(kind) -> bytes:
    """An xlsx of the columns of the kind's Resource."""
    fields, held = [kind.resource.fields[name] for name in kind.resource._meta.fields], io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet, guide = book.add_worksheet(kind.label), book.add_worksheet(GUIDE)
        lists = book.add_worksheet(LISTS)
        for index, field in enumerate(fields):
            _column(book, sheet, index, field)
            if isinstance(field.widget, ChoiceWidget):
                _drop_down(sheet, lists, index, field)
        sheet.freeze_panes(1, 1)
        sheet.set_row(0, 32)
        lists.hide()
        _guide(book, guide, kind, fields)
    return held.getvalue()


def _column(book, sheet, index, field):
    wide = isinstance(field.widget, CreditCodeWidget | CodeWidget) or field.label in ("名称", "住所", "来源")
    sheet.set_column(index, index, 24 if wide else 15, book.add_format({"num_format": field.widget.shape}))
    look = {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "num_format": "@"}
    colour = "#C9DDF3" if field.needed else f"#{HEAD}"
    sheet.write_string(0, index, field.label, book.add_format(look | {"bg_color": colour}))
    sheet.write_comment(0, index, ("必填。" if field.needed else "") + field.note, {"author": "信保贷模板"})


def _drop_down(sheet, lists, index, field):
    lists.write_column(0, index, field.widget.words)
    letter = xlsxwriter.utility.xl_col_to_name(index)
    told = {"error_title": "不在选项之内", "error_message": f"“{field.label}”请从下拉列表中选择。"}
    source = f"={LISTS}!${letter}$1:${letter}${len(field.widget.words)}"
    sheet.data_validation(1, index, ROWS, index, {"validate": "list", "source": source, **told})


def _guide(book, page, kind, fields):
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 90)
    page.write_string(0, 0, f"{kind.label}填写说明", book.add_format({"bold": True, "font_size": 14}))
    page.write_string(1, 0, kind.told)
    for at, line in enumerate(RULES, start=3):
        page.merge_range(at, 0, at, 1, "", wrapped)
        page.write_string(at, 0, line, wrapped)
    top = len(RULES) + 4
    page.write_string(top, 0, "各栏", bold)
    for at, field in enumerate(fields, start=top + 1):
        page.write_string(at, 0, field.label + "（必填）" * field.needed, wrapped)
        page.write_string(at, 1, field.note, wrapped)
