"""The move tables drawn as a document: one diagram and one table per kind of record."""

from .moves import MoveTable

HEAD = """# 状态图

由 `python manage.py draw_lifecycles` 根据各状态流转表生成，请勿手工修改；`make check` 会核对是否过期。

“须二人”指不得与前面某一步由同一人办理；“定时”指到期由系统办理；“网上”指公众可在网站上办理。
"""


def draw(tables) -> str:
    """The whole document, Markdown with Mermaid state diagrams."""
    return "\n".join([HEAD, *(_chapter(table) for table in tables)])


def _chapter(table: MoveTable):
    return "\n".join([f"## {table.title}（`{table.model}`）", "", *_diagram(table), "", *_rows(table), ""])


def _diagram(table):
    yield "```mermaid"
    yield "stateDiagram-v2"
    for name, label in table.states.items():
        yield f'    state "{label}" as {name}'
    yield f"    [*] --> {table.initial}: {table.opening}"
    for move in table.moves:
        for source in move.sources:
            yield f"    {source} --> {move.target}: {move.label}"
    for name in table.states:
        if not table.from_state(name):
            yield f"    {name} --> [*]"
    yield "```"


def _rows(table):
    yield "| 办理 | 从 | 到 | 依据 | 条件 | 权限 |"
    yield "|---|---|---|---|---|---|"
    for move in table.moves:
        sources = "、".join(table.label(source) for source in move.sources)
        cells = (move.label, sources, table.label(move.target), move.clause, _terms(table, move))
        yield "| " + " | ".join(cells) + f" | `{table.permission(move.name)}` |"


def _terms(table, move):
    terms = [word for word, holds in (("定时", move.timed), ("网上", move.public)) if holds]
    if move.needs_reason:
        terms.append("须写理由")
    if move.not_by:
        named = "、".join(
            table.by_name[n].label if n in table.by_name else table.opening for n in move.not_by
        )
        terms.append(f"须二人（不同于“{named}”）")
    return "；".join(terms)
