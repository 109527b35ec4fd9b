"""What a blind reader is given: the accessibility tree of the browser, and the rules a page has to keep for the ear."""

import re

LANDMARKS = ("banner", "main", "contentinfo")
PICTURES = ("image", "img", "graphics-document", "SvgRoot")
NAMED = {"link", "button", "textbox", "combobox", "radio", "checkbox", "heading", "navigation", *PICTURES}
PAINTED = "new Promise(done => requestAnimationFrame(() => setTimeout(done)))"  # the focus a page asks for is there with its first picture
ACTIVE = """() => { const one = document.activeElement, box = one.getBoundingClientRect(), look = getComputedStyle(one);
  return {tag: one.tagName, name: one.name || '', href: one.getAttribute('href') || '', role: one.getAttribute('role') || '',
    text: (one.textContent || '').trim(), ring: look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight}; }"""


class Heard:
    """One page as it is read out: `nodes` are (role, name, description, properties) in reading order."""

    def __init__(self, page):
        tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        self.title, self.language = page.title(), page.evaluate("document.documentElement.lang")
        self.nodes = [_said(node) for node in _in_order(tree) if not node.get("ignored")]
        self.links = page.eval_on_selector_all(
            "main a[href]", "all => all.map(a => [a.textContent.trim().replace(/\\s+/g, ' '), a.href])"
        )

    def of(self, *roles):
        return [node for node in self.nodes if node[0] in roles]

    def focused(self):
        return next(
            (node for node in self.nodes if node[3].get("focused") and node[0] != "RootWebArea"), None
        )

    def faults(self) -> list[str]:
        """Sentences; empty for a page that can be followed by ear."""
        found = [] if self.language == "zh-Hans" else [f"language {self.language}"]
        found += [f"{len(self.of(role))} x {role}" for role in LANDMARKS if len(self.of(role)) != 1]
        found += _jumps([int(node[3]["level"]) for node in self.of("heading")])
        found += [f"{what} without a name" for what, name, *_ in self.nodes if what in NAMED and not name]
        navigations = [name for _, name, *_ in self.of("navigation")]
        found += [f"two navigations “{name}”" for name in set(navigations) if navigations.count(name) > 1]
        leads = {name: {href for said, href in self.links if said == name} for name, _ in self.links}
        return found + [f"“{name}” leads to {sorted(to)}" for name, to in leads.items() if len(to) > 1]


def _jumps(levels):
    found = [] if levels.count(1) == 1 and levels[0] == 1 else [f"headings {levels}"]
    return found + [
        f"h{a} is followed by h{b}" for a, b in zip(levels, levels[1:], strict=False) if b > a + 1
    ]


def _in_order(tree):
    known, waiting = {node["nodeId"]: node for node in tree}, [tree[0]["nodeId"]]
    while waiting:
        node = known.get(waiting.pop())
        if node is not None:
            yield node
            waiting += reversed(node.get("childIds", []))


def _said(node):
    value = lambda name: node.get(name, {}).get("value", "")  # noqa: E731
    properties = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
    return value("role"), re.sub(r"\s+", " ", str(value("name"))).strip(), value("description"), properties


def tab_to(page, fits, most=90) -> dict:
    """Press Tab until what has the focus fits; every stop on the way is to be seen and ringed."""
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(ACTIVE)
        assert stop["tag"] != "BODY", f"the focus was lost on {page.url}"
        assert stop["ring"] and stop["seen"], stop
        if fits(stop):
            return stop
    raise AssertionError(f"not reached by the tab key on {page.url}, which ends at {stop}")


def enter(page):
    """Enter on what has the focus, which leads to another page; what is heard there."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.evaluate(PAINTED)
    return Heard(page)
