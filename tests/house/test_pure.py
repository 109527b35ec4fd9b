"""Rules are pure: no Django, no clock, no database, no network."""

import pytest

from .source import files, imported, module_of, name

PURE = (
    "registry.policy.rules", "registry.policy.sizes", "registry.policy.sme_standard", "registry.policy.identifiers",
    "registry.policy.workdays", "registry.policy.dates", "registry.policy.answers", "registry.policy.terms",
    "registry.policy.money", "registry.lending.rules", "registry.reports.rules", "registry.reports.figures", "registry.reports.charts", "registry.reports.showing", "registry.policy.industry_names", "registry.lending.rows", "registry.screening.files",
    "registry.screening.kinship", "registry.screening.consents", "registry.policy.trades",
    "imports.cells", "imports.columns", "imports.mapping", "publicity.canonical", "publicity.redaction", "publicity.wording.places", "registry.policy.privacy", "registry.policy.broken_numbers", "registry.documents.canonical", "registry.documents.layout", "registry.documents.layouts", "publicity.visible", "publicity.gaps",
    *(f"publicity.search.{name}" for name in ("folding", "sounding", "rules", "grams")),
    "registry.documents.files", "registry.credit.rules", "imports.credit.columns",
    "registry.policy.reached", "registry.policy.disclosure", "imports.headers", "imports.units", "imports.held.candidates",
    "imports.marked.places", "imports.marked.marking", "imports.blank.version", "imports.blank.words",
    *(f"registry.workbooks.{name}" for name in ("limits", "saying", "words", "kinds", "zips", "parts", "ole", "gate",
                                                "choosing", "protocol", "looks", "safe")),
)  # fmt: skip
FORBIDDEN = (
    "django",
    "wagtail",
    "huey",
    "simple_history",
    "import_export",
    "time",
    "requests",
    "urllib.request",
)
CLOCKS = ("registry.history.clock",)


def is_pure(module):
    return any(module == pure or module.startswith(f"{pure}.") for pure in PURE)


@pytest.mark.parametrize("path", [p for p in files() if is_pure(module_of(p))], ids=name)
def test_a_pure_module_imports_nothing_of_the_frame(path):
    found = {m for m in imported(path) if m.split(".")[0] in FORBIDDEN or m.startswith(CLOCKS)}
    text = path.read_text(encoding="utf-8")
    assert not found
    assert not [call for call in ("today()", ".now()", "open(") if call in text]
