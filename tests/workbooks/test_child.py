"""The child that parses may abort, run out of memory, hang or lie: one upload is lost in a sentence, nothing else."""

import resource
import subprocess
import sys
import time

import pytest

from registry.workbooks import child, reading
from registry.workbooks.child import Lost, ask
from registry.workbooks.saying import Unfit

from .files import HEADER, ROW, with_cell, xlsx

ASKED = {"kind": "xlsx", "formulas": False, "since_1904": False, "words": []}
FAR = with_cell("XFD1048576")


def run(source, tmp_path, monkeypatch):
    """Let the parent start this program in the place of the child."""
    program = tmp_path / "child.py"
    program.write_text(source)
    monkeypatch.setattr(child, "ENTRY", program)


def test_the_file_that_aborts_the_parser_costs_one_answer_and_not_the_process():
    start = time.monotonic()
    with pytest.raises(Lost):
        list(ask(ASKED, FAR))
    assert time.monotonic() - start < 20
    assert reading.read_sheet("台账.xlsx", xlsx()).grid == [HEADER, ROW]


def test_without_its_walls_that_file_does_abort():
    """The guard is worth its price: the same bytes in a process of our own end it by a signal."""
    source = "import io, sys, resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 31, 1 << 31)); " \
             "from python_calamine import CalamineWorkbook as W; W.from_filelike(io.BytesIO(sys.stdin.buffer.read())).get_sheet_by_index(0)"  # fmt: skip
    ended = subprocess.run([sys.executable, "-c", source], input=FAR, capture_output=True)
    assert ended.returncode < 0 and b"memory allocation" in ended.stderr


FAULTS = {
    "dies at once": ("import os; os.abort()", "读取时中断了"),
    "is killed": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "读取时中断了"),
    "ends without a word": ("", "读取时中断了"),
    "fails": ("raise SystemExit(3)", "读取时中断了"),
    "says half a frame": ("import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\x09{\"a')", "读取时中断了"),
    "says a frame without end": ("import sys; sys.stdout.buffer.write(b'\\xff\\xff\\xff\\xff')", "读取时中断了"),
    "says no JSON": ("import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\x01{')", "读取时中断了"),
    "says other JSON": ("import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\x02[]')", "读取时中断了"),
    "forgets its end": ("import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\x11{\"name\":\"a\",\"x\":1}')", "读取时中断了"),
    "hangs": ("import time; time.sleep(60)", "还没有读完"),
    "stops itself": ("import os, signal; os.kill(os.getpid(), signal.SIGSTOP)", "还没有读完"),
    "talks without end": ("import sys\nwhile True: sys.stdout.buffer.write(b'\\0\\0\\0\\x02[]' * 99)", "读取时中断了|还没有读完"),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_whatever_becomes_of_the_child_the_person_gets_a_sentence(case, tmp_path, monkeypatch):
    source, told = FAULTS[case]
    run(source, tmp_path, monkeypatch)
    if "没有读完" in told:
        monkeypatch.setattr(child, "CHILD_WALL_SECONDS", 2)
    start = time.monotonic()
    with pytest.raises(Unfit, match=told) as refused:
        reading.read_sheet("台账.xlsx", xlsx())
    assert time.monotonic() - start < 20
    assert "登记没有任何变化" in str(refused.value)
    assert not left_over(tmp_path)


def left_over(tmp_path):
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout
    return [line for line in listed.splitlines() if str(tmp_path / "child.py") in line]


WALLED = """
import sys; sys.path.insert(0, {root!r})
from registry.workbooks.entry import shut_in
shut_in(200 * 1024 * 1024, 1)
{act}
"""


@pytest.mark.parametrize(
    ("act", "held"),
    [
        ("bytearray(300 * 1024 * 1024)", b"MemoryError"),
        ("open({path!r}, 'wb', buffering=0).write(b'x' * 100)", b"File too large"),
    ],
    ids=["memory", "files"],
)
def test_the_walls_of_the_child(act, held, tmp_path):
    path = str(tmp_path / "written")
    source = WALLED.format(root=".", act=act.format(path=path))
    ended = subprocess.run([sys.executable, "-c", source], capture_output=True, cwd=child.ENTRY.parents[2])
    assert ended.returncode and held in ended.stderr
    assert held == b"MemoryError" or not (tmp_path / "written").stat().st_size


def test_endless_work_ends_by_the_clock_of_the_processor(tmp_path):
    source = WALLED.format(root=".", act="while True: pass")
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    ended = subprocess.run([sys.executable, "-c", source], capture_output=True, cwd=child.ENTRY.parents[2])
    assert ended.returncode < 0 and resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 5


def test_nothing_of_the_file_is_written_anywhere(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    reading.read_sheet("台账.xlsx", xlsx())
    assert not list(tmp_path.iterdir())
