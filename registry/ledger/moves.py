"""Transition tables as data: one Move per verb; admin actions, permissions and diagrams are derived from them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Move:
    """One transition.

    `label` is the verb a person reads; `clause` cites the policy (R-number); `timed` lets the system actor make
    it; `public` lets a visitor of the public site make it (recorded as the actor `public`); `needs_reason` demands a written reason; `not_by` names earlier moves whose actor may not make this one
    (the second person); `danger` marks what takes something away.
    """

    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    clause: str = ""
    timed: bool = False
    public: bool = False
    needs_reason: bool = False
    not_by: tuple[str, ...] = ()
    danger: bool = False


@dataclass(frozen=True)
class MoveTable:
    """All states and moves of one kind of record. `initial` is the state `register` gives."""

    model: str
    title: str
    initial: str
    states: Mapping[str, str]
    moves: tuple[Move, ...]
    opening: str = "登记"
    by_name: Mapping[str, Move] = field(init=False, repr=False)

    def __post_init__(self):
        object.__setattr__(self, "by_name", {move.name: move for move in self.moves})
        self._check()
        _TABLES[self.model] = self

    def _check(self):
        known = set(self.states)
        assert self.initial in known, (self.model, self.initial)
        assert len(self.by_name) == len(self.moves), f"{self.model}: duplicate move names"
        for move in self.moves:
            assert {*move.sources, move.target} <= known, (self.model, move.name)
            assert set(move.not_by) <= {*self.by_name, "register"}, (self.model, move.name)

    def from_state(self, status: str) -> list[Move]:
        """Moves that start in `status`, in the order written down."""
        return [move for move in self.moves if status in move.sources]

    def permission(self, move: str) -> str:
        """The Django permission a person needs: `screening.approve_application`."""
        app, model = self.model.split(".")
        return f"{app}.{move}_{model}"

    def permissions(self) -> list[tuple[str, str]]:
        """For `Meta.permissions`: one right per move, named in Chinese."""
        model = self.model.split(".")[1]
        return [(f"{move.name}_{model}", f"可以{move.label}（{self.title}）") for move in self.moves]

    def label(self, status: str) -> str:
        return self.states.get(status, status)


_TABLES: dict[str, MoveTable] = {}


def all_tables() -> Iterator[MoveTable]:
    """Every table known once the apps are loaded, by model name."""
    return iter([_TABLES[key] for key in sorted(_TABLES)])


def table_for(model_label: str) -> MoveTable:
    """The table of `app.model`; KeyError when the model has no status."""
    return _TABLES[model_label]
