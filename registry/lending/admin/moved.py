"""Movements between the reports of a note as a table: day, balance, what was repaid, where it comes from."""

from django.utils.html import format_html, format_html_join

from registry.history.sources import source_word
from registry.policy.dates import written
from registry.policy.money import yuan

HEAD = ("数据日期", "贷款余额", "较上次归还本金", "逾期本金增减", "欠息增减", "来源")
ROW = "<tr>" + "".join(f'<td data-label="{label}">{{}}</td>' for label in HEAD) + "</tr>"


def moved_table(found):
    """The movements, latest first; \"—\" where nothing was reported."""
    if not found:
        return "—"
    head = format_html_join("", "<th>{}</th>", ((label,) for label in HEAD))
    rows = format_html_join("", ROW, (_row(movement) for movement in reversed(found)))
    return format_html(
        '<table class="xbd-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', head, rows
    )


def _row(movement):
    told, first = movement.told, movement.since is None
    changes = (
        ["—"] * 3 if first else [yuan(movement.repaid), yuan(movement.principal), yuan(movement.interest)]
    )
    return written(told.as_of), yuan(told.balance), *changes, source_word(told.source) or "—"
