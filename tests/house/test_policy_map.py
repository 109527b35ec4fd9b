"""docs/policy-map.md holds: every rule once, every file and symbol there, every cited clause on the list."""

import ast
import re

import pytest

from cms.duties import all_duties
from registry.ledger.moves import all_tables

from .source import ROOT

DOCUMENT = ROOT / "docs" / "policy-map.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines()
    if re.match(r"\| R\d\d ", line)
]


def references(cell):
    return re.findall(r"`([^`]+)`", cell)


def test_every_rule_is_on_the_map_once():
    assert [row[0] for row in ROWS] == [f"R{n:02d}" for n in range(1, 73)]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_what_a_row_names_is_there(row):
    _, _, code, test, state = row
    for reference in references(code):
        path, _, symbol = reference.partition(":")
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        names = {getattr(node, "name", "") for node in tree.body}
        names |= {
            t.id
            for node in tree.body
            if isinstance(node, ast.Assign)
            for t in node.targets
            if isinstance(t, ast.Name)
        }
        assert symbol in names, reference
    for reference in references(test):
        assert (ROOT / reference).is_file(), reference
    assert re.match(r"(已实现|部分实现：.+|尚未实现：.+|展示于政策页)$", state)
    if state == "已实现":
        assert references(code)
        assert references(test)


def test_every_clause_that_a_move_or_a_duty_cites_is_on_the_map():
    cited = {clause for table in all_tables() for move in table.moves for clause in move.clause.split()}
    cited |= {clause for duty in all_duties() for clause in duty.clause.split()}
    unknown = {clause for clause in cited if clause.startswith("R")} - {row[0] for row in ROWS}
    assert not unknown
