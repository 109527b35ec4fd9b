"""Small rooms: no file over 400 lines, no function over 40, and the usual file far below."""

import ast
from statistics import median

import pytest

from .source import ROOT, files, name, tree

FILE_LINES, FUNCTION_LINES = 400, 40
OURS = [*files(), *sorted((ROOT / "tests").rglob("*.py"))]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def functions(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, FUNCTIONS):
            yield node.name, node.end_lineno - node.lineno + 1


@pytest.mark.parametrize("path", OURS, ids=name)
def test_files_and_functions_stay_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES
    assert not [(called, lines) for called, lines in functions(path) if lines > FUNCTION_LINES]


def test_the_usual_file_and_function_are_small():
    lines = [len(path.read_text(encoding="utf-8").splitlines()) for path in files()]
    assert median([n for n in lines if n]) <= 80
    assert median([n for path in files() for _, n in functions(path)]) <= 10
