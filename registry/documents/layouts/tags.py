"""Whether every place of a layout is known, whole, once and where it may stand; told by name and place. Pure."""

import re
from collections import Counter

from .places import LISTED, PLACES, required_in, written
from .reading import lines, pieces, stories, story_of, w

TAG = re.compile(r"\{\{\s*([^\s{}]+)\s*\}\}")
_FOREIGN = re.compile(r"\{%.*?(?:%\}|$)|\{#.*?(?:#\}|$)|\{\{.*?(?:\}\}|$)|\}\}|%\}|#\}|[{}]", re.DOTALL)
_MARKS = re.compile(r"\{[{%#]|[}%#]\}")
_WIDE = re.compile(r"｛｛?[^｛｝]{0,20}｝?｝?")
_HELD = (w("drawing"), w("pict"), w("sectPr"))
_NOT_FLOWING = {"box": "文本框", "页眉": "页眉", "页脚": "页脚", "脚注": "脚注"}


def places_found(package) -> list[tuple[str, str]]:
    """(place, where) of every known place, in reading order."""
    return [
        (name, line.where) for line in lines(package) for name in TAG.findall(line.text) if name in PLACES
    ]


def tag_problems(slot, package) -> list[str]:
    """Every reason why the places of this layout are not right."""
    found = [sentence for line in lines(package) for sentence in _of_line(line)]
    found += [
        sentence for part, root, label in stories(package) for sentence in _beside_text(part, root, label)
    ]
    found += [sentence for name, root in package.xml.items() for sentence in _elsewhere(name, root)]
    return [*dict.fromkeys(found), *_missing(slot, package)]


def _of_line(line):
    text = line.text
    for name in TAG.findall(text):
        if name in PLACES:
            yield from _wrong_place(name, line)
    for wide in _WIDE.findall(text):
        yield f"{line.where}的“{_short(wide)}”用了全角花括号，不会被填写。请改用半角花括号，例如{written('标题')}。"
    rest = TAG.sub(lambda m: "" if m[1] in PLACES else m[0], text)
    for foreign in _FOREIGN.findall(rest):
        yield _foreign(foreign, line.where)


def _foreign(mark, where):
    said = f"{where}的“{_short(mark)}”"
    name = mark.strip("{} \u3000\t\n")
    if mark.startswith("{%") or mark in ("%}", "%"):
        return f"{said}是控制语句，版式里不能用。请删去，只留填写处：{LISTED}。"
    if mark.startswith("{#") or mark == "#}":
        return f"{said}是模板注释，版式里不能用。请删去。"
    if mark.startswith("{{") and not mark.endswith("}}"):
        return f"{said}没有写完，缺少右边的两个花括号。请改成{written('标题')}这样的写法，整个写在同一段里。"
    if mark.startswith("{{") and re.fullmatch(r"[\w\u3400-\u9fff]+", name):
        return f"{said}不是可用的填写处，可用的有：{LISTED}。请改正或删去。"
    if mark.startswith("{{"):
        return (
            f"{said}不是填写处：花括号里只能写名称，不能带点号、括号、竖线、算式和前缀。可用的有：{LISTED}。"
        )
    return f"{said}是单独的花括号，会与填写处混淆。请删去，或改用其他括号。"


def _wrong_place(name, line):
    place, said = PLACES[name], f"{line.where}的{written(name)}"
    if place.flows and line.sort in _NOT_FLOWING:
        yield f"{said}不能放在{_NOT_FLOWING[line.sort]}里。请移到文中单独的一段。"
    elif place.alone and not line.top:
        yield f"{said}不能放在表格或内容控件里。请移到文中单独的一段。"
    elif place.alone and line.text.strip() and not TAG.fullmatch(line.text.strip()):
        yield f"{said}须独占一段，这一段现在是“{_short(line.text.strip())}”。请把其他文字移到别的段落。"
    if name == "主送" and len(TAG.findall(line.text)) > 1:
        yield f"{said}须独占一段（后面可以有冒号）：没有主送的文书会去掉整段。请把其他填写处移到别的段落。"
    if place.goes and any(True for _ in line.element.iter(*_HELD)):
        yield f"{said}所在的段落里还有图形或分节符，填写后会丢失。请把它们移到别的段落。"
    if any(_hidden(element) for element, text in pieces(line.element) if text.strip()):
        yield f"{said}所在的文字设为“隐藏”，印出来看不见。请取消隐藏。"


def _hidden(element):
    shown = element.getparent().find(f"{w('rPr')}/{w('vanish')}")
    return shown is not None and shown.get(w("val"), "true") not in ("0", "false", "off")


def _beside_text(part, root, label):
    """Marks that a person does not see as text: alternative texts, formulas, comments in the file."""
    where = label or "文中"
    for element in root.iter():
        texts = [element.tail or ""]
        if not isinstance(element.tag, str):
            texts.append(element.text or "")
        else:
            texts += [element.text or ""] if element.tag != w("t") else []
        if any("{" in text or "}" in text for text in texts):
            yield f"{where}的公式、域或注释里有花括号（“{_short(''.join(texts))}”）。填写处只能写在普通文字里，请改正。"
        if isinstance(element.tag, str) and any(
            _MARKS.search(v) for v in (*element.attrib.values(), *element.nsmap.values())
        ):
            yield f"{where}的图形说明等属性里有花括号。填写处只能写在普通文字里，请改正。"


def _elsewhere(name, root):
    """Parts that are never filled in must not look as if they were."""
    if story_of(root) is not None or name.endswith(".rels"):
        return
    values = (
        v
        for e in root.iter()
        for v in (e.text or "", e.tail or "", *(e.attrib.values() if isinstance(e.tag, str) else ()))
    )
    if any(_MARKS.search(value) for value in values) or _MARKS.search("".join(root.itertext())):
        told = {
            "endnotes": "尾注",
            "comments": "批注",
            "core": "文件属性",
            "app": "文件属性",
            "custom": "文件属性",
        }
        stem = name.rsplit("/", 1)[-1].removesuffix(".xml")
        yield f"{told.get(stem, f'部件“{name}”')}里有花括号，那里不会被填写。请移到文中、页眉、页脚或脚注里。"


def _missing(slot, package):
    counted = Counter(name for name, _ in places_found(package))
    missing = [written(name) for name in required_in(slot) if not counted[name]]
    if missing:
        yield f"缺少必须有的填写处：{'、'.join(missing)}。请补上后再上传。"
    for name, place in PLACES.items():
        if place.flows and counted[name] > 1:
            yield f"{written(name)}出现了{counted[name]}次，只能出现一次。请删去多余的。"


def _short(text):
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else f"{flat[:38]}……"
