"""预警提示函 (R36–R39): to institutions only, never to the public."""

from registry.policy.dates import written
from registry.policy.money import yuan

from .letter import contact, letter, named

MEASURES = "请有关单位和各金融机构、担保公司关注风险；可以采取保全措施，或者要求补充抵质押担保。"
SECRET = "本函只供收文单位防范风险使用，不得对外公开，不得转发无关人员。"


def overdue_warning(*, business, episode, position, document_number, prepared, phone=""):
    """For the first day overdue of one note (R36). `position` may be None; `prepared`: cancellation is prepared."""
    return letter(
        f"关于{business.display_name}未按期偿还贷款本息的预警提示函",
        f"据{episode.bank.name}报送，{named(business)}的“信保贷”借据{episode.note.note_no}最早一笔到期未还本息的应还款日为"
        f"{written(episode.unpaid_since)}，{written(episode.day1_on)}为逾期第1日。{_owed(position)}",
        f"根据{document_number}文件二（二）5的规定，现予预警提示。{MEASURES}",
        "该企业（户）的信用资格拟予取消，待旗金融服务中心确认。" if prepared else "",
        SECRET,
        contact(phone),
    )


def breach_warning(*, business, condition, facts, document_number, prepared, phone=""):
    """For a broken admission condition (R37)."""
    return letter(
        f"关于{business.display_name}不再符合准入条件的预警提示函",
        f"{named(business)}不再符合“信保贷”准入条件“{condition.text.rstrip('。；')}”。事实与依据：{facts.strip()}",
        f"根据{document_number}文件二（二）5的规定，违反准入条件其中之一的，予以预警并取消资格。{MEASURES}",
        "该企业（户）的信用资格拟予取消，待旗金融服务中心确认。" if prepared else "",
        SECRET,
        contact(phone),
    )


def kept(*, business, warning, remaining, phone=""):
    """预警撤回函 for a technical overdue: the warning is taken back, the qualification stands (A13)."""
    after = "另有预警尚待确认，资格状态暂不改变。" if remaining else "该企业（户）的信用资格继续有效。"
    return letter(
        f"关于{business.display_name}逾期认定为技术性逾期的告知",
        f"{named(business)}的预警提示（{warning.document_number}）经核查，原因为：{warning.waiver_cause}。"
        f"证明材料：{warning.waiver_evidence}。该预警予以撤回，不予取消资格。{after}",
        SECRET,
        contact(phone),
    )


def breach_withdrawn(*, business, warning, reason, remaining, phone=""):
    """Told to everybody who had the warning: the fact it rested on is corrected, repaired or expired (A28)."""
    after = "另有预警尚待确认，资格状态暂不改变。" if remaining else "该企业（户）的信用资格继续有效。"
    return letter(
        f"关于撤回{business.display_name}预警提示的告知",
        f"{named(business)}的预警提示（{warning.document_number}）所依据的信用信息已更正、修复或者到期，现予撤回。"
        f"理由：{reason.strip().rstrip('。')}。{after}",
        SECRET,
        contact(phone),
    )


def voided_withdrawn(*, business, warning, remaining, standing, phone=""):
    """Told to everybody who had the warning: the bank corrected its data, the arrears never were (R70)."""
    kept = "该企业（户）的信用资格继续有效。" if standing and standing.status != "cancelled" else ""
    after = "另有预警尚待确认，资格状态暂不改变。" if remaining else kept
    if standing and standing.status == "cancelled":
        after = "该企业（户）已取消的信用资格，由旗金融服务中心另行决定是否恢复。"
    return letter(
        f"关于撤回{business.display_name}预警提示的告知",
        f"{named(business)}的预警提示（{warning.document_number}）所依据的逾期，经{warning.episode.bank.name}更正数据，"
        "不存在或者起始日有误，现予撤回。请停止使用该预警，因该预警采取的措施请及时解除。",
        after,
        SECRET,
        contact(phone),
    )


def _owed(position):
    if position is None:
        return ""
    due = position.overdue_principal + position.overdue_interest
    text = f"截至{written(position.as_of)}，贷款余额{yuan(position.balance)}"
    return f"{text}，其中逾期本息{yuan(due)}。" if due else f"{text}。"
