"""What the child tells of a sheet is what the parent hears: each text once, and nothing it never said."""

from datetime import date, datetime

import pytest

from registry.workbooks import protocol
from registry.workbooks.protocol import Spoilt, Telling, Unfinished, cells, frames


def heard(*told):
    words, rows = [], []
    for frame in told:
        (one,) = frames(bytearray(frame))
        rows += cells(one, words)
    return rows


def test_cells_come_back_as_they_are():
    rows = [
        ["借", 1.5, 1, True, None, date(2026, 6, 30), datetime(2026, 6, 30, 1), ""],
        ["借", 1.0, 1, False, "1", 10**16],
    ]
    telling = Telling()
    told = [telling.frame(rows[:1]), telling.frame(rows[1:]), telling.frame([[["f", "=A1", "B2"]]])]
    found = heard(*told)
    assert found[:2] == rows
    assert [list(map(type, one)) for one in found[:2]] == [list(map(type, one)) for one in rows]
    assert type(found[2][0]) is Spoilt and found[2][0].address == "B2"
    assert "借".encode() in told[0] and "借".encode() not in told[1]


def test_the_count_begins_anew_where_texts_hardly_repeat(monkeypatch):
    monkeypatch.setattr(protocol, "MOST_SEEN", 3)
    telling, rows = Telling(), [[f"JJ{n}", "保证"] for n in range(20)]
    assert heard(*(telling.frame([one]) for one in rows)) == rows


@pytest.mark.parametrize(
    "frame", [[], 7, [0, [], [[1]]], [0, [], 5], [0, 5, []], ["a", [], []], [0, [["d", "x"]], []]]
)
def test_what_no_child_says_is_not_believed(frame):
    with pytest.raises(Unfinished):
        cells(frame, [])


def test_frames_are_taken_from_the_front():
    held = bytearray(Telling().frame([["a"]]) + b"\0\0")
    assert len(list(frames(held))) == 1 and held == b"\0\0"
