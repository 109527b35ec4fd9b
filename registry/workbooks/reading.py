"""The one way from the bytes of a file to a grid: through the gate, then through a child. Raises Unfit in a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from registry.history.undisturbed import undisturbed

from .child import Lost, ask
from .gate import examine
from .limits import CHILD_WALL_SECONDS
from .looks import OWN_SHEETS
from .protocol import Unfinished, cells
from .saying import unfit

BROKEN = "读取时中断了，可能结构异常、已损坏或者内容过大"
SLOW = f"读了{CHILD_WALL_SECONDS}秒还没有读完，可能结构异常或者内容过大"
COPY = "登记没有任何变化。请把数据复制到一张新的表格，另存为 xlsx 后重新上传。"


@dataclass(frozen=True)
class Sheet:
    """`grid` holds the rows as read, the first being row 1 of the sheet. `merged` are (row, column, row, column) from 0.

    `remarks` say which sheets were left out and why. `since_1904`: bare numbers of days count from 1904.
    `properties` are the document's own, as whoever made it named them (xlsx only).
    """

    name: str
    grid: list
    remarks: list[str] = field(default_factory=list)
    since_1904: bool = False
    merged: tuple = ()
    properties: dict = field(default_factory=dict)


def read_sheet(name, content, words: Iterable[str] = ()) -> Sheet:
    """The first visible sheet whose header holds `words` (as `words.plain` gives them), or the first with contents.

    Raises Unfit: refused at the gate, unreadable, or the child that read it was lost. Writes nothing anywhere.
    """
    passed = examine(name, content)
    asked = {
        "kind": passed.kind, "formulas": passed.formulas, "since_1904": passed.since_1904, "words": sorted(words),
    }  # fmt: skip
    try:
        with undisturbed():
            return _gathered(name, ask(asked, content))
    except Lost as lost:
        raise unfit(name, SLOW if lost.slow else BROKEN, COPY) from lost
    except (Unfinished, KeyError, TypeError, AttributeError) as error:
        raise unfit(name, BROKEN, COPY) from error


def _gathered(name, answer):
    facts, grid, whole, words = None, [], False, []
    for frame in answer:
        if facts is None:
            if "unreadable" in frame:
                raise unfit(name, *frame["unreadable"].split("|", 1))
            facts = _seen(frame)
        elif isinstance(frame, list):
            grid += cells(frame, words)
        else:
            whole = frame.get("end") == len(grid)
    if facts is None or not whole:
        raise Lost
    merged = tuple(tuple(one) for one in facts["merged"])
    properties = {str(key): str(told)[:200] for key, told in facts.get("properties", {}).items()}
    return Sheet(facts["name"], grid, _remarks(facts), facts["since_1904"], merged, properties)


def _seen(facts):
    """Names of sheets as a person sees them: no control characters, which no database column takes."""
    clean = lambda name: "".join(c for c in name if c.isprintable()) or "（无名）"  # noqa: E731
    named = {key: [clean(name) for name in facts[key]] for key in ("hidden", "left")}
    return facts | named | {"name": clean(facts["name"])}


def _remarks(facts):
    said = []
    if facts["hidden"]:
        said.append(f"工作表{_quoted(facts['hidden'])}是隐藏的，没有读取。")
    left = [name for name in facts["left"] if name not in OWN_SHEETS]
    if left:
        said.append(
            f"读取的是工作表“{facts['name']}”；另有{_quoted(left)}没有读取，需要报送的请另存为单独的文件。"
        )
    return said


def _quoted(names):
    told = "".join(f"“{name}”" for name in names[:10])
    return told if len(names) <= 10 else f"{told}等{len(names)}张"
