"""The compensation file, deficiencies, ageing and sharing as truth tables (R46, R66, A22, A23)."""

from decimal import Decimal

import pytest

from registry.lending.rules import ageing, deficiency, dossier
from registry.lending.rules.sharing import shared

CONTRACT = dossier.Wanted("contract", "借款合同", dossier.UPLOAD, dossier.ALWAYS, 5, 30)
EARLY = dossier.Wanted("acceleration", "提前到期通知书", dossier.UPLOAD, dossier.UNDUE, 5, 30)
ASKED = dossier.Wanted("inquiry", "放款前调查结论", dossier.INQUIRY, dossier.OPTIONAL, 5, 30)


@pytest.mark.parametrize(
    ("paper", "held", "undue", "days", "state"),
    [
        (CONTRACT, ["contract"], False, 90, "here"),
        (CONTRACT, [], False, 4, "later"),
        (CONTRACT, [], False, 5, "missing"),
        (CONTRACT, [], False, 29, "missing"),
        (CONTRACT, [], False, 30, "late"),
        (CONTRACT, ["note"], True, 30, "late"),
        (EARLY, [], False, 90, "not_needed"),
        (EARLY, [], True, 4, "later"),
        (EARLY, [], True, 90, "late"),
        (EARLY, ["acceleration"], False, 90, "here"),
        (ASKED, [], True, 90, "not_needed"),
        (ASKED, ["inquiry"], True, 90, "here"),
    ],
)
def test_where_a_paper_stands(paper, held, undue, days, state):
    assert dossier.state_of(paper, held, undue=undue, days=days) == state


@pytest.mark.parametrize(
    ("states", "closed", "light"),
    [
        ([], False, "green"),
        (["here", "later", "not_needed"], False, "green"),
        (["here", "missing"], False, "amber"),
        (["missing", "late"], False, "red"),
        (["late"], True, "grey"),
        (["here"], True, "grey"),
    ],
)
def test_the_light(states, closed, light):
    assert dossier.light_of(states, closed=closed) == light


def test_every_light_and_state_has_its_word():
    assert set(dossier.LIGHTS) == {"grey", "green", "amber", "red"} and all(dossier.LIGHTS.values())
    assert set(dossier.STATES) == {"here", "missing", "late", "later", "not_needed"}
    assert set(dossier.WHERE) == set(dossier.SOURCES)


@pytest.mark.parametrize(("undue", "held", "codes"), [
    (True, [], ["contract", "acceleration"]), (False, [], ["contract"]), (True, ["contract", "acceleration"], []),
])  # fmt: skip
def test_what_a_claim_lacks_whatever_the_day(undue, held, codes):
    found = dossier.lacking([CONTRACT, EARLY, ASKED], held, undue=undue)
    assert [paper.code for paper in found] == codes


@pytest.mark.parametrize(
    ("days", "stage"), [(0, 0), (1, 1), (29, 1), (30, 30), (44, 30), (45, 45), (54, 45), (55, 55), (400, 55)]
)
def test_stages(days, stage):
    assert dossier.stage_of(days) == stage


@pytest.mark.parametrize(
    ("found", "reason", "count"),
    [
        ([("contract", "D02")], "", 0),
        ([(None, "D06"), ("note", "D03")], "", 0),
        ([], "请补正", 1),
        ([("contract", "D99")], " ", 1),
        ([("contract", "D99")], "缺第三页附件", 0),
        ([("contract", "D02"), ("contract", "D02")], "", 1),
        ([("contract", "D50")], "", 1),
    ],
)
def test_sending_back_needs_codes(found, reason, count):
    assert len(deficiency.return_problems(found, reason)) == count


def test_every_code_says_what_to_do():
    assert set(deficiency.CODES) == set(deficiency.TO_DO)
    assert (
        deficiency.sentence("“借款合同”", "D02")
        == "“借款合同”：不清晰、缺页（D02）。请重新扫描，逐页清晰上传。"
    )


@pytest.mark.parametrize(
    ("days", "level"), [(0, 0), (4, 0), (5, 1), (9, 1), (10, 2), (19, 2), (20, 3), (30, 4)]
)
def test_how_high_a_wait_climbs(days, level):
    assert ageing.age_level(days, remind=5, climb=10) == level
    if level:
        first = ageing.reached_on(level, remind=5, climb=10)
        assert ageing.age_level(first, remind=5, climb=10) == level
        assert ageing.age_level(first - 1, remind=5, climb=10) == level - 1


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        ("100.00", (80, 20), ("80.00", "20.00")),
        ("0.01", (80, 20), ("0.01", "0.00")),
        ("0.03", (50, 50), ("0.02", "0.01")),
        ("100.00", (1, 1, 1), ("33.34", "33.33", "33.33")),
        ("0.02", (1, 1, 1), ("0.01", "0.01", "0.00")),
        ("1000.01", (60, 20, 10, 10), ("600.01", "200.00", "100.00", "100.00")),
        ("0.05", (10, 90), ("0.01", "0.04")),
        ("0.00", (80, 20), ("0.00", "0.00")),
    ],
)
def test_shares_to_the_cent(amount, weights, parts):
    found = shared(Decimal(amount), {f"b{n}": Decimal(weight) for n, weight in enumerate(weights)})
    assert tuple(map(str, found.values())) == parts


def test_shares_always_add_up():
    weights = {"a": Decimal("33.333"), "b": Decimal("33.333"), "c": Decimal("33.334")}
    for cents in range(0, 2000, 7):
        amount = Decimal(cents) / 100
        parts = shared(amount, weights)
        assert sum(parts.values()) == amount and min(parts.values()) >= 0


@pytest.mark.parametrize(
    ("amount", "weights"), [("1", {}), ("1", {"a": Decimal(0)}), ("-1", {"a": Decimal(1)})]
)
def test_no_share_without_weight(amount, weights):
    with pytest.raises(ValueError, match="shares need"):
        shared(Decimal(amount), weights)
