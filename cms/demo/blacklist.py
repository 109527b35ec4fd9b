"""Blacklist cases of the demonstration, each led by the persons it belongs to, with the papers they need."""

from datetime import date, timedelta

from django.core.files.base import ContentFile

from cms.duties import bring_to
from registry.sanctions import (
    basis,
    deciding,
    proposing,
    publication,
    receipts,
    repairing,
    reviewing,
    serving,
)
from registry.sanctions.models import BlacklistCase, LegalBasis, Receipt

from .accounts import person

PDF = b"%PDF-1.4\n%%EOF\n"
SAMPLE = "（演示条文，以正式文本为准）对骗取、挪用财政性资金支持的贷款或者恶意逃废债务的，可以依法列入名单并向社会公布。"


def bases(day):
    """One approved entry of the list, and one still waiting for its second person."""
    local = LegalBasis(
        kind="local", document="内蒙古自治区社会信用条例", article="演示条款", text=SAMPLE, publishes=True,
        in_force_from=date(2024, 9, 1), covers_fraud=True, covers_misuse=True, covers_evasion=True,
    )  # fmt: skip
    basis.propose_basis(local, actor=person("office"), today=day, reason="整理法律依据名录")
    basis.approve_basis(local, actor=person("legal"), today=day, reason="与正式文本核对")
    waiting = LegalBasis(
        kind="central", document="国务院办公厅关于进一步完善失信约束制度构建诚信建设长效机制的指导意见",
        number="国办发〔2020〕49号", article="演示条款", text="（演示条文，以正式文本为准）", publishes=False,
        in_force_from=date(2020, 12, 7), covers_evasion=True,
    )  # fmt: skip
    basis.propose_basis(waiting, actor=person("office"), today=day, reason="整理法律依据名录")


def proposed(business, ground, day):
    case = BlacklistCase(
        business=business, ground=ground, facts="以虚构的购销合同取得贷款，资金转入他人账户。",
        basis="（2026）内0627刑初12号刑事判决书", evidence_file=ContentFile(PDF, name="判决书.pdf"),
        determined_on=day - timedelta(days=15), severity="general",
    )  # fmt: skip
    return proposing.propose_case(case, actor=person("office"), today=day)


def cleared(case):
    chosen = LegalBasis.objects.usable(case.proposed_on).first()
    reviewing.clear(
        case,
        actor=person("legal"),
        today=case.proposed_on,
        reason="事实、证据和依据齐备",
        listing_basis=chosen,
    )
    return case


def told(case, day, proof):
    proposing.notify(case, actor=person("office"), today=day, delivery_proof=proof)
    return case


def listed(business, ground, day):
    """Told, not answered, listed by the head, served with its repair advice; the tax bureau has signed, others have not."""
    case = told(cleared(proposed(business, ground, day)), day + timedelta(days=5), "邮政特快 1234567890")
    decided = case.reply_due_on + timedelta(days=1)
    deciding.list_business(case, actor=person("head"), today=decided, reason="判决已经生效，期满无申辩")
    serving.serve_decision(
        case, actor=person("office"), today=decided, delivery_proof="送达回证第7号，本人签收", method="direct"
    )
    for receipt in Receipt.objects.filter(case=case, institution__code="TAX"):
        receipts.acknowledge(receipt, actor=person("reviewer"), today=decided)
    return case


def published(case):
    day = case.decided_on + timedelta(days=1)
    publication.publish(case, actor=person("legal"), today=day, reason="条文规定可以公布")
    bring_to(day, since=day)


def repair_asked(case, day):
    papers = {name: (f"{name}.pdf", PDF) for name in repairing.PAPERS}
    repairing.receive(
        case, actor=person("office"), today=day, applicant=case.business.operator_name or "法定代表人",
        statement="资金已经全部追回，贷款本息已经结清。", **papers,
    )  # fmt: skip


def signed_long_ago(today):
    """What was sent weeks ago has been signed, but for two bodies that are slow: the list by age has something to show."""
    sent = Receipt.objects.waiting().filter(due_on__lt=today - timedelta(days=10))
    for receipt in sent.exclude(institution__code__in=("COURT", "FEDERATION")).order_by("pk"):
        receipts.acknowledge(receipt, actor=person("office"), today=receipt.due_on, note="纸质回执已收回存档")
