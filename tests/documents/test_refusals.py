"""Every reason why a file may not become a Word layout, each told in a sentence that names it, its place and what to do."""

import io
import struct
import zipfile

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.shared import Mm, Pt

from registry.documents.layouts.checking import examine
from registry.documents.layouts.house import starting_file
from registry.documents.layouts.places import PLACES, required_in
from registry.documents.layouts.slots import SLOTS

from .making import (
    W,
    header_with,
    in_body,
    in_document,
    in_part,
    line_of,
    opened,
    parts,
    related,
    saved,
    with_line,
    with_part,
    zipped,
)


def text(words):
    return f"<w:p {W}><w:r><w:t>{words}</w:t></w:r></w:p>"


def box(words):
    """A text box as Word writes it, in VML."""
    shape = f"<v:shape><v:textbox><w:txbxContent>{text(words)}</w:txbxContent></v:textbox></v:shape>"
    return f'<w:p {W} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict>{shape}</w:pict></w:r></w:p>'


def footnotes(words):
    """The starting file with a footnotes part, rightly declared and related."""
    held = parts(related("footnotes", "footnotes.xml", "Internal"))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    types = held["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()
    )
    note = f'<w:footnotes {W}><w:footnote w:id="1">{text(words)}</w:footnote></w:footnotes>'
    return zipped(held | {"[Content_Types].xml": types, "word/footnotes.xml": note.encode()})


def page(change):
    file = opened()
    change(file.sections[0])
    return saved(file)


def turned(section):
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)


def field(*instruction):
    runs = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in instruction)
    marks = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"<w:p {W}>{marks.format('begin')}{runs}{marks.format('end')}</w:p>"


def hidden():
    file = opened()
    line_of(file, "{{ 文号 }}").runs[0].font.hidden = True
    return saved(file)


def beside(text):
    file = opened()
    line_of(file, "{{ 正文 }}").add_run(text)
    return saved(file)


def in_paragraph(words, xml):
    file = opened()
    line_of(file, words)._element.append(parse_xml(xml.replace(">", f" {W}>", 1)))
    return saved(file)


def in_table(text):
    file = opened()
    line = line_of(file, "{{ 正文 }}")
    table = file.add_table(rows=1, cols=1)
    table.cell(0, 0).text = text
    line._element.addprevious(table._element)
    line._element.getparent().remove(line._element)
    return saved(file)


def without(place):
    file = opened()
    for line in file.paragraphs:
        for run in line.runs:
            run.text = run.text.replace(f"{{{{ {place} }}}}", "")
    return saved(file)


def bomb():
    return zipped(
        parts(starting_file("general")) | {"word/media/a.png": b"\x89PNG\r\n\x1a\n" + bytes(9 * 1024 * 1024)}
    )


def sealed():
    """The starting file with the flag of a password on its first member."""
    content = bytearray(starting_file("general"))
    at = content.index(b"PK\x01\x02")
    content[at + 8 : at + 10] = struct.pack("<H", 1)
    return bytes(content)


def twice():
    stream = io.BytesIO(starting_file("general"))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/Document.xml", "<a/>")
    return stream.getvalue()


def cut():
    return starting_file("general")[:-4000]


DTD = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
UTF16 = DTD.replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")
ALT = f'<w:p {W} xmlns:wp="urn:x"><w:r><wp:docPr descr="{{{{ 7*7 }}}}"/></w:r></w:p>'

REFUSED = {
    "a picture called docx": (lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 100, "内容与扩展名“.docx”不符"),
    "an empty file": (lambda: b"", "是空的"),
    "a torn file": (cut, "请用原软件重新另存为DOCX"),
    "two megabytes and more": (lambda: bytes(2 * 1024 * 1024 + 1), "版式文件不超过2MB"),
    "a macro": (lambda: with_part("word/vbaProject.bin", b"x"), "文件中有宏（word/vbaProject.bin）"),
    "a macro by declaration": (lambda: in_part("[Content_Types].xml", "wordprocessingml.document.main+xml", "x.macroEnabled.main+xml"), "声明为启用宏"),
    "a template file": (lambda: in_part("[Content_Types].xml", "wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml"), "另存为DOCX文件"),
    "another main part": (lambda: in_part("_rels/.rels", "word/document.xml", "word/styles.xml"), "指明的正文部件是“word/styles.xml”"),
    "an embedded sheet": (lambda: with_part("word/embeddings/a.xlsx", b"x"), "嵌入的表格（word/embeddings/a.xlsx）"),
    "an embedded font": (lambda: with_part("word/fonts/f.odttf", b"x"), "嵌入的字体"),
    "an ActiveX control": (lambda: with_part("word/activeX/activeX1.bin", b"x"), "宏、控件或嵌入对象"),
    "a foreign part": (lambda: with_part("word/run.sh", b"x"), "不认得的部件（word/run.sh）"),
    "a false picture": (lambda: with_part("word/media/a.png", b"MZ"), "内容与扩展名不符"),
    "a zip bomb": (bomb, "展开后有9MB"),
    "a password": (sealed, "打开密码"),
    "a name twice": (twice, "重复或不合规则"),
    "a name that climbs": (lambda: with_part("../evil.xml", "<a/>"), "“../evil.xml”重复或不合规则"),
    "too many parts": (lambda: zipped(parts(starting_file("general")) | {f"word/{n}.xml": b"<a/>" for n in range(201)}), "超过200个"),
    "a document type": (lambda: with_part("word/x.xml", DTD), "部件“word/x.xml”中有文档类型定义"),
    "a document type in UTF-16": (lambda: with_part("word/x.xml", UTF16), "文档类型定义"),
    "broken XML": (lambda: with_part("word/x.xml", "<a>"), "不是规范的XML"),
    "an attached template": (lambda: related("attachedTemplate", "file:///C:/a.dotm"), "外部模板（file:///C:/a.dotm）"),
    "a picture from elsewhere": (lambda: related("image", "http://x/a.png"), "外部图片（http://x/a.png）"),
    "a linked object": (lambda: related("oleObject", "file:///a.xls"), "链接的对象"),
    "a hyperlink": (lambda: related("hyperlink", "http://x/"), "超链接（http://x/）"),
    "an unknown outside link": (lambda: related("whatever", "http://x/"), "指向文件以外的链接"),
    "an embedded object by relation": (lambda: related("oleObject", "media/a.png", "Internal"), "嵌入的对象"),
    "an object": (lambda: in_body(f"<w:p {W}><w:r><w:object/></w:r></w:p>"), "文中有嵌入的对象"),
    "a foreign chunk": (lambda: in_body(f"<w:altChunk {W}/>"), "文中有嵌入的文档"),
    "a tracked change": (lambda: in_body(f"<w:p {W}><w:ins><w:r><w:t>字</w:t></w:r></w:ins></w:p>"), "没有接受的修订"),
    "a remark": (lambda: in_body(f'<w:p {W}><w:r><w:commentReference w:id="1"/></w:r></w:p>'), "文中有批注"),
    "a field that fetches": (lambda: in_body(field('INCLUDEPICTURE "http://x/a.png"')), "文中有域“INCLUDEPICTURE"),
    "a field cut in two": (lambda: in_body(field("DD", "EAUTO cmd")), "文中有域“DDEAUTO cmd”"),
    "a simple field": (lambda: in_body(f'<w:p {W}><w:fldSimple w:instr="AUTHOR"/></w:p>'), "文中有域“AUTHOR”"),
    "a field never ended": (lambda: in_body(field("DDEAUTO x").replace('"end"', '"separate"')), "文中有域“DDEAUTO x”"),
    "a mail merge": (lambda: in_part("word/settings.xml", "<w:zoom", "<w:mailMerge/><w:zoom"), "邮件合并"),
    "an unknown place": (lambda: with_line("{{ 名称 }}"), "文中第4段的“{{ 名称 }}”不是可用的填写处"),
    "a loop": (lambda: with_line("{% for x in y %}"), "文中第4段的“{% for x in y %}”是控制语句"),
    "a template comment": (lambda: with_line("{# 说明 #}"), "“{# 说明 #}”是模板注释"),
    "an attribute": (lambda: with_line("{{ 标题.__class__ }}"), "“{{ 标题.__class__ }}”不是填写处：花括号里只能写名称"),
    "a call": (lambda: with_line("{{ 标题() }}"), "不能带点号、括号"),
    "a filter": (lambda: with_line("{{ 标题|upper }}"), "不能带点号、括号、竖线"),
    "a sum": (lambda: with_line("{{ 7*7 }}"), "“{{ 7*7 }}”不是填写处"),
    "a prefix": (lambda: with_line("{{p 正文 }}"), "算式和前缀"),
    "a place not closed": (lambda: with_line("{{ 标题"), "“{{ 标题”没有写完"),
    "a place not opened": (lambda: with_line("标题 }}"), "单独的花括号"),
    "a lone brace": (lambda: with_line("集合{甲"), "文中第4段的“{”是单独的花括号"),
    "braces of another width": (lambda: with_line("｛｛标题｝｝"), "用了全角花括号"),
    "an unknown place in a header": (lambda: header_with("{{ 密级 }}"), "页眉第1段的“{{ 密级 }}”不是可用的填写处"),
    "the text in a header": (lambda: header_with("{{ 正文 }}"), "页眉第1段的{{ 正文 }}不能放在页眉里"),
    "the QR code in a header": (lambda: header_with("{{ 二维码 }}"), "{{ 二维码 }}不能放在页眉里"),
    "an unknown place in a footnote": (lambda: footnotes("{{ 密级 }}"), "脚注第1段的“{{ 密级 }}”不是可用的填写处"),
    "an unknown place in a text box": (lambda: in_body(box("{{ 密级 }}")), "文本框中的“{{ 密级 }}”不是可用的填写处"),
    "the text in a text box": (lambda: in_body(box("{{ 正文 }}")), "文本框中的{{ 正文 }}不能放在文本框里"),
    "the text in a table": (lambda: in_table("{{ 正文 }}"), "表格中的{{ 正文 }}不能放在表格或内容控件里"),
    "the text beside words": (lambda: beside("，特此公告"), "{{ 正文 }}须独占一段，这一段现在是“{{ 正文 }}，特此公告”"),
    "the text twice": (lambda: with_line("{{ 正文 }}"), "{{ 正文 }}出现了2次"),
    "a section break in the text's paragraph": (lambda: in_paragraph("{{ 正文 }}", "<w:pPr><w:sectPr/></w:pPr>"), "所在的段落里还有图形或分节符"),
    "a shape in the addressee's paragraph": (lambda: in_paragraph("{{ 主送 }}：", "<w:r><w:pict/></w:r>"), "所在的段落里还有图形或分节符"),
    "an addressee beside others": (lambda: with_line("{{ 主送 }}{{ 文号 }}"), "{{ 主送 }}须独占一段"),
    "a hidden place": (hidden, "{{ 文号 }}所在的文字设为“隐藏”"),
    "a place in an alternative text": (lambda: in_body(ALT), "图形说明等属性里有花括号"),
    "a place in a comment of the file": (lambda: in_document("<w:body>", "<w:body><!-- {{ 7*7 }} -->"), "公式、域或注释里有花括号"),
    "a place between elements": (lambda: in_document("<w:body>", "<w:body>{{ 7*7 }}"), "公式、域或注释里有花括号"),
    "a place in the properties": (lambda: in_part("docProps/core.xml", "文书版式", "{{ 标题 }}"), "文件属性里有花括号"),
    "a place in an endnote": (lambda: with_part("word/endnotes.xml", f"<w:endnotes {W}>{text('{{ 标题 }}')}</w:endnotes>"), "尾注里有花括号"),
    "paper of another size": (lambda: page(lambda s: (setattr(s, "page_width", Mm(216)), setattr(s, "page_height", Mm(279)))), "页面大小是216×279毫米，应为A4"),
    "paper turned": (lambda: page(turned), "页面大小是297×210毫米"),
    "a narrow upper margin": (lambda: page(lambda s: setattr(s, "top_margin", Mm(25.4))), "上边距是25.4毫米，应为37毫米"),
    "a wide left margin": (lambda: page(lambda s: setattr(s, "left_margin", Mm(29.5))), "左边距是29.5毫米，应为28毫米"),
    "a table Word could not have written": (lambda: in_body(f"<w:tbl {W}><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"), "用示例内容试排没有成功"),
    "no page at all": (lambda: zipped(parts(starting_file("general")) | {"word/document.xml": parts(starting_file("general"))["word/document.xml"].split(b"<w:sectPr")[0] + b"</w:body></w:document>"}), "没有页面设置"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_in_words(case):
    make, said = REFUSED[case]
    problems = examine("general", "版式.docx", make()).problems
    assert any(said in sentence for sentence in problems), problems
    assert all("请" in sentence or "可用的有" in sentence for sentence in problems), problems


@pytest.mark.parametrize("name", ["版式.doc", "版式.docm", "版式.dotx", "版式"])
def test_another_ending_is_refused(name):
    (sentence,) = examine("general", name, starting_file("general")).problems
    assert f"文件“{name}”不是DOCX文件" in sentence


@pytest.mark.parametrize("place", required_in("general"))
def test_every_mandatory_place_is_missed(place):
    (sentence,) = examine("general", "a.docx", without(place)).problems
    assert f"缺少必须有的填写处：{{{{ {place} }}}}" in sentence


def test_all_that_is_wrong_is_told_at_once():
    file = opened()
    file.sections[0].top_margin = Mm(20)
    line_of(file, "{{ 正文 }}").insert_paragraph_before("{{ 甲 }}{{ 乙 }}")
    said = "".join(examine("general", "a.docx", saved(file)).problems)
    assert all(word in said for word in ("{{ 甲 }}", "{{ 乙 }}", "上边距是20.0毫米"))


@pytest.mark.parametrize("slot", SLOTS)
def test_the_starting_file_of_every_kind_passes_unchanged(slot):
    report = examine(slot, "起始版式.docx", starting_file(slot))
    assert report.problems == [] and report.notes == []
    assert {place for place, _, _ in report.places} >= {f"{{{{ {name} }}}}" for name in required_in(slot)}
    assert report.pages == ["纸张210×297毫米；页边距上37、下35、左28、右26毫米"]
    assert report.faces == [
        ("标题", "方正小标宋简体 22磅", "固定值36磅"),
        ("正文", "仿宋_GB2312 16磅", "固定值28磅"),
    ]


def test_an_announcement_needs_no_addressee_and_a_letter_does():
    assert "主送" in required_in("declined") and "主送" not in required_in("gg_removal")
    assert examine("gg_removal", "a.docx", starting_file("gg_removal")).problems == []
    (sentence,) = examine("declined", "a.docx", starting_file("gg_removal")).problems
    assert "{{ 主送 }}" in sentence


@pytest.mark.parametrize(("off", "refused"), [(0.9, False), (1.2, True)])
def test_a_margin_may_be_a_millimetre_off(off, refused):
    content = page(lambda section: setattr(section, "left_margin", Mm(28 + off)))
    assert bool(examine("general", "a.docx", content).problems) == refused


def test_other_fonts_and_line_pitch_are_told_and_allowed():
    file = opened()
    line = line_of(file, "{{ 正文 }}")
    line.runs[0].font.size, line.paragraph_format.line_spacing = Pt(14), Pt(24)
    report = examine("general", "a.docx", saved(file))
    assert report.problems == []
    assert report.notes == [
        "{{ 正文 }}现在是仿宋_GB2312 14磅，标准是三号仿宋（16磅）。可以使用，请确认是有意为之。",
        "正文行距现在是固定值24磅，标准是固定值28磅（每页22行）。可以使用，请确认是有意为之。",
    ]


def test_page_numbers_pictures_and_places_in_header_and_footnote_are_welcome():
    assert examine("general", "a.docx", header_with("{{ 发文机构 }}　{{ 文号 }}")).problems == []
    assert examine("general", "a.docx", footnotes("查验码{{ 查验码 }}")).problems == []
    assert examine("general", "a.docx", in_body(box("{{ 发文机构 }}"))).problems == []
    assert examine("general", "a.docx", in_body(field(" SECTION", "PAGES "))).problems == []


def test_no_place_is_without_an_explanation():
    assert all(place.what for place in PLACES.values())
