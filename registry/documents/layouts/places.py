"""The places of a Word layout, such as {{ 标题 }}: what they stand for, which must be there and where. Pure."""

from dataclasses import dataclass

from .slots import SLOTS


@dataclass(frozen=True)
class Place:
    """`required`: all, letter (addressed papers only) or none. `alone`: it fills a paragraph of the text by itself.

    `flows`: it may stand in the running text only, not in a header, a footnote or a text box. `goes`: its paragraph
    is replaced, or taken away when there is nothing to print.
    """

    what: str
    required: str = "all"
    alone: bool = False
    flows: bool = False
    goes: bool = False


PLACES = {
    "标题": Place("文书标题"),
    "文号": Place("文书的文号，签发时编定"),
    "主送": Place("主送机关或当事人；没有主送的文书，这一行自动去掉", "letter", goes=True),
    "正文": Place("正文各段，按一、二、三级次排版", alone=True, flows=True, goes=True),
    "发文机构": Place("署名的机构"),
    "成文日期": Place("成文日期，例如2026年5月8日"),
    "附表": Place("名单等附表；没有附表的文书，这一行自动去掉", alone=True, flows=True, goes=True),
    "查验码": Place("十二位查验码"),
    "二维码": Place("查验页的二维码", flows=True),
    "指纹": Place("文书的指纹，64位", "none"),
}
LISTED = "、".join(f"{{{{ {name} }}}}" for name in PLACES)


def required_in(slot) -> list[str]:
    """Places that must stand in the layout of this slot, in their usual order."""
    wanted = ("all", "letter") if SLOTS[slot].letter else ("all",)
    return [name for name, place in PLACES.items() if place.required in wanted]


def written(name) -> str:
    return f"{{{{ {name} }}}}"
