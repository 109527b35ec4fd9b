"""How well colours stand apart (WCAG 2.2, 1.4.3): read from the stylesheet itself, so that the page cannot flatter it."""

import re

_TOKEN = re.compile(r"(--xbd-[\w-]+):\s*(#[0-9a-fA-F]{3,6})\b")


def colours(css: str) -> dict[str, str]:
    """Custom properties that are colours, by name; the later of two wins, as in the stylesheet."""
    return {name.removeprefix("--xbd-"): value for name, value in _TOKEN.findall(css)}


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(sign * 2 for sign in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
