"""What waits for second persons in the demonstration: a role, a rate, an account request, a recusal, a changed operator."""

from datetime import timedelta
from decimal import Decimal

from registry.documents.layouts.house import starting_file
from registry.documents.models import WordLayout
from registry.documents.proposing import keep_file, propose_file
from registry.ledger.proposals.deciding import approve
from registry.ledger.proposals.proposing import propose
from registry.parties import identity, recusal, requesting
from registry.parties.membership import GRANT
from registry.parties.models import Business, Institution, Qualification
from registry.policy.models import ReferenceRate

from .accounts import person


def open_offices(today):
    """A few rows in each of these registers, made through the verbs."""
    _word_layout(today - timedelta(days=30))
    office, bank = person("office"), Institution.objects.get(code="ZGYH")
    requesting.request_account(
        full_name="图雅", institution=bank, role="bank_checker", phone="13900000001", email="tuya@bank.example",
        reason="担任贷款台账复核岗", today=today,
    )  # fmt: skip
    propose(
        GRANT, actor=person("admin"), today=today, reason="兼办推荐联络", user=person("bank-zgyh"),
        institution=bank, role="recommender",
    )  # fmt: skip
    propose(
        "row:policy.referencerate", actor=office, today=today, reason="录入最新公布的利率",
        values={"kind": ReferenceRate.Kind.LPR_ONE, "published_on": today, "percent": Decimal("3.000"),
                "source": "中国人民银行授权全国银行间同业拆借中心公告"},
    )  # fmt: skip
    _businesses(office, today)


def _businesses(office, today):
    held = Qualification.objects.filter(status="qualified").order_by("-id").values("business_id")
    kept, changed = Business.objects.filter(pk__in=held).order_by("-id")[:2]
    recusal.mark(
        person("reviewer"), kept, ground="kin", actor=person("reviewer"), today=today, reason="经营者是近亲属"
    )
    identity.change_operator(
        changed, actor=office, today=today, reason="市场监管局变更登记", operator_name="阿拉坦",
        changed_on=today - timedelta(days=3), evidence="准予变更登记通知书",
    )  # fmt: skip


def _word_layout(day):
    """The general layout as the office first uploaded it, in force from the next day."""
    general = WordLayout.objects.get(slot="general")
    given = ("通用版式.docx", starting_file("general"))
    file = keep_file(general, actor=person("office"), today=day, file=given)
    asked = propose_file(file, actor=person("office"), today=day, reason="各类文书统一版式")
    approve(asked, actor=person("head"), today=day)
