"""A notice as a WeChat article: title, summary, text and list to paste, and a cover picture (R28: 伊金霍洛发布)."""

import io
from html import escape
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from registry.policy.dates import written

from .days import span_in_words

SIZE = (900, 383)
TITLE_LENGTH, DIGEST_LENGTH = 64, 120
BLUE, PALE, INK = "#1a4f8b", "#e8f0f9", "#1b1f24"
_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "C:/Windows/Fonts")
_FONTS = ("NotoSansCJK*", "NotoSansSC*", "SourceHanSans*", "wqy-*", "PingFang*", "msyh*", "simhei*", "Deng*")


def article(notice, entries, address) -> dict:
    """`title`, `digest`, `paragraphs`, `rows` (name, code, town) and the `address` behind 阅读原文.

    `entries` are the rows as shown to the public today; nothing else goes into an article.
    """
    listed = [entry for entry in entries if entry["uscc"]]
    period = span_in_words(notice.starts_on, notice.ends_on)
    digest = f"公示期{period}，共{notice.workdays}个工作日，{len(listed)}户。如有异议，请在公示期内提出。"
    return {
        "title": notice.title[:TITLE_LENGTH],
        "digest": digest[:DIGEST_LENGTH],
        "paragraphs": [line.strip() for line in notice.body.splitlines() if line.strip()],
        "rows": [(entry["shown_name"], entry["uscc"], entry["town"]) for entry in listed],
        "address": address,
    }


def plain_text(said) -> str:
    """The article as plain text, for editors that take nothing else."""
    rows = [
        f"{n}. {name}，{code}，{town or '—'}" for n, (name, code, town) in enumerate(said["rows"], start=1)
    ]
    return "\n\n".join([*said["paragraphs"], "\n".join(rows), f"原文：{said['address']}"])


def cover_lines(notice) -> tuple[str, str, str]:
    """What stands on the cover: kind, batch, period."""
    kind = "补充公示" if notice.supplements_id else "公示"
    return f"信用企业、信用户{kind}", notice.batch, f"{written(notice.starts_on)}—{written(notice.ends_on)}"


def cover_svg(notice) -> str:
    """The cover as SVG, 900 × 383, for any machine."""
    first, second, third = (escape(line) for line in cover_lines(notice))
    width, height = SIZE
    font = "font-family=\"'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif\""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">'
        f"<title>{first}（{second}）</title>"
        f'<rect width="{width}" height="{height}" fill="{PALE}"/><rect width="16" height="{height}" fill="{BLUE}"/>'
        f'<text x="72" y="140" {font} font-size="56" font-weight="600" fill="{BLUE}">{first}</text>'
        f'<text x="72" y="214" {font} font-size="40" fill="{INK}">{second}</text>'
        f'<text x="72" y="290" {font} font-size="30" fill="{INK}">公示期 {third}</text>'
        f'<text x="72" y="340" {font} font-size="22" fill="{INK}">{escape(notice.number)}　伊金霍洛旗金融服务中心</text></svg>'
    )


def chinese_font():
    """The path of a font of this machine that can write Chinese, or None."""
    for folder in map(Path, _FOLDERS):
        for pattern in _FONTS if folder.is_dir() else ():
            found = sorted(
                folder.rglob(pattern + ".[tTo][tT][cCfF]"), key=lambda p: ("Regular" not in p.name, p.name)
            )
            if found:
                return found[0]
    return None


def cover_png(notice):
    """The cover as PNG bytes, which WeChat takes; None on a machine without a Chinese font."""
    path = chinese_font()
    if path is None:
        return None
    image = Image.new("RGB", SIZE, PALE)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 16, SIZE[1]), fill=BLUE)
    first, second, third = cover_lines(notice)
    last = f"{notice.number}　伊金霍洛旗金融服务中心"
    for text, size, y, colour in (
        (first, 56, 84, BLUE), (second, 40, 172, INK), (f"公示期 {third}", 30, 254, INK), (last, 22, 316, INK)
    ):  # fmt: skip
        draw.text((72, y), text, font=_font(path, size), fill=colour)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _font(path, size):
    """The simplified face of a collection where there are several."""
    faces = []
    for index in range(10 if path.suffix.lower() == ".ttc" else 1):
        try:
            faces.append(ImageFont.truetype(str(path), size, index=index))
        except OSError:
            break
    return next((face for face in faces if "SC" in face.getname()[0]), faces[0])
