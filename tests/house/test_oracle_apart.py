"""The oracles of the simulations are second opinions: they import nothing of the product, nor of what drives them."""

import sys

import pytest

from .source import ROOT, imported, name

OWN = ("tests.simulation.oracle", "tests.simulation_money.oracle")
ORACLE = sorted(path for one in OWN for path in ROOT.joinpath(*one.split(".")).glob("*.py"))


def foreign(path):
    """What a file imports beyond the standard library and the oracle itself."""
    for module in imported(path):
        if module.split(".")[0] not in sys.stdlib_module_names and not module.startswith(OWN):
            yield module


@pytest.mark.parametrize("path", ORACLE, ids=name)
def test_the_oracle_imports_nothing_of_the_product(path):
    assert not list(foreign(path))


def test_the_test_itself_sees_a_foreign_import(tmp_path, monkeypatch):
    from . import source

    monkeypatch.setattr(source, "ROOT", tmp_path)
    wrong = tmp_path / "tests" / "simulation" / "oracle" / "wrong.py"
    wrong.parent.mkdir(parents=True)
    wrong.write_text("def f():\n    from registry.policy.workdays import Calendar\n")
    assert "registry.policy.workdays" in set(foreign(wrong))
