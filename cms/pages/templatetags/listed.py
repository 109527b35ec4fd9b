"""The list of a notice as rows of a table: written in one go, since a list may have three hundred of them."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

register = template.Library()

ROW = (
    '<tr data-part="entry"><td data-label="序号">{}</td><td data-label="名称"><a href="/n/{}/{}/">{}</a>{}</td>'
    '<td data-label="信用代码">{}</td><td data-label="类别">{}</td><td data-label="{}">{}</td>'
    '<td data-label="所属镇">{}</td><td data-label="行业">{}</td><td data-label="推荐单位">{}</td>'
    '<td data-label="状态">{}</td></tr>'
)
CELLS = ("town", "industry", "recommender", "state")
CORRECTED = mark_safe('<br><span class="soft">已更正</span>')


@register.simple_tag
def entry_rows(notice, entries):
    """A row for each line of `publicdata.shown_entries`; `visible` reads them back by their labels."""
    return format_html_join("", ROW, (_cells(notice.serial, line) for line in entries))


def _cells(serial, line):
    ordinal = line["ordinal"]
    mark = CORRECTED if line["corrected_on"] and line["uscc"] else ""
    person = "法定代表人" if line["kind"] == "企业" else "经营者"
    head = (ordinal, serial, ordinal, line["shown_name"], mark, line["uscc"], line["kind"])
    return (*head, person, line["shown_operator"], *(line[name] for name in CELLS))
