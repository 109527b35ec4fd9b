"""What the lending room knows from its first day: the papers of a compensation file. The office changes them by two persons.

Called by data migrations with the historical models of `apps`; every row gets its first history row.
"""

from django.db.models.functions import Now

from registry.policy.seeds import POLICY_FROM

from .rules.dossier import ALWAYS, CHECK, DAY1, DAY60, DEMAND, INQUIRY, OPTIONAL, UNDUE, UPLOAD

# code, name, source, needed, from day, by day
PAPERS = (
    ("contract", "借款合同", UPLOAD, ALWAYS, 1, 30),
    ("guarantee", "保证（委托担保）合同", UPLOAD, ALWAYS, 1, 30),
    ("note", "借据", UPLOAD, ALWAYS, 1, 30),
    ("voucher", "放款凭证", UPLOAD, ALWAYS, 1, 30),
    ("inquiry", "放款前调查结论", INQUIRY, OPTIONAL, 1, 30),
    ("check", "资金用途核查记录", CHECK, ALWAYS, 1, 45),
    ("day1", "逾期首日报告", DAY1, ALWAYS, 1, 5),
    ("statement", "贷款账户流水", UPLOAD, ALWAYS, 30, 55),
    ("acceleration", "提前到期通知书", UPLOAD, UNDUE, 55, 60),
    ("demand", "催收通知书及送达证明", DEMAND, ALWAYS, 60, 65),
    ("day60", "逾期满60日报告", DAY60, ALWAYS, 60, 65),
)


def seed_papers(apps):
    names = ("code", "name", "source", "needed", "from_day", "by_day")
    rows = [
        dict(zip(names, paper, strict=True)) | {"order": n * 10, "in_force_from": POLICY_FROM}
        for n, paper in enumerate(PAPERS, start=1)
    ]
    plant(apps, "PaperRequirement", rows)


def plant(apps, model, rows):
    """Insert rows of a historical model, each with the history row a first save would have written."""
    Model, History = apps.get_model("lending", model), apps.get_model("lending", f"Historical{model}")
    columns = [field.attname for field in Model._meta.concrete_fields]
    planted = [Model.objects.create(**row, version=1) for row in rows]
    History.objects.bulk_create(
        History(
            history_type="+", history_date=Now(), history_change_reason="系统建立时写入", history_username="system",
            history_source="", **{name: getattr(row, name) for name in columns},
        )
        for row in planted
    )  # fmt: skip


def count_waiting(apps):
    """Claims under way when this column came: they wait since their last dated act, and have been lodged once."""
    rows = apps.get_model("lending", "CompensationClaim").objects.exclude(lodged_on=None)
    for claim in rows.filter(waiting_since=None):
        claim.waiting_since = claim.paid_on or claim.approved_on or claim.lodged_on
        claim.round = max(claim.round, 1)
        claim.save(update_fields=["waiting_since", "round"])


# name, day, owner, kind, obligatory
STEPS = (
    ("电话催收并问明原因", 1, "bank", "call", True),
    ("短信提醒", 7, "bank", "message", False),
    ("上门走访", 15, "bank", "visit", True),
    ("担保公司联合走访", 30, "guarantor", "visit", True),
    ("书面催收", 35, "bank", "letter", True),
    ("提示研究保全和补充担保", 45, "guarantor", "protect", False),
    ("办公室约谈借款人", 50, "office", "visit", False),
)


def seed_steps(apps):
    names = ("name", "day", "owner", "kind", "obligatory")
    plant(
        apps,
        "LadderStep",
        [dict(zip(names, step, strict=True)) | {"in_force_from": POLICY_FROM} for step in STEPS],
    )
