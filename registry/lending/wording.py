"""Sentences of the papers and messages about overdue loans (domain §7: N5, N8–N11). Money in 元."""

from dataclasses import dataclass
from datetime import date

from registry.policy.dates import written
from registry.policy.money import yuan


@dataclass(frozen=True)
class Text:
    title: str
    body: str


def loan(episode):
    note = episode.note
    return (
        f"{episode.business.display_name}（统一社会信用代码{episode.business.uscc}）在{episode.bank.name}的借据{note.note_no}"
        f"（合同{note.line.contract_no}，贷款金额{yuan(note.amount)}）"
    )


def day1_due(episode, due):
    return Text(
        f"逾期第1日：{episode.note.note_no}",
        f"{loan(episode)}应于{written(episode.unpaid_since)}归还的本息未按期归还，{written(episode.day1_on)}为逾期第1日。"
        f"请{episode.bank.name}积极跟进，分析原因，开展清收，并于{written(due)}以前报告旗金融服务中心和担保公司。",
    )


def day60_due(episode, due):
    return Text(
        f"逾期满60日：{episode.note.note_no}",
        f"{loan(episode)}自{written(episode.unpaid_since)}起未按期还本付息，{written(episode.day60_on)}逾期满60日。"
        f"请{episode.bank.name}发放催收通知书，并于{written(due)}以前报告旗金融服务中心和担保公司。",
    )


def cured(episode):
    return Text(
        f"逾期已还清：{episode.note.note_no}",
        f"{loan(episode)}自{written(episode.unpaid_since)}起的逾期，截至{written(episode.ended_on)}到期本息已还清。"
        "已作出的预警、取消资格不因此撤销。",
    )


def voided(episode):
    return Text(
        f"逾期已更正撤销：{episode.note.note_no}",
        f"{loan(episode)}自{written(episode.unpaid_since)}起的逾期，经银行更正数据后撤销。已发预警、拟取消资格请办公室复核。",
    )


def restated(episode, before):
    return Text(
        f"逾期起始日已更正：{episode.note.note_no}",
        f"{loan(episode)}的逾期，经银行更正数据，最早未还日由{written(date.fromisoformat(before))}更正为{written(episode.unpaid_since)}："
        f"{written(episode.day1_on)}为逾期第1日，{written(episode.day60_on)}为满60日。报告期限随之更正，已经办理的事项不重复办理。",
    )


def report(record, cause, plan):
    episode = record.episode
    return Text(
        f"{record.get_kind_display()}：{episode.business.display_name}",
        f"{loan(episode)}自{written(episode.unpaid_since)}起未按期归还本息。\n原因类别：{record.get_cause_kind_display()}\n逾期原因：{cause}\n清收措施：{plan}",
    )


def demand(episode, notice):
    return Text(
        f"催收通知书（第{notice.ordinal}次）",
        f"{episode.business.display_name}：\n你单位（户）在我行的{episode.note.note_no}号借据（合同{episode.note.line.contract_no}）"
        f"自{written(episode.unpaid_since)}起逾期。截至{written(notice.issued_on)}，未还本金{yuan(notice.principal)}，"
        f"未还利息{yuan(notice.interest)}。请于{written(notice.pay_by)}前还清；逾期未还的，将依法清收，并由担保公司代偿后向你单位（户）追偿。",
    )


def claim(record):
    return Text(
        f"代偿申请：{record.episode.note.note_no}",
        f"{loan(record.episode)}逾期满60日，申请代偿本金{yuan(record.principal)}、利息{yuan(record.interest)}，"
        f"合计{yuan(record.requested)}，利息计至{written(record.interest_to)}。请办公室审批。",
    )


def consent(record):
    return Text(
        f"同意代偿通知：{record.episode.note.note_no}",
        f"经审核，同意担保公司对{loan(record.episode)}代偿{yuan(record.approved_amount)}"
        f"（会议纪要{record.minutes_number}）。{_cut(record)}请担保公司支付，银行收款后确认。",
    )


def _cut(record):
    if not record.cut_reason:
        return ""
    return (
        f"申请{yuan(record.requested)}，核减{yuan(record.requested - record.approved_amount)}，"
        f"核减理由：{record.cut_reason.rstrip('。')}。"
    )


def refusal(record, reason):
    return Text(
        f"不同意代偿通知：{record.episode.note.note_no}",
        f"{loan(record.episode)}的代偿申请，经审核不同意。理由：{reason}",
    )


def compensation(record):
    return Text(
        f"代偿通知书：{record.episode.note.note_no}",
        f"我公司已于{written(record.paid_on)}为{loan(record.episode)}代偿{yuan(record.paid_amount)}"
        f"（支付凭证{record.voucher_no}），依法取得追偿权。请{record.bank.name}移交债权材料。",
    )


def misuse(record):
    line = record.line
    about = f"借据{record.note.note_no}" if record.note else f"合同{line.contract_no}"
    return Text(
        f"资金使用监督发现挪用嫌疑：{line.business.display_name}",
        f"{line.bank.name}于{written(record.checked_on)}检查{line.business.display_name}"
        f"（统一社会信用代码{line.business.uscc}）{about}的资金使用，结果为“挪用嫌疑”。\n检查内容：{record.looked_at}\n"
        f"情况说明：{record.remarks}\n请旗金融服务中心研究是否提出列入黑名单，并登记研究结果。系统不会自动提出或者列入。",
    )


def guarantee_ending(note, ends_on, *, over):
    line = note.line
    joint = line.guarantee_kind == "joint"
    way = "向担保公司书面主张保证责任" if joint else "对借款人提起诉讼或者申请仲裁"
    said = "" if line.guarantee_kind else "系统中没有登记保证方式，按一般保证提示。"
    state = (
        f"已于{written(ends_on)}届满，系统中没有代偿申请。请立即核实是否已经依法主张，并向旗金融服务中心说明情况。"
        if over
        else f"将于{written(ends_on)}届满。请在该日以前{way}，并留存凭据；符合代偿条件的，请提交代偿申请。{said}"
    )
    return Text(
        f"保证期间{'已经届满' if over else '即将届满'}：{note.note_no}",
        f"{note.business.display_name}（统一社会信用代码{note.business.uscc}）的借据{note.note_no}（合同{line.contract_no}，"
        f"贷款金额{yuan(note.amount)}，{written(note.due_on)}到期）尚未还清，保证期间{state}",
    )
