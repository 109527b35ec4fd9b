"""What axe and a ruler find on a page: rules of WCAG 2.0 to 2.2, A and AA, and whether it fits a screen of 320 px."""

from pathlib import Path

import axe_playwright_python

SCRIPT = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations'], preload: false}).then(found => found.violations)"
NARROW = 320
SMALL = """() => [...document.querySelectorAll('main a, main button, main input:not([type=hidden]), main select, main summary, nav a')]
  .filter(one => one.checkVisibility() && !one.closest('p, li, td, dd, label, .apply-hide') && !one.matches('.apply-hide, .skip'))
  .map(one => [one.textContent.trim() || one.name, one.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < 24 || box.width < 24)).map(([name]) => name)"""


def faults(page) -> list[str]:
    """Sentences of axe about the page as it stands, with the first place of each."""
    page.evaluate(SCRIPT)
    return [
        f"{one['id']}: {one['help']} – {one['nodes'][0]['html'][:160]} – {one['nodes'][0].get('failureSummary', '')[:200]}"
        for one in page.evaluate(RUN, RULES)
    ]


def too_wide(page) -> list[str]:
    """Whether the page has to be moved sideways on the narrowest screen; its old width is given back."""
    size = page.viewport_size
    page.set_viewport_size({"width": NARROW, "height": size["height"]})
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    page.set_viewport_size(size)
    return [f"{over} px wider than {NARROW} px"] if over > 0 else []


def looked_at(page) -> list[str]:
    """Everything found, small targets too."""
    small = page.evaluate(SMALL)
    return faults(page) + too_wide(page) + ([f"smaller than 24 px: {small}"] if small else [])
