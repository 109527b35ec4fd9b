"""The blank arrangement of a year: three columns, days as text, a drop-down, and a page that says what is listed."""

import io

import xlsxwriter

from registry.workbooks.looks import GUIDE, HEAD

ROWS, NAMES = 80, ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
RULES = (
    "一、照国务院办公厅通知的原文填写：每一个放假的日子、每一个调休上班的日子各一行。",
    "二、放假期间的周末也要列为“休”。平常的周末和工作日不列。",
    "三、日期按文本填写，写成2027-01-01的样子。上一年12月的日子属于本年安排的，也列在这张表里。",
    "四、上传后先预览，看清会变动哪些进行中的期限，再提请另一人批准。",
)


def blank_arrangement() -> bytes:
    """An xlsx as `read_arrangement` reads it."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet, guide = book.add_worksheet("安排表"), book.add_worksheet(GUIDE)
        text = book.add_format({"num_format": "@"})
        head = book.add_format({"bold": True, "border": 1, "bg_color": f"#{HEAD}", "num_format": "@"})
        sheet.set_column(0, 2, 16, text)
        for at, label in enumerate(("日期", "休或班", "名称")):
            sheet.write_string(0, at, label, head)
        for at, source in ((1, ["休", "班"]), (2, list(NAMES))):
            told = {"error_title": "不在选项之内", "error_message": "请从下拉列表中选择。"}
            sheet.data_validation(1, at, ROWS, at, {"validate": "list", "source": source, **told})
        sheet.freeze_panes(1, 0)
        guide.set_column(0, 0, 90, book.add_format({"text_wrap": True}))
        for at, line in enumerate(("填写说明", *RULES)):
            guide.write_string(at, 0, line)
    return held.getvalue()
