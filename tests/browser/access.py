"""What axe and a ruler find on a page: rules of WCAG 2.0 to 2.2, A and AA, and whether it fits a screen of 320 px."""

from pathlib import Path

import axe_playwright_python

SCRIPT = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations'], preload: false}).then(found => found.violations)"
NARROW, TABLET = 320, 768
SMALL = """() => [...document.querySelectorAll('main a, main button, main input:not([type=hidden]), main select, main summary, nav a')]
  .filter(one => one.checkVisibility() && !one.closest('p, li, td, dd, label, .apply-hide') && !one.matches('.apply-hide, .skip'))
  .map(one => [one.textContent.trim() || one.name, one.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < 24 || box.width < 24)).map(([name]) => name)"""


# WCAG 1.4.12: what a reader may set, all at once.
SPACED = """* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}
  p {margin-bottom: 2em !important}"""
SET = """text => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text); document.adoptedStyleSheets = [sheet]; }"""
CUT_OFF = """() => {
  const shown = [...document.querySelectorAll('body *')].filter(one => one.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && !one.matches('.apply-hide, .skip, script, style, option, svg *') && one.getBoundingClientRect().width > 1
    && !(one.closest('thead') && getComputedStyle(one.closest('thead')).position === 'absolute'));
  const own = one => [...one.childNodes].some(child => child.nodeType === 3 && child.data.trim());
  const cut = shown.filter(one => own(one) && /hidden|clip/.test(getComputedStyle(one).overflow)
    && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1));
  const drawn = text => { const range = document.createRange(); range.selectNodeContents(text); return [...range.getClientRects()]; };
  const boxes = shown.filter(own).map(one => [one, [...one.childNodes].filter(child => child.nodeType === 3).flatMap(drawn).filter(box => box.width > 1)]);
  const over = boxes.filter(([one, mine], at) => boxes.slice(at + 1, at + 12).some(([other, theirs]) => !one.contains(other) && !other.contains(one)
    && mine.some(a => theirs.some(b => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3
      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > a.height / 3)))).map(([one]) => one);
  return [...new Set([...cut, ...over])].map(one => one.textContent.trim().slice(0, 30));
}"""


def faults(page) -> list[str]:
    """Sentences of axe about the page as it stands, with the first place of each."""
    page.evaluate(SCRIPT)
    return [
        f"{one['id']}: {one['help']} – {one['nodes'][0]['html'][:160]} – {one['nodes'][0].get('failureSummary', '')[:200]}"
        for one in page.evaluate(RUN, RULES)
    ]


def too_wide(page, width=NARROW) -> list[str]:
    """Whether the page has to be moved sideways on a screen of `width`, the narrowest; its old width is given back."""
    size = page.viewport_size
    page.set_viewport_size({"width": width, "height": size["height"]})
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    page.set_viewport_size(size)
    return [f"{over} px wider than {width} px"] if over > 0 else []


def looked_at(page) -> list[str]:
    """Everything found, small targets too."""
    small = page.evaluate(SMALL)
    return faults(page) + too_wide(page) + ([f"smaller than 24 px: {small}"] if small else [])


def crowded(page) -> list[str]:
    """What is cut off, laid over something else or pushed off the screen once a reader has spaced the text out."""
    page.evaluate(SET, SPACED)
    told = page.evaluate(CUT_OFF)
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    page.evaluate(SET, "")
    return ([f"spaced out: {told}"] if told else []) + (
        [f"spaced out {over} px too wide"] if over > 0 else []
    )
