"""Operator, name, legal form: recorded with day and evidence; the standing does not silently follow."""

from datetime import date

import pytest

from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Message
from registry.parties import identity
from registry.parties.models import Business, ReScreeningTask
from tests import builders

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
SHOP = builders.INDIVIDUAL_CODES[0]


def given(**changes):
    return {"actor": builders.clerk(), "today": DAY, "reason": "变更登记", "changed_on": date(2026, 5, 20),
            "evidence": "准予变更登记通知书（2026）12号"} | changes  # fmt: skip


def converted(shop, **changes):
    asked = {"uscc": "91150627MAXXXXX15T", "name": "伊旗新店商贸有限公司", "operator_name": "张三"} | changes
    return identity.convert(shop, **given(**asked))


def test_a_new_operator_is_recorded_and_the_office_is_asked_to_look_again():
    shop = builders.qualified(SHOP, operator_consent=True)
    change = identity.change_operator(shop, **given(operator_name="李四"))
    shop.refresh_from_db()
    assert (shop.operator_name, shop.operator_consent) == ("李四", False)
    assert (change.old, change.new) == ("张三", "李四") and shop.history.count() == 2
    assert change.task.status == "open" and shop.qualification() is not None
    assert Message.objects.get(kind="rescreening").recipient_code == "OFFICE"


def test_a_business_without_standing_is_not_screened_again():
    identity.rename(builders.business(), **given(name="内蒙古新名有限公司"))
    assert not ReScreeningTask.objects.exists()


def test_a_conversion_starts_without_a_standing():
    shop = builders.qualified(SHOP)
    change = converted(shop)
    assert change.successor.kind == "enterprise" and change.successor.qualification() is None
    assert Business.objects.get(pk=shop.pk).uscc == SHOP
    head = builders.head()
    with pytest.raises(Refusal, match="不能延续到新代码"):
        identity.keep(change.task, actor=head, today=DAY, reason="试")
    identity.end(change.task, actor=head, today=DAY, reason="转企，另行申报")
    assert change.task.status == "ended"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"operator_name": " "}, "没有填写新的"),
        ({"operator_name": "张 三"}, "相同"),
        ({"operator_name": "李四", "changed_on": date(2026, 6, 2)}, "晚于今天"),
        ({"operator_name": "李四", "evidence": ""}, "证明材料"),
    ],
)
def test_a_change_needs_content_day_and_evidence(changes, told):
    shop = builders.qualified(SHOP)
    with pytest.raises(Refusal, match=told):
        identity.change_operator(shop, **given(**changes))
    assert not shop.identity_changes.exists()


@pytest.mark.parametrize(
    ("changes", "told"),
    [({"uscc": builders.INDIVIDUAL_CODES[1]}, "以“91”开头"), ({"uscc": "91150627MAXXXXX15A"}, "校验位")],
)
def test_a_conversion_needs_a_companys_code(changes, told):
    with pytest.raises(Refusal, match=told):
        converted(builders.qualified(SHOP), **changes)
    assert Business.objects.count() == 1


def test_a_company_is_not_converted_and_a_shop_only_once():
    with pytest.raises(Refusal, match="只有个体工商户"):
        converted(builders.business())
    shop = builders.business(SHOP)
    converted(shop, uscc=builders.ENTERPRISE_CODES[1])
    with pytest.raises(Refusal, match="已经办理过转企"):
        converted(shop, uscc="93150627MAXXYYX13D")


def test_who_recorded_the_change_does_not_conclude_on_it():
    shop = builders.qualified(SHOP)
    change = identity.change_operator(shop, **given(operator_name="李四"))
    with pytest.raises(NotAllowed, match="两个不同的人"):
        identity.keep(change.task, actor=builders.clerk(), today=DAY, reason="符合")
    identity.keep(change.task, actor=builders.head(), today=DAY, reason="核实符合")
    assert change.task.status == "kept" and change.task.concluded_on == DAY


def test_without_the_right_nothing_changes():
    with pytest.raises(NotAllowed):
        identity.rename(builders.business(), **given(actor=builders.legal(), name="新名"))
