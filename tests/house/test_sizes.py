"""Small rooms: no file over 400 lines, no function over 40, and the usual file far below."""

import ast
from statistics import median

from .source import ROOT, files, name, tree

FILE_LINES, FUNCTION_LINES = 400, 40
OURS = [*files(), *sorted((ROOT / "tests").rglob("*.py"))]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def length(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, FUNCTIONS):
            yield node.name, node.end_lineno - node.lineno + 1


def test_files_and_functions_stay_small():
    assert len(OURS) > 1000
    files = [(name(path), lines) for path in OURS if (lines := length(path)) > FILE_LINES]
    rooms = [(name(path), *room) for path in OURS for room in functions(path) if room[1] > FUNCTION_LINES]
    assert not files and not rooms


def test_the_usual_file_and_function_are_small():
    lines = [length(path) for path in files()]
    assert median([n for n in lines if n]) <= 80
    assert median([n for path in files() for _, n in functions(path)]) <= 10
