"""Facts come in by sheet: all or nothing or the good rows, the same again changes nothing, a change supersedes."""

from datetime import date

import pytest

from imports.credit.taking import confirm, stage
from registry.credit import correcting
from registry.credit.models import CreditFact, Delivery
from registry.ledger.errors import NotAllowed, Refusal
from tests import builders

from .helpers import PAPERS, TODAY, deliver, reporter, row, source

pytestmark = pytest.mark.django_db
HEAD = "统一社会信用代码,企业名称,事项,起始日期,截止日期,结论,情况说明,文号,有效期至\n"
GOOD = f"{builders.ENTERPRISE_CODES[0]},甲公司,纳税信用级别,2025-01-01,2025-12-31,不良,评价结果低于B级,税信〔2026〕1号,\n"


def sheet(*lines):
    return (HEAD + "".join(lines)).encode("utf-8-sig")


def staged(content, code="TAX", actor=None):
    return stage("表.csv", content, source=source(code), actor=actor or reporter(), today=TODAY, **PAPERS)


def test_nothing_is_booked_before_a_person_confirms():
    builders.business()
    held = staged(sheet(GOOD))
    assert (held.status, held.created, CreditFact.objects.count()) == ("received", 1, 0)
    confirm(held, actor=reporter(), today=TODAY)
    fact = CreditFact.objects.get()
    assert (held.status, fact.level, fact.valid_until) == ("accepted", "adverse", date(2028, 12, 31))
    assert fact.institution.code == "TAX" and fact.history.get().history_username == "reporter-tax"


def test_the_same_file_again_changes_nothing():
    builders.business()
    for expected in ("accepted", "unchanged"):
        held = staged(sheet(GOOD))
        confirm(held, actor=reporter(), today=TODAY)
        assert held.status == expected
    assert CreditFact.objects.count() == 1 and CreditFact.history.count() == 1


def test_every_bad_cell_is_named_and_nothing_is_booked_unless_the_good_rows_are_asked_for():
    builders.business()
    bad = "91150627MAXXXXX15A,乙,级别,2025-13-01,26-1-2,极好,,,\n"
    held = staged(sheet(GOOD, bad))
    line = next(one for one in held.preview if one["action"] == "rejected")
    assert line["row"] == 3 and [e["column"] for e in line["errors"]] == ["所属期起", "所属期止"]
    with pytest.raises(Refusal, match="有1行不符合要求"):
        confirm(held, actor=reporter(), today=TODAY)
    assert not CreditFact.objects.exists()
    held = Delivery.objects.get(pk=held.pk)
    confirm(held, actor=reporter(), today=TODAY, partial=True)
    assert (held.status, CreditFact.objects.count()) == ("partial", 1)


def test_a_row_twice_in_one_file_is_refused():
    builders.business()
    held = staged(sheet(GOOD, GOOD))
    assert held.rejected == 1 and "与第2行是同一条信息" in held.preview[0]["errors"][0]["message"]


def test_a_business_that_is_not_registered_is_refused():
    assert "不在登记范围" in staged(sheet(GOOD)).preview[0]["errors"][0]["message"]


def test_an_institution_reports_only_its_own_source():
    builders.business()
    with pytest.raises(NotAllowed, match="您所在单位不能报送"):
        staged(sheet(GOOD), code="MARKET")
    with pytest.raises(NotAllowed):
        staged(sheet(GOOD), actor=builders.clerk())


def test_a_changed_report_supersedes_and_keeps_the_old_row():
    builders.business()
    deliver(row())
    deliver(row(level="normal", statement=""))
    old, new = CreditFact.objects.order_by("id")
    assert (old.standing, new.standing, new.corrects) == (False, True, old)
    assert list(CreditFact.objects.shown(TODAY)) == [new] and old.latest() == new


def test_a_repaired_fact_neither_counts_nor_is_shown_and_is_not_reported_anew():
    builders.business()
    deliver(row())
    fact = CreditFact.objects.get()
    with pytest.raises(Refusal, match="修复文号"):
        correcting.repair_fact(fact, actor=builders.clerk(), today=TODAY, reference=" ")
    correcting.repair_fact(fact, actor=reporter(), today=TODAY, reference="修〔2026〕1号")
    assert not CreditFact.objects.shown(TODAY).exists()
    assert not CreditFact.objects.visible_to(builders.clerk()).exists()
    assert CreditFact.objects.visible_to(builders.user("aud", "auditor")).exists()
    assert deliver(row()).status == "unchanged"
    with pytest.raises(Refusal):
        deliver(row(statement="另有说法"))


def test_a_withdrawn_fact_stays_on_file_and_may_be_reported_again():
    builders.business()
    deliver(row())
    fact = CreditFact.objects.get()
    with pytest.raises(NotAllowed):
        correcting.withdraw_fact(
            fact, actor=builders.user("rep-market", "reporter", "MARKET"), today=TODAY, reason="错"
        )
    correcting.withdraw_fact(fact, actor=reporter(), today=TODAY, reason="报错了企业")
    assert not CreditFact.objects.shown(TODAY).exists() and CreditFact.objects.count() == 1
    assert deliver(row()).created == 1


def test_a_fact_leaves_the_view_on_the_day_after_its_last():
    builders.business()
    deliver(row(valid_until=date(2026, 7, 1)))
    assert CreditFact.objects.shown(date(2026, 7, 1)).exists()
    assert not CreditFact.objects.shown(date(2026, 7, 2)).exists()


def test_who_sees_what():
    builders.business()
    deliver(row())
    deliver(row(kind="行政处罚"), code="MARKET")
    seen = lambda user: CreditFact.objects.visible_to(user).count()  # noqa: E731
    assert (seen(builders.clerk()), seen(reporter()), seen(builders.bank_maker())) == (2, 1, 0)
    assert (seen(builders.reviewer("COURT")), seen(builders.recommender())) == (0, 0)


def test_a_delivery_needs_purpose_authority_and_term():
    with pytest.raises(Refusal) as said:
        stage("表.csv", sheet(GOOD), source=source(), actor=reporter(), today=TODAY, purpose="", authority=" ", use_until=date(2026, 6, 9))  # fmt: skip
    assert len(said.value.sentences) == 3
