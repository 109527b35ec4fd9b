"""A PDF is read for its words in the child; what cannot be read is said; a hostile one costs one reading and nothing else."""

import time

import pytest

from registry.workbooks import child, pdf
from registry.workbooks.pdf import read_pdf

from .papers import DOT, lines, locked, stream, whole
from .papers import pdf as paper

CHINESE = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [5000 0 R] %s >>"
)
INNER = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
NAMES = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0001> <8EAB4EFD8BC1> <0002> <0031> endbfchar endcmap end end"""
TWO = paper(lines("first"), lines("second", "152728198001011234"))


def test_words_of_every_page_its_notes_fields_and_properties_are_read():
    note = b"/Annots [<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (noted) >>]"
    form = b"/AcroForm << /Fields [<< /T (a) /FT /Tx /V (filled) >>] >>"
    read = read_pdf(
        paper(lines("first"), lines("second"), page=note, root=form, trailer=b"/Info << /Title (titled) >>")
    )
    assert (
        all(word in read.words for word in ("first", "second", "noted", "filled", "titled"))
        and not read.unread
    )


def test_chinese_is_read_by_the_fonts_own_table():
    named = CHINESE % b"/ToUnicode 5001 0 R"
    content = paper(lines(b"\0\1\0\2"), font=named, extra={5000: INNER, 5001: stream(NAMES)})
    assert "身份证1" in read_pdf(content).words and not read_pdf(content).unread


SCAN = {"resources": b"/XObject << /P 5000 0 R >>", "extra": {5000: DOT}}
UNREAD = {
    "a scan": (paper(b"q 595 0 0 842 0 0 cm /P Do Q", **SCAN), "是扫描件"),
    "a scan with a number of its page": (paper(b"/P Do " + lines("- 1 -"), **SCAN), "是扫描件"),
    "letters drawn as shapes": (paper(b"0 0 m 9 9 l S"), "是扫描件"),
    "a scan among texts": (paper(lines("x" * 60), b"0 0 m 9 9 l S", lines("x" * 60)), "的第2页是图片"),
    "a font that names no letter": (paper(lines(b"\0\1" * 60), font=CHINESE % b"", extra={5000: INNER}), "是扫描件或者图片"),
    "nothing": (b"%PDF-1.7\n%%EOF\n", "已损坏"),
    "no table": (TWO.replace(b"xref\n0", b"xrxf\n0", 1), "已损坏"),
    "half of it": (TWO[: len(TWO) // 5], "已损坏"),
    "a locked one": (locked(TWO, "mima"), "设有打开密码"),
    "fields that are none": (paper(lines("x"), root=b"/AcroForm << /Fields [7 /A] >>"), "表单项写法特别"),
    "files in it": (paper(lines("x"), root=b"/Names << /EmbeddedFiles << /Names [(a.txt) << /Type /Filespec /F (a.txt) /EF << /F 5000 0 R >> >>] >> >>",
                          extra={5000: stream(b"x", b"/Type /EmbeddedFile ")}), "夹带着别的文件"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNREAD)
def test_what_cannot_be_read_is_said(case):
    content, told = UNREAD[case]
    assert any(told in one for one in read_pdf(content).unread), read_pdf(content)


@pytest.mark.parametrize("content", [
    TWO.replace(b"startxref\n", b"startxref\n9"), TWO.replace(b"00000 n", b"00001 n"), locked(TWO, ""), TWO + b"\0" * 2000,
    paper(lines("152728198001011234"), b""),
], ids=["wrong place", "wrong table", "locked against changes", "rubbish behind", "an empty page"])  # fmt: skip
def test_what_a_reader_opens_is_read(content):
    read = read_pdf(content)
    assert "152728198001011234" in read.words and not read.unread and not read.locked


BOMB = stream(b" " * 100_000_000 + lines("after"))
SELF = b"/XObject << /P 5000 0 R >>"
HOSTILE = {
    "a bomb": (paper(lines("before"), BOMB), "的第2页"),
    "a bomb in a bomb": (paper(b"<< /Filter [/FlateDecode /FlateDecode] /Length 1 >> stream\n%s\nendstream" % BOMB[60:-10]), ""),
    "a page that is its own part": (
        paper(lines("before") + b" /P Do", resources=SELF, extra={5000: stream(b"/P Do", b"/Type /XObject /Subtype /Form /Resources << /XObject << /P 5000 0 R >> >> ")}), "",
    ),
    "pages that go round": (whole({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>"}), ""),
    "tables that go round": (TWO.replace(b"/Root", b"/Prev 9 /Root"), ""),
    "a thousand million pages": (TWO.replace(b"/Count 2", b"/Count 1000000000"), ""),
    "deep brackets": (paper(lines("x")).replace(b"/MediaBox [0", b"/MediaBox " + b"[" * 50_000 + b"0"), ""),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_paper_costs_one_reading(case):
    content, told = HOSTILE[case]
    start = time.monotonic()
    read = read_pdf(content)
    assert time.monotonic() - start < 20
    assert not told or (any(told in one for one in read.unread) and "before" in read.words)


def test_of_ten_thousand_pages_the_first_are_read_and_the_rest_is_said():
    read = read_pdf(paper(*[lines("x" * 60)] * 10_000))
    (told,) = read.unread
    assert told.startswith("有10000页，系统只读了前") and "xxxx" in read.words


FIRST = "import sys, time; sys.path.insert(0, {root!r}); from registry.workbooks.protocol import framed as f; w = sys.stdout.buffer\n" \
        "w.write(f({{'pages': 9, 'beside': '', 'carries': False}}) + f({{'words': '13900001234', 'blind': False}})); w.flush()\n"  # fmt: skip


@pytest.mark.parametrize(
    ("then", "why"),
    [("time.sleep(60)", pdf.SLOW), ("raise SystemExit(3)", pdf.BROKEN), ("w.write(b'\\0\\0\\0\\3[1]'); w.flush()", pdf.BROKEN)],
)  # fmt: skip
def test_a_page_on_which_the_child_perishes_takes_no_other_with_it(then, why, tmp_path, monkeypatch):
    program = tmp_path / "child.py"
    program.write_text(FIRST.format(root=str(child.ENTRY.parents[2])) + then)
    monkeypatch.setattr(child, "ENTRY", program)
    monkeypatch.setattr(child, "CHILD_WALL_SECONDS", 2)
    read = read_pdf(TWO)
    assert "13900001234" in read.words and read.unread == (f"有9页，系统只读了前1页{why}",)
