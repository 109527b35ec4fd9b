"""The papers that have a Word layout of their own, the one for all, and where each is issued (domain §1.8). Pure."""

from dataclasses import dataclass

GENERAL = "general"


@dataclass(frozen=True)
class Slot:
    """`matter` is the row of the notice matrix (domain §1.8), "" for papers beyond it; `told` says where it is issued.

    `letter`: it is addressed to somebody; announcements have no 主送机关 (domain §7.1).
    """

    label: str
    matter: str
    told: str
    letter: bool = True


SLOTS = {
    GENERAL: Slot("通用版式", "", "没有单独版式的文书都用它"),
    "notice": Slot("公示公告", "N1", "公示编号发布时", letter=False),
    "referral": Slot("推荐名单", "N2", "公示办结、确定为信用企业（户）时，发合作金融机构和担保公司"),
    "result": Slot("认定通知", "N3", "公示办结时，发推荐单位"),
    "gg_recognition": Slot("认定公告", "N3", "公示办结后向社会公告", letter=False),
    "declined": Slot("未通过告知", "N4", "甄别、领导小组审核或公示未通过时，发申报人"),
    "day1": Slot("逾期首日报告", "N5", "银行报告逾期首日情况时"),
    "warning": Slot("预警提示函", "N6", "银行、担保公司或系统发出预警时"),
    "withdrawal": Slot("预警撤回函", "N6", "预警所依事实更正、撤回预警时"),
    "cancellation": Slot("取消资格决定", "N7", "取消信用企业（户）资格时，发当事人"),
    "gg_cancellation": Slot("取消资格公告", "N7", "取消资格当日向社会公告", letter=False),
    "demand": Slot("催收通知书", "N8", "逾期满60日银行催收时"),
    "day60": Slot("逾期满60日报告", "N9", "银行报告逾期满60日情况时"),
    "consent": Slot("同意代偿通知", "N10", "办公室同意代偿申请时"),
    "refusal": Slot("不同意代偿通知", "N10", "办公室不同意代偿申请时"),
    "compensation": Slot("代偿通知书", "N11", "担保公司支付代偿款后"),
    "recall": Slot("撤回通知书", "N8", "银行更正数据、撤回催收通知书或者代偿申请时，发银行和担保公司"),
    "refund": Slot("代偿款退还通知书", "N11", "银行更正数据、代偿的依据不再成立时，发银行和担保公司"),
    "bl_notice": Slot("拟列入黑名单告知书", "N12", "法制审核通过、制作告知书时"),
    "bl_decision": Slot("列入决定书", "N13", "决定列入黑名单时"),
    "bl_repair": Slot("信用修复告知书", "N13", "与列入决定书一并作出"),
    "gg_blacklist": Slot("黑名单公告", "N14", "决定公开的列入案件，列入后公告", letter=False),
    "joint": Slot("联合惩戒通知", "N15", "决定列入黑名单时，发各部门"),
    "removal": Slot("移出决定", "N16", "准予信用修复、期限届满或更正移出时"),
    "gg_removal": Slot("移出公告", "N16", "移出黑名单后向社会公告", letter=False),
    "gg_correction": Slot("更正公告", "N16", "更正公示信息、恢复资格时向社会公告", letter=False),
    "repair_refused": Slot("不予信用修复决定", "", "不准予信用修复时，发申请人"),
    "reply": Slot("异议答复", "", "异议核查完毕、申辩复核完毕或不予列入时"),
    "ack": Slot("异议受理告知", "", "受理异议时"),
    "not_ack": Slot("异议不予受理告知", "", "不予受理异议时"),
    "statement": Slot("核实通知", "", "要求被反映对象说明时"),
    "certificate": Slot("公示情况证明", "", "公示期满办结时", letter=False),
}


def label_of(slot) -> str:
    return SLOTS[slot].label
