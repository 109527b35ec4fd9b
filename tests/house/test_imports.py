"""Imports point down only: cms → imports → publicity → reports → sanctions → lending → … → history."""

from .source import files, imported, module_of, name

STACK = (
    "registry.history",
    "registry.workbooks",
    "registry.policy",
    "registry.ledger",
    "registry.parties",
    "registry.documents",
    "registry.credit",
    "registry.screening",
    "registry.lending",
    "registry.sanctions",
    "registry.reports",
    "publicity",
    "imports",
    "cms",
)
# The one upward look: the policy's own registers are shown by the admin base, which stands on the ledger.
EXCEPTIONS = {("registry.policy.admin", "registry.ledger.admin_base")}


def room_of(module):
    return next((room for room in reversed(STACK) if module == room or module.startswith(f"{room}.")), None)


def upward(path):
    own = room_of(module_of(path))
    for module in set(imported(path)):
        if any(module_of(path) == edge and module.startswith(door) for edge, door in EXCEPTIONS):
            continue
        room = room_of(module)
        if room and own and STACK.index(room) > STACK.index(own):
            yield room


def test_a_room_imports_only_from_rooms_below():
    paths = list(files("registry", "publicity", "imports", "cms"))
    assert len(paths) > 900
    assert not {name(path): rooms for path in paths if (rooms := sorted(set(upward(path))))}


def test_the_test_itself_sees_an_upward_import(tmp_path, monkeypatch):
    from . import source

    monkeypatch.setattr(source, "ROOT", tmp_path)
    wrong = tmp_path / "registry" / "policy" / "wrong.py"
    wrong.parent.mkdir(parents=True)
    wrong.write_text("def f():\n    from registry.lending.models import LoanNote\n")
    assert set(upward(wrong)) == {"registry.lending"}
