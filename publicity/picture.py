"""The picture that goes with a shared link: kind, title, number and period in large type, never the name of anybody.

Whoever receives a link keeps the picture for as long as they like, so nothing is drawn that one day may no longer be shown
(domain §5.4): the title of a single business's announcement stays on the page.
"""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from registry.policy.dates import written

from .days import span_in_words
from .publicdata import STATES, notice_state

WIDE, SQUARE = (1200, 630), (300, 300)  # pixels: what link previews ask for, and the least WeChat takes
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/wqy-zenhei/wqy-zenhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
)
INK, SOFT, PRIMARY, PAPER = "#1b1f24", "#57606a", "#1a4f8b", "#ffffff"
NAMELESS = ("recognition",)  # kinds of announcement whose title names no business


@lru_cache
def font_face(paths=FONTS):
    """(file, number of the face) of a font with simplified Chinese; None where the machine has none, and then no picture."""
    path = next((path for path in paths if Path(path).is_file()), None)
    return path and (path, _simplified(path))


def _simplified(path):
    """A collection begins with another country's forms of the signs: 骨, 直 and others are written differently there."""
    for number in range(10):
        try:
            if "SC" in ImageFont.truetype(path, 12, index=number).getname()[0]:
                return number
        except OSError:
            break
    return 0


def words_of_notice(notice, today):
    """(kind, title, lines under it)."""
    period = f"公示期：{span_in_words(notice.starts_on, notice.ends_on)}"
    return STATES[notice_state(notice, today)], notice.title, (notice.number, period)


def words_of_announcement(announcement, today):
    kind, day = announcement.get_kind_display(), f"{written(announcement.published_on)}发布"
    told = announcement.kind in NAMELESS and announcement.state(today) == "valid"
    return "公告", announcement.title if told else kind, (announcement.number, day)


@lru_cache(maxsize=64)
def drawn(words, size) -> bytes | None:
    """The picture as PNG; None without a Chinese font."""
    face = font_face()
    if face is None:
        return None
    picture = Image.new("RGB", size, PAPER)
    (_square if size == SQUARE else _wide)(ImageDraw.Draw(picture), words, face)
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _wide(pen, words, face):
    kind, title, lines = words
    pen.rectangle((0, 0, 1200, 16), fill=PRIMARY)
    pen.text((80, 72), f"信保贷 · {kind}", PRIMARY, _font(face, 40))
    large = _font(face, 64)
    for number, line in enumerate(_broken(pen, title, large, 1040)[:3]):
        pen.text((80, 158 + number * 92), line, INK, large)
    for number, line in enumerate(lines):
        pen.text((80, 452 + number * 50), line, SOFT, _font(face, 34))
    pen.text((80, 560), "伊金霍洛旗信用担保贷款", SOFT, _font(face, 28))


def _square(pen, words, face):
    kind, _, lines = words
    pen.rectangle((0, 0, 300, 12), fill=PRIMARY)
    pen.text((150, 104), "信保贷", PRIMARY, _font(face, 72), anchor="mm")
    pen.text((150, 186), kind, INK, _font(face, 40), anchor="mm")
    pen.text((150, 250), lines[0], SOFT, _font(face, 22), anchor="mm")


def _font(face, size):
    path, number = face
    return ImageFont.truetype(path, size, index=number)


def _broken(pen, text, font, width):
    """Lines no wider than `width`: Chinese may break anywhere, but no line begins with a closing mark."""
    lines = [""]
    for sign in text:
        if (
            lines[-1]
            and sign not in "，。、；：？！）》〉」』”’"
            and pen.textlength(lines[-1] + sign, font) > width
        ):
            lines.append("")
        lines[-1] += sign
    return lines
