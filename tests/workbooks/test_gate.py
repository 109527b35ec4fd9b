"""The gate before parsing: each kind of unfit file is refused in its own sentence, quickly, and honest files pass."""

import io
import struct
import time
import tracemalloc
import zipfile

import pytest

from registry.workbooks.gate import examine
from registry.workbooks.limits import MAX_BYTES
from registry.workbooks.saying import Unfit

from .files import HEADER, ROW, SHEET, changed, entry_of, ods, ole, patched, with_cell, xls, xlsx

PLAIN = xlsx()
ENTRY = entry_of(PLAIN, SHEET)
END = PLAIN.rfind(b"PK\x05\x06")
EVERY = zipfile.ZipFile(io.BytesIO(PLAIN)).namelist()
DTD = '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'
BOMB = b"<worksheet>" + b"A" * 60_000_000 + b"</worksheet>"
GROWN = patched(PLAIN, ENTRY + 24, "<L", struct.unpack_from("<L", PLAIN, ENTRY + 24)[0] - 40)
REFUSED = {
    "empty": ("台账.xlsx", b"", "是空的"),
    "too large": ("台账.csv", b"a" * (MAX_BYTES + 1), "超过30MB"),
    "pdf": ("台账.xlsx", b"%PDF-1.7 ...", "是 PDF 文件"),
    "picture": ("台账.xlsx", b"\x89PNG....", "是图片"),
    "rar": ("台账.xlsx", b"Rar!....", "RAR 压缩包"),
    "web page": ("台账.xls", b"<html><table></table></html>", "网页改名"),
    "xml table": ("台账.xls", b'<?xml version="1.0"?><Workbook/>', "XML"),
    "no ending": ("台账", PLAIN, "没有扩展名"),
    "other ending": ("台账.exe", PLAIN, "“.exe”"),
    "macro ending": ("台账.xlsm", PLAIN, "含宏的工作簿"),
    "xlsx named csv": ("台账.csv", PLAIN, "扩展名是“.csv”，内容却是 xlsx"),
    "xlsx named xls": ("台账.xls", PLAIN, "请把扩展名改为“.xlsx”"),
    "xls named xlsx": ("台账.xlsx", xls([HEADER, ROW]), "内容却是 xls 表格"),
    "csv named xlsx": ("台账.xlsx", "借据号,合同号".encode(), "内容不是 xlsx 表格"),
    "binary": ("台账.csv", b"abc\x00\x01\x02", "不是表格文件"),
    "other zip": ("台账.xlsx", changed(PLAIN, {"a.txt": b"x"}, without=EVERY), "是压缩包"),
    "torn": ("台账.xlsx", PLAIN[:-30], "已损坏"),
    "cut short": ("台账.xlsx", PLAIN[: len(PLAIN) // 2], "已损坏"),
    "flipped byte": ("台账.xlsx", PLAIN[:200] + bytes([PLAIN[200] ^ 0xFF]) + PLAIN[201:], "已损坏"),
    "zip64": ("台账.xlsx", patched(PLAIN, END + 8, "<2H", 0xFFFF, 0xFFFF), "超大压缩格式"),
    "encrypted part": ("台账.xlsx", patched(PLAIN, ENTRY + 8, "<H", 1), "设有密码"),
    "odd method": ("台账.xlsx", patched(PLAIN, ENTRY + 10, "<H", 14), "少见的压缩方式"),
    "size is a lie": ("台账.xlsx", GROWN, "比登记的大"),
    "says 1 GB": ("台账.xlsx", patched(PLAIN, ENTRY + 24, "<L", 1 << 30), "超过240MB"),
    "many parts": ("台账.xlsx", changed(PLAIN, {f"xl/media/{n}.png": b"x" for n in range(250)}), "超过200个"),
    "ratio": ("台账.xlsx", changed(PLAIN, {"xl/worksheets/sheet2.xml": BOMB}), "超过100倍"),
    "far corner": ("台账.xlsx", with_cell("XFD1048576"), "在XFD1048576单元格还有内容"),
    "far row": ("台账.xlsx", with_cell("A1048576"), "在A1048576单元格还有内容"),
    "far column": ("台账.xlsx", with_cell("GS2"), "在GS2单元格"),
    "far row quoted otherwise": ("台账.xlsx", changed(PLAIN, sheet=("</sheetData>", "<row r='900000'><c r='B900000'><v>1</v></c></row></sheetData>")), "在B900000单元格"),
    "far row without references": ("台账.xlsx", changed(PLAIN, sheet=("</sheetData>", '<row r="900000"><c><v>1</v></c></row></sheetData>')), "900000"),
    "dtd": ("台账.xlsx", changed(PLAIN, sheet=("<worksheet", DTD)), "外部实体定义"),
    "utf-16 part": ("台账.xlsx", changed(PLAIN, {"docProps/core.xml": "<a/>".encode("utf-16")}), "不是 UTF-8"),
    "macros": ("台账.xlsx", changed(PLAIN, {"xl/vbaProject.bin": b"x"}), "含有宏"),
    "macro type": ("台账.xlsx", changed(PLAIN, types=("sheet.main+xml", "sheet.macroEnabled.main+xml")), "含有宏"),
    "controls": ("台账.xlsx", changed(PLAIN, {"xl/activeX/activeX1.xml": b"<a/>"}), "控件"),
    "external links": ("台账.xlsx", changed(PLAIN, {"xl/externalLinks/externalLink1.xml": b"<a/>"}), "外部链接"),
    "connections": ("台账.xlsx", changed(PLAIN, {"xl/connections.xml": b"<a/>"}), "外部数据"),
    "embedded": ("台账.xlsx", changed(PLAIN, {"xl/embeddings/oleObject1.bin": b"x"}), "嵌入了别的文件"),
    "zip in zip": ("台账.xlsx", changed(PLAIN, {"xl/media/image1.png": PLAIN}), "里还装着别的压缩包"),
    "xlsb": ("台账.xlsx", changed(PLAIN, {"xl/workbook.bin": b"x"}, without=("xl/workbook.xml",)), "二进制工作簿"),
    "word": ("台账.xlsx", changed(PLAIN, {"word/document.xml": b"<a/>"}, without=("xl/workbook.xml",)), "文档或演示文稿"),
    "encrypted xlsx": ("台账.xlsx", ole({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), "设有打开密码"),
    "xls with a password": ("台账.xls", xls([HEADER, ROW], more=struct.pack("<2H", 0x2F, 6) + b"\1\0\0\0\0\0"), "设有打开密码"),
    "xls with macros": ("台账.xls", ole({"Workbook": b"", "_VBA_PROJECT_CUR": b"x"}), "含有宏"),
    "xls with links": ("台账.xls", xls([HEADER, ROW], more=struct.pack("<2H", 0x1AE, 9) + b"\1\0\5\0\0abcd"), "外部链接"),
    "doc": ("台账.xls", ole({"WordDocument": b"x"}), "Word 文档"),
    "torn ole": ("台账.xls", xls([HEADER, ROW])[:700], "已损坏"),
    "ods with a password": ("台账.ods", ods([HEADER], declared="<manifest:encryption-data/>"), "设有打开密码"),
    "ods repeated": ("台账.ods", ods([HEADER], '<table:table-row><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row>'), "重复了16384次"),
    "ods rows repeated": ("台账.ods", ods([HEADER], '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'), "重复了1000000次"),
}  # fmt: skip
PASSED = {
    "xlsx": ("台账.xlsx", PLAIN, "xlsx"),
    "upper case ending": ("台账.XLSX", PLAIN, "xlsx"),
    "xls": ("台账.xls", xls([HEADER, ROW]), "xls"),
    "ods": ("台账.ods", ods([HEADER, ROW]), "ods"),
    "csv": ("台账.csv", "借据号,合同号\n1,2\n".encode("gb18030"), "csv"),
    "utf-16 csv": ("台账.csv", "借据号,合同号\n".encode("utf-16"), "csv"),
    "formats far below": ("台账.xlsx", with_cell("A1048576", "", ' s="1"'), "xlsx"),
    "hyperlinks": ("台账.xlsx", changed(PLAIN, {"xl/worksheets/_rels/sheet1.xml.rels": b'<Relationships><Relationship TargetMode="External"/></Relationships>'}), "xlsx"),
    "ods with empty rest": ("台账.ods", ods([HEADER, ROW], '<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'), "ods"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_an_unfit_file_is_refused_in_its_own_sentence_and_at_once(case):
    name, content, told = REFUSED[case]
    start = time.process_time()
    with pytest.raises(Unfit) as refused:
        examine(name, content)
    assert time.process_time() - start < 1
    (sentence,) = refused.value.sentences
    assert told in sentence
    assert "请" in sentence and sentence.endswith("。")


@pytest.mark.parametrize("case", PASSED)
def test_an_honest_file_passes(case):
    name, content, kind = PASSED[case]
    assert examine(name, content).kind == kind


def test_the_gate_takes_little_memory_for_a_large_part():
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n * 7919 % 1000003}</v></c></row>' for n in range(3, 149_000)
    )
    large = changed(
        PLAIN,
        sheet=("</sheetData>", rows + '<row r="149001"><c r="XFD149001"><v>1</v></c></row></sheetData>'),
    )
    tracemalloc.start()
    with pytest.raises(Unfit, match="XFD149001"):
        examine("台账.xlsx", large)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 * 1024 * 1024


def test_formulas_and_error_cells_are_noticed_in_passing():
    assert not examine("台账.xlsx", PLAIN).formulas
    assert examine("台账.xlsx", with_cell("B9", "<f>1+1</f><v></v>")).formulas
    assert examine("台账.xlsx", with_cell("B9", "<v>#REF!</v>", ' t="e"')).formulas
