"""The zip side of a Word file: what is in it, how big it becomes, and what may not be in a layout. Pure."""

import io
import posixpath
import zipfile
from dataclasses import dataclass

from lxml import etree

from ..files import file_problems

LIMIT = 2 * 1024 * 1024
MEMBERS, ONE, ALL_OF_IT, RATIO = 200, 8 * 1024 * 1024, 24 * 1024 * 1024, 200
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CONTENT_TYPES = "[Content_Types].xml"
_KINDS = {"xml", "rels", "png", "jpg", "jpeg", "gif"}
_PICTURES = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff", "gif": b"GIF8"}
_TOLD = {
    "bin": "宏、控件或嵌入对象", "odttf": "嵌入的字体", "ttf": "嵌入的字体", "emf": "EMF图形", "wmf": "WMF图形",
    "xlsx": "嵌入的表格", "docx": "嵌入的文档", "pptx": "嵌入的演示文稿", "html": "嵌入的网页", "htm": "嵌入的网页",
    "rtf": "嵌入的文档", "exe": "程序", "vml": "旧式图形",
}  # fmt: skip
AGAIN = "请在Word中打开原文件，另存为新的DOCX文件后再上传。"


@dataclass(frozen=True)
class Package:
    """Parts by name: `xml` parsed (no entities, no network), `names` all of them."""

    xml: dict
    names: tuple


def open_package(name, content):
    """(Package or None, problems). Nothing is unpacked before its size is known; no entity is ever resolved."""
    if len(content) > LIMIT:
        size = f"{len(content) / 1024 / 1024:.1f}MB"
        return None, [f"文件“{name}”大小为{size}，版式文件不超过2MB。请压缩其中的图片后再上传。"]
    if not name.lower().endswith(".docx"):
        return None, [f"文件“{name}”不是DOCX文件，版式只接受DOCX。请在Word中另存为DOCX后上传。"]
    problems = _macros(content) or file_problems(name, content)
    if problems:
        return None, problems
    archive = zipfile.ZipFile(io.BytesIO(content))
    problems = _sizes(archive) or _parts(archive)
    if problems:
        return None, problems
    try:
        return _parsed(archive)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError, OSError):
        return None, [f"文件“{name}”已损坏，有部件无法读出。{AGAIN}"]


def _macros(content):
    """A macro is named before the general answer about broken files."""
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return []
    found = [n for n in names if n.lower().endswith(("vbaproject.bin", "vbadata.xml"))]
    if not found:
        return []
    return [f"文件中有宏（{found[0]}）。版式不得含宏，请另存为不含宏的DOCX文件后再上传。"]


def _sizes(archive):
    members = archive.infolist()
    names = [m.filename for m in members]
    if len(members) > MEMBERS:
        return [f"压缩包里有{len(members)}个部件，超过{MEMBERS}个，不像一份版式文件。{AGAIN}"]
    if any(m.flag_bits & 1 for m in members):
        return ["文件设有打开密码。请取消密码后再上传。"]
    total = sum(m.file_size for m in members)
    big = [
        m for m in members
        if m.file_size > ONE or m.file_size > RATIO * max(m.compress_size, 1) and m.file_size > 1024 * 1024
    ]  # fmt: skip
    if big or total > ALL_OF_IT:
        told = (
            f"其中“{big[0].filename}”展开后有{big[0].file_size / 1024 / 1024:.0f}MB" if big else "展开后过大"
        )
        return [f"文件展开后共{total / 1024 / 1024:.0f}MB，{told}，不予打开。{AGAIN}"]
    folded = [n.casefold() for n in names]
    twice = {n for n in folded if folded.count(n) > 1}
    odd = [
        n for n in names if n.startswith("/") or "\\" in n or ".." in n.split("/") or n.casefold() in twice
    ]
    return [f"压缩包里的部件名“{odd[0]}”重复或不合规则。{AGAIN}"] if odd else []


def _parts(archive):
    """Parts that are no text, no relations and no plain picture are named."""
    found = []
    for name in archive.namelist():
        ending = posixpath.basename(name).rpartition(".")[2].lower()
        if name.endswith("/") or ending in _KINDS:
            continue
        what = _TOLD.get(ending, "不认得的部件")
        found.append(f"文件中有{what}（{name}）。版式里只能有文字、表格和PNG、JPG、GIF图片，请删去后再上传。")
    return found


def _parsed(archive):
    xml, problems = {}, []
    for name in archive.namelist():
        ending = name.rpartition(".")[2].lower()
        if ending in _PICTURES and not archive.read(name).startswith(_PICTURES[ending]):
            problems.append(f"图片“{name}”的内容与扩展名不符。请换一张图片后再上传。")
        if ending in ("xml", "rels"):
            tree = _tree(archive.read(name))
            if tree is None:
                problems.append(f"部件“{name}”不是规范的XML。{AGAIN}")
            elif tree.docinfo.internalDTD is not None or tree.docinfo.externalDTD is not None:
                problems.append(
                    f"部件“{name}”中有文档类型定义（DTD），可能借以读取服务器上的文件，不予接受。{AGAIN}"
                )
            else:
                xml[name] = tree.getroot()
    if not problems:
        problems = _main_type(xml)
    return (None, problems) if problems else (Package(xml, tuple(archive.namelist())), [])


def _tree(text):
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.ElementTree(etree.fromstring(text, parser))
    except (etree.XMLSyntaxError, ValueError):
        return None


def _main_type(xml):
    root = xml.get(CONTENT_TYPES)
    overrides = (
        {}
        if root is None
        else {e.get("PartName"): e.get("ContentType", "") for e in root if e.get("PartName")}
    )
    told = overrides.get("/word/document.xml", "没有写明")
    macro = [part for part, kind in overrides.items() if "macroenabled" in kind.lower()]
    if macro:
        return ["文件声明为启用宏的文档。请另存为不含宏的DOCX文件后再上传。"]
    if told != MAIN:
        return [f"文件声明的类型是“{told}”，不是Word文档。模板（DOTX）等请在Word中另存为DOCX文件后再上传。"]
    return []
