"""拟列入告知书, 列入决定书, 信用修复告知书, 联合惩戒通知, 移出决定 (N12–N16, R49–R52, domain §5.2, §5.3)."""

from registry.policy.dates import written
from registry.policy.rules.repair import REPAIR_DECISION_WORKDAYS

from .letter import OFFICE, REMEDY, contact, letter, named

CONSEQUENCES = "今后不在“信保贷”范围；取消其他一切政策、资金扶持；列入信贷“黑名单”；依法清收所有债务"
REPAIR_LAW = "《信用修复管理办法》（国家发展改革委令第36号）"


def notice(*, case, term, reply_days, document_number, phone=""):
    """拟列入黑名单告知书: facts, basis, term, consequences, the right to answer and until when."""
    return letter(
        "拟列入信贷“黑名单”告知书",
        f"经查，你单位（户）涉嫌{case.get_ground_display()}。事实与证据：{case.facts.strip()}",
        f"认定依据：{case.basis.strip()}",
        f"法律依据：{case.listing_basis.citation}：“{case.listing_basis.text.strip()}”",
        f"根据{document_number}文件二（四）的规定，拟将你单位（户）列入信贷“黑名单”。后果：{CONSEQUENCES}。",
        f"失信程度拟认定为“{case.get_severity_display()}”，期限自{written(case.determined_on)}起算，{written(term.min_until)}起可以申请信用修复，"
        f"{written(term.max_until)}起不再公开。没有法律、法规依据并经法制审核的，不向社会公开。",
        f"你单位（户）有权陈述和申辩。请自收到本告知书之日起{reply_days}个工作日内（收到当日不计），向{OFFICE}"
        "提交书面意见和证据；逾期不提出的，视为放弃。不因陈述申辩加重处理。",
        contact(phone),
    )


def decision(*, case, term, document_number):
    """列入决定书: who, why, on what, with what effect, and how to seek redress."""
    return letter(
        f"关于将{case.business.display_name}列入信贷“黑名单”的决定",
        f"{named(case.business)}{case.get_ground_display()}。事实与证据：{case.facts.strip()}",
        f"认定依据：{case.basis.strip()}",
        f"法律依据：{case.listing_basis.citation}：“{case.listing_basis.text.strip()}”",
        _heard(case),
        f"根据{document_number}文件二（四）的规定，决定自{written(case.decided_on)}起将其列入信贷“黑名单”。"
        f"失信程度：{case.get_severity_display()}；期限自{written(case.determined_on)}起算，"
        f"{written(term.min_until)}起可以申请信用修复，{written(term.max_until)}起不再公开。",
        f"后果：{CONSEQUENCES}。",
        REMEDY,
    )


def repair_advice(*, case, term, phone=""):
    """信用修复告知书, given together with the decision (两书同达)."""
    return letter(
        "信用修复告知书",
        f"根据{REPAIR_LAW}，{named(case.business)}可以自{written(term.min_until)}起申请信用修复。",
        "条件：失信行为已经纠正，有关义务履行完毕，并作出公开的信用承诺。",
        "材料：信用修复申请、纠正和履行义务的证明、信用承诺书。修复不收取任何费用。",
        f"办理：向{OFFICE}提交，自收到之日起{REPAIR_DECISION_WORKDAYS}个工作日内决定；不同意的，书面说明理由。",
        f"最长期限届满，自{written(term.max_until)}起公开自动停止。移出“黑名单”不等于恢复申请“信保贷”的资格，后者须另行决定。",
        contact(phone),
    )


def joint(*, case, document_number, due_on):
    """联合惩戒通知 to departments: each decides and records what it does itself (A32)."""
    return letter(
        f"关于对{case.business.display_name}实施联合惩戒的通知",
        f"{named(case.business)}因{case.get_ground_display()}，已于{written(case.decided_on)}列入信贷“黑名单”。",
        f"根据{document_number}文件二（四）的规定，请依照各自职责和法律、法规，对其取消政策、资金扶持，协助依法清收债务；"
        "没有法律、法规依据的措施不得采取。",
        f"请于{written(due_on)}以前把采取的措施、所依据的法律法规和办结日期在系统中登记；没有可以采取的措施的，也请登记。该企业（户）移出“黑名单”后，请及时解除并登记。",
        "本通知只供办理联合惩戒使用，不得对外公开。",
    )


def removal(*, case, cause):
    return letter(
        f"关于将{case.business.display_name}移出信贷“黑名单”的决定",
        f"{named(case.business)}因{case.get_ground_display()}，曾于{written(case.decided_on)}列入信贷“黑名单”。",
        f"移出事由：{cause}。{case.removal_reason}",
        f"决定自{written(case.removed_on)}起将其移出信贷“黑名单”，停止公开、共享和使用该失信信息。"
        "请各收文单位停止使用、解除已经采取的惩戒措施，并在系统中签收本决定。",
        "恢复申请“信保贷”的资格另行决定。"
        if case.exclusion_lifted_on is None
        else "同时解除不得申请“信保贷”的限制。",
    )


def dismissal(*, case):
    """Told to who had the 拟列入告知书: it is not listed."""
    return letter(
        "不予列入信贷“黑名单”告知书",
        f"{written(case.notified_on)}向你单位（户）送达《拟列入信贷“黑名单”告知书》。经审查，决定不予列入。",
    )


def repair_refused(*, request, phone=""):
    """不予信用修复决定: which conditions are not met, and that it may be asked again."""
    lacking = [
        text for met, text in (
            (request.corrected, "失信行为尚未纠正"), (request.duties_performed, "有关义务尚未履行完毕"),
            (request.promise_public, "没有作出公开的信用承诺"),
        ) if not met
    ]  # fmt: skip
    return letter(
        f"关于不予{request.case.business.display_name}信用修复的决定",
        f"{named(request.case.business)}于{written(request.received_on)}提出信用修复申请。",
        f"经核查：{'；'.join(lacking)}。" if lacking else "",
        f"核查意见：{request.finding.strip()}",
        f"根据{REPAIR_LAW}，决定不予修复。理由：{request.decision.strip()}",
        "条件具备后可以再次申请，不收取任何费用。",
        REMEDY,
        contact(phone),
    )


def _heard(case):
    if case.replied_on is None:
        return f"告知书已于{written(case.notified_on)}送达，期限内未提出陈述申辩。"
    if case.reply_waived:
        return f"告知书已于{written(case.notified_on)}送达，当事人书面放弃陈述申辩。"
    return f"当事人于{written(case.replied_on)}提出陈述申辩。复核意见：{case.reply_review.strip()}"
