"""The kinds of texts the office words itself: their places, which of them must stand, and the first wording. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from registry.policy.privacy import publication_problems, raw_data_problems

MARK = re.compile(r"【[^【】\n]{0,20}】?|】")
_PLACE = re.compile(r"【([^【】\n]{1,20})】")
BANK_WORDS = ("逾期", "欠息", "欠款", "借据", "余额", "拖欠")


@dataclass(frozen=True)
class Kind:
    """`places` maps each place to an example; `required` must stand in the text; `forbidden` words must not (§5.4)."""

    label: str
    places: Mapping[str, str]
    required: frozenset
    text: str
    forbidden: tuple[str, ...] = ()
    most: int = 4000


_PERIOD = "自2026年5月9日起至2026年5月21日24时止，共10个工作日（2026年5月8日发布，发布当日不计入）。"
_LISTED = {"文号": "伊政办发〔2019〕53号", "批次": "2026年上半年", "对象数": "3家信用企业、2户信用个体工商户"}
_ISSUED = {"公示期": _PERIOD, "受理方式": "旗金融服务中心，电话0477-0000000", "发布日期": "2026年5月8日"}
_NAMED = {"名称": "内蒙古示例有限公司", "信用代码": "91150627MAXXXXX15T", "称号": "信用企业"}
_DATED = {"生效日期": "2026年6月1日", "发布日期": "2026年6月1日"}
_RECEIPT = {
    "收到日期": "2026年5月11日", "对象": "内蒙古示例有限公司", "公示号": "公示〔2026〕1号", "受理号": "YY20260001",
}  # fmt: skip


def _kind(label, text, places, optional=(), **more):
    return Kind(label, places, frozenset(places) - frozenset(optional), text, **more)


_BODY = (
    "根据【文号】文件关于“信保贷”业务的规定，经推荐申报、有关部门甄别，并经旗县域金融工程领导小组审核，"
    "【批次】拟认定【对象数】，现予公示，接受社会监督。{more}\n"
    "一、公示期\n【公示期】\n"
    "二、异议的提出\n公示期内，任何单位和个人对公示对象有异议的，可以书面提出，也可以在本网站提出。"
    "个人应当写明真实姓名、联系电话和联系地址；单位应当加盖公章，并写明联系人和联系电话。"
    "异议应当说明事实和理由，并提供证据或者线索。匿名反映原则上不予受理，有具体事实的作为线索核查。"
    "受理单位对异议人的信息予以保密。\n"
    "三、公示期满后的处理\n公示期间无重大失信事件反映的，公示期满后确定为信用企业（户），推荐给合作金融机构。"
    "异议尚未核查完毕的，只暂缓认定所涉对象，不影响其他对象。认定为信用企业（户）不构成贷款承诺。\n"
    "四、受理方式\n【受理方式】\n附件：拟认定名单\n伊金霍洛旗金融服务中心\n【发布日期】"
)
_CLOSING = "\n特此公告。\n伊金霍洛旗金融服务中心\n【发布日期】"
_MORE = "本公示是【原公示号】的补充，所列对象的公示期单独计算，原公示不受影响。"

KINDS = {
    "notice_title": _kind("公示标题", "关于拟认定【批次】信用企业、信用个体工商户名单的公示", {"批次": "2026年上半年"}, most=100),
    "notice_body": _kind("公示正文", _BODY.format(more=""), _LISTED | _ISSUED, ("文号", "批次")),
    "supplement_title": _kind(
        "补充公示标题", "关于补充拟认定【批次】信用企业、信用个体工商户名单的公示", {"批次": "2026年上半年"}, most=100
    ),
    "supplement_body": _kind(
        "补充公示正文", _BODY.format(more=_MORE), _LISTED | {"原公示号": "公示〔2026〕1号"} | _ISSUED, ("文号", "批次")
    ),
    "recognition": _kind(
        "认定公告",
        "根据【文号】文件关于“信保贷”业务的规定，【批次】拟认定的信用企业、信用个体工商户已于【公示期】公示（【公示号】）。"
        "附后名单所列对象，公示期间无重大失信事件反映，或者反映的情况经核查不构成重大失信事件，"
        "现确定【对象数】，自【生效日期】起生效，并推荐给合作金融机构。\n"
        "认定为信用企业（户）不作为贷款承诺；是否担保、放贷，由担保机构和金融机构调查后决定。" + _CLOSING,
        _LISTED | _DATED | {"公示期": "2026年5月9日至2026年5月21日", "公示号": "公示〔2026〕1号"}, ("文号",),
    ),
    "cancellation": _kind(
        "取消资格公告",
        "【名称】（统一社会信用代码：【信用代码】）原为【批次】认定的【称号】。现因不再符合准入条件，"
        "根据【文号】文件二（二）5的规定，自【生效日期】起取消其【称号】资格，不得再申请“信保贷”业务。\n"
        "对本公告有异议的，可以向伊金霍洛旗金融服务中心书面提出。" + _CLOSING,
        _NAMED | _DATED | {"批次": "2026年上半年", "文号": "伊政办发〔2019〕53号"}, ("批次", "文号"), forbidden=BANK_WORDS,
    ),
    "restoration": _kind(
        "恢复资格更正公告",
        "【原公告日期】发布的【原公告号】所涉【名称】（统一社会信用代码：【信用代码】），经复核，"
        "自【生效日期】起恢复其【称号】资格，原公告不再适用。" + _CLOSING,
        _NAMED | _DATED | {"原公告日期": "2026年5月20日", "原公告号": "公告〔2026〕3号"}, ("原公告日期",),
        forbidden=BANK_WORDS,
    ),
    "correction": _kind(
        "公示更正公告",
        "【公示日期】发布的《【公示标题】》（【公示号】）名单第【序号】号，因笔误作如下更正：\n【更正内容】\n"
        "公示对象没有变化，不重新公示，公示期仍至【截止日期】24时届满。" + _CLOSING,
        {
            "公示日期": "2026年5月8日", "公示标题": "关于拟认定2026年上半年信用企业、信用个体工商户名单的公示",
            "公示号": "公示〔2026〕1号", "序号": "3", "更正内容": "名称由“内蒙古示列有限公司”更正为“内蒙古示例有限公司”。",
            "截止日期": "2026年5月21日", "发布日期": "2026年5月12日",
        },
        ("公示日期", "公示标题"),
    ),
    "ack": _kind(
        "异议受理告知",
        "您于【收到日期】对“【对象】”（【公示号】）提出的异议（受理号【受理号】）已经受理。\n"
        "我们将在【核查期限】前核查，核查结果书面答复您。\n"
        "您的姓名、联系方式和提交的材料只供经办人核查使用，不向被反映对象和社会公开。"
        "凭受理号和联系电话可以查询办理进度、补充材料。",
        _RECEIPT | {"核查期限": "2026年6月1日"}, ("收到日期", "公示号"),
    ),
    "not_ack": _kind(
        "异议不予受理告知",
        "您于【收到日期】对“【对象】”（【公示号】）提出的异议（受理号【受理号】）不予受理。\n理由：【理由】。\n"
        "有新的事实或者证据的，可以重新提出。对本告知不服的，可以向旗县域金融工程领导小组办公室申请复核。",
        _RECEIPT | {"理由": "所反映的事项与公示对象无关"}, ("收到日期", "公示号"),
    ),
    "reply": _kind(
        "异议答复",
        "您于【收到日期】对“【对象】”（【公示号】）提出的异议（受理号【受理号】）已核查完毕，结论为：【结论】。\n【答复内容】\n"
        "对答复不服的，可以向旗县域金融工程领导小组办公室申请复核。",
        _RECEIPT | {"结论": "不属实", "答复内容": "经向法院和当事人核实，所反映的判决已经履行完毕。"}, ("收到日期", "公示号"),
    ),
    "question": _kind(
        "核实通知",
        "【对象】（【信用代码】）已列入【公示号】。公示期间收到对贵单位的反映，主要内容如下（已隐去反映人信息）：\n【反映内容】\n"
        "请在【说明期限】前就上述情况作出说明，并提供证明材料。可以在本网站“异议与反馈—被反映对象说明”中，"
        "凭本通知的查验码和统一社会信用代码提交，也可以书面送交旗金融服务中心。\n"
        "不得打听、打击报复反映人。期满没有说明的，按已查明的情况认定。",
        {
            "对象": "内蒙古示例有限公司", "信用代码": "91150627MAXXXXX15T", "公示号": "公示〔2026〕1号",
            "反映内容": "反映贵单位去年拖欠货款，法院已判决，至今没有履行。", "说明期限": "2026年5月18日",
        },
        ("信用代码",),
    ),
}  # fmt: skip


def fill(text, values: Mapping[str, str]) -> str:
    """The text with the places in `values` filled, in one pass; other places stay as they are."""
    return _PLACE.sub(lambda found: str(values.get(found[1], found[0])), text)


def example(kind, text) -> str:
    """The text as it would read, with example values."""
    return fill(text, KINDS[kind].places)


def template_problems(kind, text) -> list[str]:
    """Every reason why this wording may not be used: unknown, broken or missing places, forbidden words, numbers."""
    known = KINDS.get(kind)
    if known is None:
        return ["没有选择是哪一种文稿。"]
    marks = dict.fromkeys(MARK.findall(text))
    allowed = {f"【{place}】" for place in known.places}
    listed = "".join(f"【{place}】" for place in known.places)
    strange = [mark for mark in marks if mark not in allowed]
    found = [f"“{mark}”不是这种文稿可用的填写处，可用的有：{listed}。请改正。" for mark in strange]
    missing = [
        f"【{place}】" for place in known.places if place in known.required and f"【{place}】" not in marks
    ]
    if missing:
        found.append(f"缺少必须保留的{'、'.join(missing)}。请补上后再提交。")
    barred = [word for word in known.forbidden if word in text]
    if barred:
        found.append(f"有“{'”“'.join(barred)}”字样。面向社会的{known.label}不写银行信息，请删去。")
    if len(text) > known.most:
        found.append(f"有{len(text)}个字，最多{known.most}个字。请写得简短些。")
    held = raw_data_problems({"模板正文": text})
    return found + (held or publication_problems({"模板正文": text}))
