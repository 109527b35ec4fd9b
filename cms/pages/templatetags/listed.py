"""The list of a notice as rows of a table: written in one go, since a list may have three hundred of them."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

register = template.Library()

ROW = (
    '<tr data-part="entry"><td>{}</td><td><a href="/n/{}/{}/">{}</a>{}</td><td data-label="信用代码">{}</td><td>{}</td>'
    "<td{}>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>"
)  # the style sheet has the labels of the cells: nine words in each of three hundred rows were half the page
SHOP = mark_safe(' class="shop"')
CELLS = ("town", "industry", "recommender", "state")
CORRECTED = mark_safe('<br><span class="soft">已更正</span>')


@register.simple_tag
def entry_rows(notice, entries):
    """A row for each line of `publicdata.shown_entries`; `visible` reads them back by their places."""
    return format_html_join("", ROW, (_cells(notice.serial, line) for line in entries))


def _cells(serial, line):
    ordinal = line["ordinal"]
    mark = CORRECTED if line["corrected_on"] and line["uscc"] else ""
    shop = "" if line["kind"] == "企业" else SHOP
    head = (ordinal, serial, ordinal, line["shown_name"], mark, line["uscc"], line["kind"])
    return (*head, shop, line["shown_operator"], *(line[name] for name in CELLS))
