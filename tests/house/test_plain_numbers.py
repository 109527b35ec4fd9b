"""Our own numbers of rules (R36, A13) are for the code; people read the places of the document, or nothing."""

import ast
import re

import pytest

from .source import ROOT, files, name, tree

OURS = re.compile(r"(?<![A-Za-z0-9])[RA]\d\d(?![A-Za-z0-9])")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LEDGER = "registry/policy/disclosure/"  # the bases of the register of columns, told apart by our numbers
WORDS = {"help_text", "verbose_name", "verbose_name_plural", "label", "message", "violation_error_message"}


def _docstrings(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            yield node.body[0].value


def numbered(path):
    """Strings with Chinese in them, or given as words of a field, that cite a rule by our number."""
    given = {
        id(word.value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg in WORDS
    }
    docstrings = {id(node) for node in _docstrings(path)}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            read = CHINESE.search(node.value) or id(node) in given
            if read and OURS.search(node.value):
                yield node.lineno, node.value


@pytest.mark.parametrize("room", ["registry", "publicity", "imports", "cms"], ids=lambda room: room)
def test_nobody_reads_our_numbers_of_rules(room):
    told = {name(p): list(numbered(p)) for p in files(room) if not name(p).startswith(LEDGER)}
    assert not {path: found for path, found in told.items() if found}


def test_no_template_cites_them():
    pages = [
        page for room in ("registry", "publicity", "imports", "cms") for page in (ROOT / room).rglob("*.html")
    ]
    assert pages and not [page for page in pages if OURS.search(page.read_text(encoding="utf-8"))]
