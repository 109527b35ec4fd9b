"""What is said at which cell of the bank's file: comments, the column 结果, the groups of the summary. Pure."""

import re
from dataclasses import dataclass, field

from registry.workbooks.looks import ERROR, WARNING

WORDS = {ERROR: "有误", WARNING: "提醒"}
HOW = {ERROR: "请更正这一格后重新上传。", WARNING: "请核对，情况属实的确认即可入账，否则更正后重新上传。"}
ROWS_NAMED = 60
HEADS = ["类别", "代码", "栏目", "说明（第一处）", "行数", "行号"]
_PLACE = re.compile(r"^第\d+行(?:“[^”]*”：)?")
_ROW = re.compile(r"^第\d+行")
_ASKED = re.compile(r"(?:^|(?<=。)|[，；])(?P<todo>(?:请|确有).*)", re.S)


def comment_of(problem, level) -> str:
    """Found, expected and what to do, each on its line."""
    body = _PLACE.sub("", problem["message"])
    said, todo = _parted(body)
    expected = problem["expected"].rstrip("。")
    whole = not expected or body.startswith(expected)  # a finding's expectation is its sentence
    told = f"说明：{said.rstrip('。')}。" if whole else f"应为：{expected}。"
    return f"【{WORDS[level]}】\n找到：{problem['found'] or '（空）'}\n{told}\n怎么做：{todo or HOW[level]}"


def _parted(body):
    """What is said, and from the first 请 on what is asked for."""
    asked = _ASKED.search(body)
    return (body[: asked.start()] or body, body[asked.start("todo") :]) if asked else (body, "")


def problems_of(row):
    """(level, problem) of one staged row, errors first."""
    return [(ERROR, one) for one in row.errors] + [(WARNING, one) for one in row.warnings]


def cells_of(row, places) -> dict:
    """{column: (level, comment)} of one row, columns counted from 1; what has no column of its own stands at 0."""
    found = {}
    for level, problem in problems_of(row):
        column = places.columns.get(problem["column"], 0)
        before = found.get(column)
        said = comment_of(problem, level)
        found[column] = (before[0], f"{before[1]}\n\n{said}") if before else (level, said)
    return found


def result_of(row) -> tuple[str, str]:
    """(text, level) for the column 结果: what the row is, then every sentence."""
    problems = problems_of(row)
    said = [("提醒：" if level == WARNING else "") + _ROW.sub("", one["message"]) for level, one in problems]
    return "\n".join([row.get_action_display(), *said]), problems[0][0] if problems else ""


@dataclass
class Group:
    """Problems of one kind in one column: how often, in which rows (the first of them), the first sentence."""

    level: str
    code: str
    column: str
    sentence: str
    count: int = 0
    rows: list = field(default_factory=list)

    def line(self):
        rows = "、".join(map(str, self.rows)) + (f" 等{self.count}行" if self.count > len(self.rows) else "")
        return [WORDS[self.level], self.code, self.column, self.sentence, self.count, rows]


def grouped(rows) -> list[Group]:
    """Groups over all `rows` (read once), errors before warnings, the most frequent first."""
    found = {}
    for row in rows:
        for level, one in problems_of(row):
            key = level, one["code"], one["column"]
            group = found.setdefault(key, Group(*key, _ROW.sub("", one["message"])))
            if row.row not in group.rows[-1:]:
                group.count += 1
                group.rows += [row.row] * (len(group.rows) < ROWS_NAMED)
    return sorted(found.values(), key=lambda one: (one.level != ERROR, -one.count, one.code))


def summary_of(title, said, groups) -> list[list]:
    """The lines of the sheet: title, what to know, heads, one line per group."""
    return [[title], [said], HEADS, *(group.line() for group in groups)]
