"""Words for what the ledger keeps as codes: duties, kinds of messages, kinds of records, moves, institutions, sources."""

from functools import cache

from django.apps import apps

from registry.documents.models import IssuedDocument
from registry.ledger.moves import table_for
from registry.parties.models import Institution

from .duties import all_duties

MESSAGES = {
    "application": "申报办理", "rescreening": "重新甄别", "idle_account": "账号提醒", "opinion": "征询意见", "recheck": "资格复核", "objection": "异议办理", "warning_waived": "预警撤回",
    "restored": "资格恢复", "overdue_cured": "逾期还清", "overdue_voided": "逾期撤销", "overdue_restated": "逾期起始日更正", "countermand": "撤改事项提醒", "promise.broken": "还款承诺未履行", "claim.age": "代偿申请催办", "claim.returned": "代偿申请退回",
    "claim.difference": "代偿收款不一致", "claim.recovery": "追偿收回", "claim.write_off": "核销申请", "upload_undone": "撤销入账", "upload_expired": "上传到期清除", "upload_stuck": "后台办理停滞", "overdue_begun": "发现逾期",
    "misuse": "资金挪用嫌疑", "coordination": "协商会议",
    "breach": "不良信息核实", "receipt": "签收提醒", "joint_remind": "联合惩戒提醒", "repair_due": "修复申请提醒",
    "reply_over": "陈述申辩期满提醒", "paper_withdrawn": "文书收回", "opendata": "开放数据", "webhook": "数据推送", "privacy": "公开网页核查", "returns_nobody": "无人可提醒", "letter": "咨询留言",
}  # fmt: skip
FACTS = {
    "because": "起因（台账第几条）", "taken_over": "名册接收", "size": "划型", "days_overdue": "逾期天数",
    "breached": "违反的条件", "warning": "预警（第几号）", "episode": "逾期（第几号）", "cause": "原因", "evidence": "证明材料",
    "basis": "依据", "cancelled_on": "取消日期", "notified_on": "告知日期", "reply_due_on": "陈述申辩期限", "severity": "严重程度",
    "corrected": "已纠正", "duties_performed": "已履行义务", "promise": "已作承诺", "legal_basis": "法律依据",
    "max_until": "最长公开至", "paper": "文书", "proof": "送达凭据", "waived": "放弃陈述申辩", "requested": "申请金额（元）",
    "min_until": "最早可申请修复", "case": "案件（第几号）", "decide_by": "应决定日期", "repair": "修复申请（第几号）",
    "amount": "金额（元）", "warnings": "提醒", "fact": "信用信息（第几号）", "recheck": "资格复核意见（第几号）",
}  # fmt: skip
VALUES = {
    "True": "是", "False": "否", "None": "—", "": "—", "micro": "微型", "small": "小型", "medium": "中型", "large": "大型",
    "serious": "严重", "general": "一般", "minor": "轻微", "repaired": "信用修复", "term": "期限届满", "revoked": "原决定撤销",
}  # fmt: skip


@cache
def duties():
    """Duty name → what it does."""
    return {duty.name: duty.label for duty in all_duties()}


def duty(name):
    return duties().get(name, name)


@cache
def kinds_of_message():
    return {**dict(IssuedDocument.Kind.choices), **duties(), **MESSAGES}


def kind_of_message(code):
    return kinds_of_message().get(code, code)


def kind_of_record(label):
    """`lending.loannote` → 借据; what is no model of ours stays as it is."""
    try:
        return apps.get_model(label)._meta.verbose_name if label else "—"
    except LookupError:
        return label


def move(change):
    """The verb of a status change as people read it."""
    table = table_for(change.record_type)
    return table.by_name[change.move].label if change.move in table.by_name else table.opening


def state(change, status):
    return table_for(change.record_type).label(status) or "—"


def institutions():
    """Institution code → name, read once per page."""
    return dict(Institution._base_manager.values_list("code", "name"))


def facts(change):
    """The facts a status change rests on, as pairs of words; lists joined."""
    for name, value in (change.facts or {}).items():
        parts = value if isinstance(value, list) else [value]
        yield FACTS.get(name, name), "、".join(VALUES.get(str(part), str(part)) for part in parts) or "—"
