"""Paper, margins, line pitch and fonts of a layout against GB/T 9704-2012 as domain §7.1 gives it. Pure.

Paper and margins are measured and bind (天头 and 订口 within 1 mm in the standard): another size is refused. Line pitch and
fonts may be adjusted “in special cases” by the same standard: they are told, not refused.
"""

from .reading import DOCUMENT, R, lines, w
from .tags import TAG

TWIPS = 1440 / 25.4
PAPER = {"宽": 210, "高": 297}
MARGINS = {"上": ("top", 37), "下": ("bottom", 35), "左": ("left", 28), "右": ("right", 26)}
TOLERANCE = 1
FONTS = {"标题": ("小标宋", 22, "二号小标宋（22磅）"), "正文": ("仿宋", 16, "三号仿宋（16磅）")}
LINE = 28


def sections(package):
    return list(package.xml[DOCUMENT].iter(w("sectPr")))


def page_problems(package) -> list[str]:
    """Refusals: another paper than A4 upright, or margins more than 1 mm off."""
    found = (
        []
        if sections(package)
        else ["文件没有页面设置。请在“布局”中设为A4纸，页边距上37、下35、左28、右26毫米。"]
    )
    for number, section in enumerate(sections(package), start=1):
        named = "页面" if len(sections(package)) == 1 else f"第{number}节的页面"
        found += [*_paper(section, named), *_margins(section, named)]
    return found


def _paper(section, named):
    size = section.find(w("pgSz"))
    given = {"宽": _mm(size, "w"), "高": _mm(size, "h")}
    if any(given[side] is None or abs(given[side] - wanted) > TOLERANCE for side, wanted in PAPER.items()):
        told = "×".join("未写明" if v is None else f"{v:.0f}" for v in given.values())
        yield f"{named}大小是{told}毫米，应为A4纸竖排210×297毫米（GB/T 9704—2012）。请在“布局—纸张大小”中改正。"


def _margins(section, named):
    margins = section.find(w("pgMar"))
    for side, (name, wanted) in MARGINS.items():
        given = _mm(margins, name)
        if given is None or abs(given - wanted) > TOLERANCE:
            told = "没有写明" if given is None else f"是{given:.1f}毫米"
            yield f"{named}的{side}边距{told}，应为{wanted}毫米，相差不超过1毫米（GB/T 9704—2012）。请在“布局—页边距”中改正。"


def _mm(element, name):
    value = element.get(w(name)) if element is not None else None
    try:
        return None if value is None else int(float(value)) / TWIPS
    except ValueError:
        return None


def margins_in_words(package) -> list[str]:
    """One line per section: paper and margins in mm."""
    told = []
    for section in sections(package):
        size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
        paper = "×".join(_round(_mm(size, name)) for name in ("w", "h"))
        sides = "、".join(f"{side}{_round(_mm(margins, name))}" for side, (name, _) in MARGINS.items())
        told.append(f"纸张{paper}毫米；页边距{sides}毫米")
    return told


def _round(value):
    return "？" if value is None else f"{value:.0f}"


def faces(package) -> list[tuple[str, str, str]]:
    """(place, font and size, line pitch) of title and text, as Word would show them."""
    found = {name: line for line in lines(package) for name in TAG.findall(line.text) if name in FONTS}
    return [(name, *_face(package, found[name].element)) for name in FONTS if name in found]


def page_notes(package) -> list[str]:
    """Reminders: fonts, sizes and line pitch other than the standard's."""
    notes = []
    for name, face, pitch in faces(package):
        font, size, told = FONTS[name]
        if font not in face or not face.endswith(f" {size}磅"):
            notes.append(f"{{{{ {name} }}}}现在是{face}，标准是{told}。可以使用，请确认是有意为之。")
        if name == "正文" and pitch != f"固定值{LINE}磅":
            notes.append(
                f"正文行距现在是{pitch}，标准是固定值{LINE}磅（每页22行）。可以使用，请确认是有意为之。"
            )
    return notes


def _face(package, paragraph):
    run = next(
        (r for r in paragraph.iter(R) if TAG.search("".join(r.itertext())) or "{" in "".join(r.itertext())),
        None,
    )
    chain = _chain(package, paragraph)
    own = [] if run is None or run.find(w("rPr")) is None else [run.find(w("rPr"))]
    texts = own + [style.find(w("rPr")) for style in chain if style.find(w("rPr")) is not None]
    forms = [paragraph.find(w("pPr")), *(style.find(w("pPr")) for style in chain)]
    font = _first(texts, "rFonts", "eastAsia") or (
        "主题字体" if _first(texts, "rFonts", "eastAsiaTheme") else "未指定字体"
    )
    size = _first(texts, "sz", "val")
    size = f"{float(size) / 2:g}磅" if size and size.isdigit() else "未指定字号"
    return f"{font} {size}", _pitch([form for form in forms if form is not None])


def _pitch(forms):
    value, rule = _first(forms, "spacing", "line"), _first(forms, "spacing", "lineRule")
    if not value or not value.lstrip("-").isdigit():
        return "单倍行距"
    if rule in ("exact", "atLeast"):
        return f"{'固定值' if rule == 'exact' else '最小值'}{int(value) / 20:g}磅"
    return f"{int(value) / 240:g}倍行距"


def _first(properties, tag, attribute):
    for group in properties:
        found = group.find(w(tag))
        if found is not None and found.get(w(attribute)):
            return found.get(w(attribute))
    return ""


def _chain(package, paragraph):
    """The paragraph's style, the styles it is based on, and the document's defaults, nearest first."""
    root = package.xml.get("word/styles.xml")
    if root is None:
        return []
    styles = {style.get(w("styleId")): style for style in root.iter(w("style"))}
    standard = [
        k
        for k, s in styles.items()
        if s.get(w("default")) in ("1", "true") and s.get(w("type")) == "paragraph"
    ]
    named = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    name, chain = named.get(w("val")) if named is not None else next(iter(standard), None), []
    while name in styles and styles[name] not in chain:
        chain.append(styles[name])
        base = styles[name].find(w("basedOn"))
        name = base.get(w("val")) if base is not None else None
    return chain + _defaults(root)


def _defaults(root):
    """docDefaults in the shape of styles: rPrDefault holds rPr, pPrDefault holds pPr."""
    held = root.find(w("docDefaults"))
    return (
        []
        if held is None
        else [part for name in ("rPrDefault", "pPrDefault") if (part := held.find(w(name))) is not None]
    )
