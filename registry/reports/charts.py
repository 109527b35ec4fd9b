"""Bars as inline SVG: one hue, direct labels, from nought (visual.md). The table beside each says the same. Pure."""

import re
from decimal import Decimal
from html import escape

from .figures import Chart

WIDTH, ROW, NAMES, VALUES = 720, 32, 210, 120
HEIGHT, TOP, BOTTOM = 240, 28, 48
_WAN = Decimal(10_000)
_YEARED = re.compile(r"(\d{4}年)(.+)")


def drawn(chart: Chart) -> str:
    """The chart as SVG text; every word of it escaped."""
    bars = [
        (str(label), None if value is None else _scaled(value, chart.unit)) for label, value in chart.bars
    ]
    told = [value for _, value in bars if value is not None]
    most = max((*told, Decimal(chart.goal or 0))) or Decimal(1)
    body, height = (_across if chart.across else _upright)(bars, most, chart.unit)
    body += _goal(chart, most, height) if chart.goal else ""
    name = escape(f"{chart.title}（{chart.unit}）。数据见下表。")
    return (
        f'<svg class="xbd-bars" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{name}" '
        f'xmlns="http://www.w3.org/2000/svg">{body}</svg>'
    )


def _scaled(value, unit):
    return Decimal(value) / _WAN if unit == "万元" else Decimal(value)


def figure(value: Decimal | None, unit: str) -> str:
    """A figure as the chart labels it."""
    if value is None:
        return "—"
    if unit in ("万元", "%"):
        return f"{value:,.2f}"
    return f"{value:,.0f}"


def _across(bars, most, unit):
    room, parts = WIDTH - NAMES - VALUES, []
    for at, (label, value) in enumerate(bars):
        y, wide = at * ROW, _long(value, most, room)
        parts.append(
            f'<text class="name" x="{NAMES - 10}" y="{y + 21}" text-anchor="end">{escape(_short(label))}</text>'
        )
        parts.append(
            f'<rect x="{NAMES}" y="{y + 6}" width="{wide:.1f}" height="20"><title>{escape(label)}</title></rect>'
        )
        parts.append(
            f'<text class="value" x="{NAMES + wide + 8:.1f}" y="{y + 21}">{figure(value, unit)}</text>'
        )
    return "".join(parts), max(len(bars), 1) * ROW


def _upright(bars, most, unit):
    step, room = WIDTH / max(len(bars), 1), HEIGHT - TOP - BOTTOM
    floor, parts, year = HEIGHT - BOTTOM, [], ""
    for at, (label, value) in enumerate(bars):
        high, x = _long(value, most, room), at * step
        middle = x + step / 2
        parts.append(
            f'<rect x="{x + step * 0.2:.1f}" y="{floor - high:.1f}" width="{step * 0.6:.1f}" height="{high:.1f}"><title>{escape(label)}</title></rect>'
        )
        parts.append(
            f'<text class="value" x="{middle:.1f}" y="{floor - high - 8:.1f}" text-anchor="middle">{figure(value, unit)}</text>'
        )
        lines, year = _lines(label, year)
        for row, text in enumerate(lines):
            parts.append(
                f'<text class="name" x="{middle:.1f}" y="{floor + 20 + row * 18}" text-anchor="middle">{escape(text)}</text>'
            )
    parts.append(f'<line class="floor" x1="0" x2="{WIDTH}" y1="{floor}" y2="{floor}"/>')
    return "".join(parts), HEIGHT


def _long(value, most, room):
    """How long a bar is; a value of nought keeps a hair, none has no bar."""
    return 0 if value is None else max(float(value / most) * room, 1)


def _goal(chart, most, height):
    x = NAMES + float(Decimal(chart.goal) / most) * (WIDTH - NAMES - VALUES)
    line = f'<line class="goal" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{height}"/>'
    return f'{line}<text class="name" x="{x + 8:.1f}" y="12">目标{chart.goal}{escape(chart.unit)}</text>'


def _lines(label, year):
    """The label under a bar, its year only where it changes; without the remark on an unfinished span."""
    label = label.split("（")[0]
    found = _YEARED.fullmatch(label)
    if not found:
        return [_short(label, 10)], year
    return ([found[2], found[1]] if found[1] != year else [found[2]]), found[1]


def _short(label, most=13):
    return label if len(label) <= most else f"{label[: most - 1]}…"
