"""取消资格决定 (N7, R40, R41) and the undoing of one (A12)."""

from registry.policy.dates import written

from .letter import REMEDY, letter, named

_CAUSES = {
    "overdue": "未能按时偿还“信保贷”到期本息",
    "breach": "不再符合准入条件",
}


def cancellation(*, qualification, kinds, document_number, today):
    """`kinds` are the kinds of the grounds (`overdue`, `breach`), in the order of the policy text."""
    business = qualification.business
    causes = "，并且".join(_CAUSES[kind] for kind in dict.fromkeys(kinds))
    again = qualification.may_reapply_on
    until = f"{written(again)}以前不得再申请“信保贷”" if again else "不得再申请“信保贷”"
    recognised = f"，{written(qualification.recognised_on)}认定" if qualification.recognised_on else ""
    return letter(
        f"关于取消{business.display_name}信用企业（户）资格的决定",
        f"{named(business)}为{qualification.batch}信用企业（户）{recognised}。经查，该企业（户）{causes}。",
        f"根据{document_number}文件二（二）5的规定，决定自{written(today)}起取消其信用企业（户）资格，{until}，并向社会公告。",
        "此后还清欠款不影响本决定；原有债务应当依约偿还。",
        REMEDY,
    )


def restoration(*, qualification, basis, reason, today):
    business = qualification.business
    return letter(
        f"关于恢复{business.display_name}信用企业（户）资格的告知",
        f"经复核，自{written(today)}起恢复{named(business)}{qualification.batch}信用企业（户）资格。",
        f"理由：{reason.strip()}",
        f"依据材料：{basis.strip()}",
    )
