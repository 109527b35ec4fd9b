"""Layout files for tests: the real starting file, changed with python-docx or inside its zip."""

import io
import zipfile

from docx import Document

from registry.documents.layouts.house import starting_file
from registry.documents.layouts.zipping import repacked

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def opened(slot="general"):
    return Document(io.BytesIO(starting_file(slot)))


def saved(file) -> bytes:
    """The file's bytes, the same whenever it is saved."""
    stream = io.BytesIO()
    file.save(stream)
    return repacked(stream.getvalue())


def with_line(text, slot="general", before="{{ 正文 }}"):
    """The starting file with one more paragraph before the one that reads `before`."""
    file = opened(slot)
    line_of(file, before).insert_paragraph_before(text)
    return saved(file)


def line_of(file, text):
    return next(line for line in file.paragraphs if line.text == text)


def parts(content) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


def zipped(held) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in held.items():
            archive.writestr(name, text)
    return stream.getvalue()


def with_part(name, text, content=None) -> bytes:
    """The starting file with one more part in its zip."""
    held = parts(content or starting_file("general"))
    return zipped(held | {name: text.encode() if isinstance(text, str) else text})


def in_part(name, old, new, content=None) -> bytes:
    """The starting file with `old` replaced once in one part. Fails when it is not there."""
    held = parts(content or starting_file("general"))
    assert old.encode() in held[name], (name, old)
    return zipped(held | {name: held[name].replace(old.encode(), new.encode(), 1)})


def in_document(old, new, content=None) -> bytes:
    return in_part("word/document.xml", old, new, content)


def in_body(xml) -> bytes:
    """The starting file with raw WordprocessingML as the first thing of its body."""
    return in_document("<w:body>", f"<w:body>{xml}")


def related(kind, target, mode="External") -> bytes:
    """The starting file with one more relation of its text part."""
    new = (
        f'<Relationship Id="rIdX" Type="{REL}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    )
    return in_part("word/_rels/document.xml.rels", "</Relationships>", new)


def header_with(text) -> bytes:
    file = opened()
    file.sections[0].header.paragraphs[0].text = text
    return saved(file)


def text_of(content) -> str:
    """All readable text, headers and text boxes included."""
    root = Document(io.BytesIO(content)).part.package
    names = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    return "\n".join(
        "".join(t.text or "" for t in part.element.iter(names))
        for part in root.iter_parts()
        if hasattr(part, "element")
    )
