"""The whole check of a layout before it may be used: the file, its places, its page, and a paper set in it for trial. Pure."""

import io
from collections import Counter
from dataclasses import dataclass, field

from docx import Document

from .filling import fill
from .package import open_package
from .page import faces, margins_in_words, page_notes, page_problems
from .places import PLACES, required_in, written
from .reading import T
from .risks import risks
from .sheet import example
from .strict import ForbiddenTag
from .tags import places_found, tag_problems


@dataclass(frozen=True)
class Report:
    """`problems` refuse the file, `notes` remind; the rest is what was found, for people to look at."""

    problems: list[str]
    notes: list[str] = field(default_factory=list)
    places: list[tuple[str, str, int]] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    faces: list[tuple[str, str, str]] = field(default_factory=list)


def examine(slot, name, content) -> Report:
    """Every reason why this file may not be the layout of this slot, and what was found in it."""
    package, problems = open_package(name, content)
    if package is None:
        return Report(problems)
    problems = [*risks(package), *tag_problems(slot, package), *page_problems(package)]
    if not problems:
        problems = trial_problems(slot, content)
    return Report(problems, page_notes(package), _counted(package), margins_in_words(package), faces(package))


def _counted(package):
    """(place, where, how often) in the usual order."""
    found = places_found(package)
    often = Counter(name for name, _ in found)
    where = {name: "、".join(dict.fromkeys(w for n, w in found if n == name)) for name in often}
    return [(written(name), where[name], often[name]) for name in PLACES if name in often]


def trial_problems(slot, content) -> list[str]:
    """A paper with example values must come out whole: opened again, every mandatory value in it, one QR code more."""
    sheet = example(slot)
    try:
        made = fill(content, sheet)
        before, after = Document(io.BytesIO(content)), Document(io.BytesIO(made))
    except ForbiddenTag as error:
        return [str(error)]
    except Exception:
        return [
            "用示例内容试排没有成功，文件的结构不能用作版式。请在Word中打开原文件，另存为新的DOCX文件后再上传。"
        ]
    said = _everything(after)
    values = {name: value for name, value in sheet.values.items() if name in required_in(slot)}
    values |= {f"正文第{n}行": line for n, line in enumerate(sheet.body.splitlines(), start=1)}
    values |= {f"附表“{cell}”": cell for table in sheet.annex for row in table["rows"] for cell in row}
    lost = [name for name, value in values.items() if value not in said]
    problems = (
        [f"用示例内容试排后找不到“{'”“'.join(lost)}”的内容。请检查这些填写处的位置和格式。"] if lost else []
    )
    if len(_pictures(after)) != len(_pictures(before)) + 1:
        problems.append("用示例内容试排后没有出现二维码。请把{{ 二维码 }}放在文中单独的一段。")
    return problems


def _everything(file):
    """All readable text of the file, headers, footers and text boxes included."""
    roots = [part.element for part in file.part.package.iter_parts() if hasattr(part, "element")]
    return "".join(text.text or "" for root in roots for text in root.iter(T))


def _pictures(file):
    return [1 for _ in file.element.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip")]
