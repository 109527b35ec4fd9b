"""A paper set in a layout: values are text and nothing else, the same paper gives the same bytes, the form is the standard's."""

import io
import time
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from registry.documents.layouts.filling import fill
from registry.documents.layouts.house import starting_file
from registry.documents.layouts.sheet import Sheet
from registry.documents.layouts.strict import ForbiddenTag, StrictEnvironment

from .making import header_with, in_body, line_of, opened, parts, saved, text_of, with_line
from .test_refusals import ALT, box, footnotes

TABLE = {"title": "附表　名单", "columns": ["序号", "名称"], "rows": [["1", "甲公司"], ["2", "乙商店"]]}
SHEET = Sheet(
    "关于示例的通知", "认定通知〔2026〕3号", "甲公司", "总述一段。\n一、依据\n依据文件办理。\n旗金融服务中心\n2026年5月8日",
    "伊金霍洛旗金融服务中心", "2026年5月8日", "ABCDEFGH2345", "f" * 64, "https://example.org/chaxun/?code=ABCDEFGH2345",
    (TABLE,),
)  # fmt: skip
NASTY = (
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{# 无 #}",
    "{_{ 标题 }_}",
    "<w:p><w:r><w:t>假</w:t></w:r></w:p>",
    "</w:t></w:r></w:p>",
    "甲&乙",
    "&lt;甲&gt;",
    "&#123;",
    "a\"b'c",
    "{{ 标题 }}{{ 正文 }}",
    "]]>",
    "${x}",
    "\\u0041",
)


def document(content):
    return Document(io.BytesIO(content))


def filled(**values):
    return document(fill(starting_file("general"), replace(SHEET, **values)))


@pytest.mark.parametrize("words", NASTY)
@pytest.mark.parametrize("place", ["title", "number", "addressee", "issuer"])
def test_a_value_prints_exactly_as_it_is(place, words):
    said = [line.text for line in filled(**{place: words}).paragraphs]
    assert (f"{words}：" if place == "addressee" else words) in said


@pytest.mark.parametrize("words", NASTY)
def test_text_and_tables_print_exactly_as_they_are(words):
    table = {"title": words, "columns": [words, "名称"], "rows": [["1", words]]}
    made = filled(body=f"前段。\n{words}\n后段。", annex=(table,))
    said = [line.text for line in made.paragraphs]
    assert said.count(words) == 2
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [
        [words, "名称"],
        ["1", words],
    ]


def test_characters_no_document_can_hold_are_left_out():
    assert filled(title="甲\x00\x0b乙\ufffe").paragraphs[0].text == "甲乙"


def test_a_line_end_inside_a_value_stays_one():
    assert filled(title="上\n下").paragraphs[0].text == "上\n下"


def test_the_same_paper_is_the_same_bytes_at_any_time(monkeypatch):
    first = fill(starting_file("general"), SHEET)
    monkeypatch.setattr(time, "localtime", lambda *given: time.struct_time((2031, 2, 3, 4, 5, 6, 0, 34, 0)))
    starting_file.cache_clear()
    assert fill(starting_file("general"), SHEET) == first
    stamps = {member.date_time for member in zipfile.ZipFile(io.BytesIO(first)).infolist()}
    assert stamps == {(1980, 1, 1, 0, 0, 0)}


def test_another_word_gives_other_bytes():
    assert fill(starting_file("general"), SHEET) != fill(
        starting_file("general"), replace(SHEET, body="另文。")
    )


def test_the_form_is_that_of_the_standard():
    made = filled()
    said = [line.text for line in made.paragraphs]
    assert said[:4] == ["关于示例的通知", "认定通知〔2026〕3号", "甲公司：", "总述一段。"]
    title, plain, heading, sign = (made.paragraphs[n] for n in (0, 3, 4, 6))
    assert (
        face(title) == ("方正小标宋简体", 22)
        and face(plain) == ("仿宋_GB2312", 16)
        and face(heading) == ("黑体", 16)
    )
    assert plain.paragraph_format.first_line_indent == Pt(32) and plain.paragraph_format.line_spacing == Pt(
        28
    )
    assert heading.paragraph_format.keep_with_next and heading.paragraph_format.line_spacing == Pt(28)
    assert (
        sign.alignment == 2
        and sign.paragraph_format.right_indent == Pt(64)
        and sign.paragraph_format.line_spacing == Pt(28)
    )
    page = made.sections[0]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(m.mm) for m in margins] == [37, 35, 28, 26] and len(made.inline_shapes) == 1
    assert "PAGE" in page.footer._element.xml


def face(line):
    run = next(run for run in line.runs if run.text)
    return run._element.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt


def test_the_table_stands_after_the_signature_with_its_header_on_every_page():
    made = filled()
    table = made.tables[0]
    assert [c.text for c in table.rows[0].cells] == ["序号", "名称"] and len(table.rows) == 3
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    order = [block.tag for block in made.element.body]
    assert order.index(qn("w:tbl")) > [line.text for line in made.paragraphs].index("2026年5月8日", 7)


def test_without_addressee_and_table_no_empty_line_is_left():
    said = [line.text for line in filled(addressee="", annex=()).paragraphs]
    assert "：" not in said and said[2] == "总述一段。" and not filled(annex=()).tables


def test_the_text_follows_the_formatting_of_its_place():
    file = opened()
    line = line_of(file, "{{ 正文 }}")
    line.runs[0].font.size, line.paragraph_format.line_spacing = Pt(14), Pt(24)
    made = document(fill(saved(file), SHEET))
    plain = next(line for line in made.paragraphs if line.text == "总述一段。")
    assert face(plain)[1] == 14 and plain.paragraph_format.line_spacing == Pt(24)


@pytest.mark.parametrize(
    "cut", [("{", "{ 标题 }}"), ("{{ 标", "题 }", "}"), ("{{", " ", "标题", " ", "}}"), ("前{{标题", "}}后")]
)
def test_a_place_word_cut_into_runs_is_put_together(cut):
    file = opened()
    line = file.paragraphs[0]
    line.runs[0].text = cut[0]
    for part in cut[1:]:
        line.add_run(part).bold = True
    said = document(fill(saved(file), SHEET)).paragraphs[0].text
    assert said == "".join(cut).replace("{{ 标题 }}", SHEET.title).replace("{{标题}}", SHEET.title)


def test_header_footnote_and_text_box_are_filled_in():
    assert "伊金霍洛旗金融服务中心文件" in text_of(fill(header_with("{{ 发文机构 }}文件"), SHEET))
    note = parts(fill(footnotes("查验码{{ 查验码 }}"), SHEET))["word/footnotes.xml"].decode()
    assert "查验码ABCDEFGH2345" in note
    assert "认定通知〔2026〕3号印" in text_of(fill(in_body(box("{{ 文号 }}印")), SHEET))


def test_the_file_names_the_office_and_not_who_drew_it():
    file = opened()
    file.core_properties.author = file.core_properties.last_modified_by = "张三"
    core = document(fill(saved(file), SHEET)).core_properties
    assert (core.author, core.last_modified_by, core.title) == (SHEET.issuer, "", SHEET.title)
    assert SHEET.check_code in core.comments and core.modified.year == 2000


@pytest.mark.parametrize(
    "layout",
    [
        with_line("{{ 7*7 }}"),
        with_line("{% if 标题 %}甲{% endif %}"),
        with_line("{{ 标题.x }}"),
        in_body(ALT),
    ],
)
def test_a_layout_that_was_never_checked_still_runs_nothing(layout):
    with pytest.raises(ForbiddenTag, match="不能用的模板指令"):
        fill(layout, SHEET)


def test_the_door_to_the_template_language_lets_text_and_places_through_only():
    environment = StrictEnvironment()
    assert environment.from_string("甲{{ 标题 }}").render({"标题": "<b>"}) == "甲&lt;b&gt;"
    for said in ("{{ range }}", "{{ 标题|upper }}", "{% set x = 1 %}", "{{ self }}", "{{ 'a' }}"):
        with pytest.raises(ForbiddenTag):
            environment.from_string(said)
