"""What the answers hold: JSON schemas, written once. `pick` lets nothing out that is not declared; the OpenAPI document shows them."""

from publicity.filtering import KINDS
from publicity.models import Announcement, PublicChange
from publicity.publicdata import ANNOUNCEMENT_STATES, STATES
from publicity.verifying import STATES as PAPER_STATES


def text(about, **more):
    return {"type": "string", "description": about, **more}


def one_of(about, values):
    return text(
        f"{about}：{'、'.join(f'{value}（{label}）' for value, label in values.items())}", enum=[*values]
    )


def day(about):
    return text(about, format="date")


def moment(about):
    return text(about, format="date-time")


def number(about):
    return {"type": "integer", "description": about}


def yes(about):
    return {"type": "boolean", "description": about}


def maybe(schema):
    """The same, or null."""
    return {
        **schema,
        "type": [schema["type"], "null"],
        **({"enum": [*schema["enum"], None]} if "enum" in schema else {}),
    }


def many(items, about=""):
    return {"type": "array", "items": items, **({"description": about} if about else {})}


def record(**properties):
    """An object that always has all these members."""
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


def pick(schema, data):
    """The data cut down to what the schema declares. A declared member that is not there is a fault (KeyError)."""
    if "oneOf" in schema:
        return data
    if data is None:
        return None
    if "properties" in schema:
        wanted, must = schema["properties"], schema.get("required", ())
        return {name: pick(wanted[name], data[name]) for name in wanted if name in data or name in must}
    if "items" in schema:
        return [pick(schema["items"], one) for one in data]
    return data


def page_of(items):
    """One page of a list."""
    return record(
        as_of=day("这一天的公开内容"),
        items=many(items),
        next_cursor=maybe(text("下一页从哪里取；没有下一页时为空")),
        next=maybe(text("下一页的地址；没有下一页时为空")),
    )


_LISTED = {
    "shown_name": text("名称；没有字号的个体工商户写姓"), "uscc": text("统一社会信用代码"), "kind": text("企业或者个体工商户"),
    "shown_operator": text("法定代表人或者经营者；本人没有同意公示姓名的只写姓，期满后为空"), "town": text("所属镇"),
}  # fmt: skip
DAY = record(date=day("日期"), counted=yes("是否计入"), why=text("为什么计入或者不计入"))
ENTRY = record(
    ordinal=number("序号"), **_LISTED, industry=text("行业"), recommender=text("推荐单位"), state=text("公示对象今天的情况"),
    outcome_on=maybe(day("结果日期")), corrected_on=maybe(day("更正日期")),
)  # fmt: skip
NOTICE = record(
    serial=text("固定编号"), number=text("文号"), title=text("标题"), batch=text("批次"), state=one_of("状态", STATES),
    state_label=text("状态，中文"), url=text("固定地址"), basis=text("依据"), published_on=day("发布日期"),
    starts_on=day("公示起"), ends_on=day("公示止，24时届满"), announced_ends_on=maybe(day("发布时公布的截止日")),
    provisional=yes("截止日是否暂定"), extension_note=text("截止日变更说明"), workdays=number("公示工作日数"),
    counts_publication_day=yes("发布当日是否计入"), calendar_version=text("日历版本"), workday_n=number("今天是第几个工作日"),
    workdays_left=number("还剩几个工作日"), period=text("公示期，用话写"), days=many(DAY, "逐日计数"),
    how_to_object=text("到哪里提异议；不在公示期的为空"), contact=text("受理部门与联系方式"), body=text("正文"),
    check_code=text("查验码"), sha256=text("公示文本指纹，SHA-256"), announcements=many(text("固定编号"), "相关公告"),
    supplements=maybe(text("补充哪一份公示")), additions=many(text("固定编号"), "补充它的公示"), entries=many(ENTRY, "名单"),
)  # fmt: skip
ROW = {
    "type": "object", "additionalProperties": False, "required": ["shown_name", "uscc", "town"],
    "properties": {"ordinal": number("序号"), **_LISTED, "industry": text("行业"), "recommender": text("推荐单位")},
}  # fmt: skip
ANNOUNCEMENT = record(
    serial=text("固定编号"), number=text("文号"), kind=one_of("种类", dict(Announcement.Kind.choices)),
    kind_label=text("种类，中文"), title=text("标题；不再有效的只写种类"), state=one_of("状态", ANNOUNCEMENT_STATES),
    state_label=text("状态，中文"), url=text("固定地址"), published_on=day("发布日期"), recorded_at=moment("上网时间"),
    expires_on=maybe(day("公开到这一天为止")), body=text("正文；不再有效的只说明原因"), rows=many(ROW, "名单；不再有效的为空"),
    notice=maybe(text("相关公示")), corrects=maybe(text("更正或者取代哪一份")), corrected_by=maybe(text("被哪一份更正或者取代")),
    check_code=text("查验码"), sha256=text("正文指纹，SHA-256"),
)  # fmt: skip
BUSINESS = record(
    id=text("名录编号，不变；停止公开时用它指明是哪一户"), name=text("名称；没有字号的个体工商户写姓"), uscc=text("统一社会信用代码"),
    kind=one_of("类别", KINDS), kind_label=text("类别，中文"), operator=text("法定代表人或者经营者，只写姓"),
    town=text("所属镇代码"), town_label=text("所属镇"), recognised_on=day("认定日期"), batch=text("批次"),
)  # fmt: skip
CHANGE = record(
    cursor=text("从这一条之后接着取"), subject=one_of("哪一类", dict(PublicChange.Subject.choices)),
    id=text("公示、公告的固定编号，或者名录编号"), action=one_of("变化", dict(PublicChange.Action.choices)),
    changed_on=day("变化日期"), recorded_at=moment("记入的时间"), url=text("现在的地址；名录和停止公开的为空"),
    record={"oneOf": [NOTICE, ANNOUNCEMENT, BUSINESS, {"type": "null"}], "description": "今天公开的内容；已经停止公开的为空"},
)  # fmt: skip
CHANGES = record(
    as_of=day("这一天的公开内容"), items=many(CHANGE), next_cursor=text("下一次从这里接着取；没有新变化时不变"),
    more=yes("后面是否还有"),
)  # fmt: skip
STANDINGS = {"recognised": "是信用企业（户）", "in_publicity": "在公示中，尚未认定", "not_listed": "查不到"}
CHECK = record(
    code=text("统一社会信用代码"), on=day("查的是哪一天"), as_of=day("按哪一天公开的内容回答"), state=one_of("情况", STANDINGS),
    state_label=text("情况，中文"), recognised_on=maybe(day("认定日期")), batch=text("批次"),
    notice=maybe(text("公示的固定编号")), starts_on=maybe(day("公示起")), ends_on=maybe(day("公示止")),
    corrected_by=maybe(text("更正公告的固定编号")),
    statement=text("以上内容的规范文本，签名所签的就是它"), signature=text("Ed25519签名，base64url"),
    key_id=text("公钥编号，公钥见 /.well-known/xinbaodai-keys.json"),
)  # fmt: skip
PAPER = record(
    code=text("查验码"), kind=text("文种"), number=text("文号"), issuer=text("制发单位"), issued_on=day("日期"),
    state=one_of("状态", {key: PAPER_STATES[key] for key in ("valid", "replaced", "withdrawn")}), state_label=text("状态，中文"),
    title=text("标题；不公开的为空"), url=text("地址；不公开的为空"), ended_on=maybe(day("失效日期")),
    replaced_by=maybe(text("取代它的文书")), sha256=text("文书指纹，SHA-256"), statement=maybe(text("签名所签的规范文本")),
    signature=maybe(text("Ed25519签名，base64url")), key_id=maybe(text("公钥编号")),
)  # fmt: skip
PAPER_ON_A_DAY = {
    **PAPER,
    "properties": PAPER["properties"] | {
        "on": day("另外查的那一天，写了 on 才有"), "state_on": text("那一天的状态"), "state_on_label": text("那一天的状态，中文"),
    },
}  # fmt: skip
ARRANGEMENT = record(
    year=number("年"), revision=number("第几版"), title=text("标题"), document_number=text("文号"), known_on=day("公布日期"),
)  # fmt: skip
WINDOW = record(
    start=day("从哪一天起"), first=day("第一个计入的日子"), end=day("最后一日"), calendar=text("日历版本"), provisional=yes("是否暂定"), days=many(DAY, "逐日计数"), arrangements=many(ARRANGEMENT, "依据的安排"),
)  # fmt: skip
PAGE = record(
    id=number("编号"), kind=text("页面种类"), title=text("标题"), url=text("地址"), parent=maybe(number("上一级页面")),
    summary=text("摘要"), document_number=text("文号"), issuer=text("发文机关"), issued_on=maybe(day("发文日期")),
    first_published_at=maybe(moment("首次发布时间")), last_published_at=maybe(moment("最近发布时间")),
)  # fmt: skip
PAGE_WHOLE = record(**PAGE["properties"], body=text("正文，HTML"))
_FILE = record(kind=text("哪一种文件"), name=text("文件名"), bytes=number("字节数"), sha256=text("文件指纹，SHA-256"), title=text("种类，中文"), url=maybe(text("地址；不再提供的为空")))  # fmt: skip
_EDITION = record(
    day=day("日期"), revision=number("当日第几版"), rows=number("行数"), added=number("新增"), changed=number("改动"),
    removed=number("移出"), made_at=moment("生成时间"), retired_on=maybe(day("停止提供的日期")), retired_why=text("为什么停止提供"),
    files=many(_FILE, "文件"),
)  # fmt: skip
OPENDATA = record(
    licence=record(title=text("标题"), text=text("使用说明"), path=text("网页")),
    contact=record(name=text("单位"), phone=text("电话"), email=text("邮箱")),
    tables=many(record(
        table=text("表名"), title=text("中文表名"), about=text("内容"), key=text("主键栏"), latest=maybe(_EDITION),
        earlier=many(_EDITION, "以前的版本"),
    ), "各张表"),
)  # fmt: skip
OPENDATA_FILE = {
    "type": "object",
    "description": "按所选文件：表格为 CSV，其余为 JSON，栏目见同一天的字段说明",
}
PROBLEM = record(
    type=text("固定为 about:blank"), title=text("标题"), status=number("状态码"), detail=text("说明"),
    errors=many(text("一句话"), "逐条说明"),
)  # fmt: skip
# Only where a file of the open data is not given any more.
PROBLEM["properties"] |= {
    "day": day("日期"),
    "file": text("文件名"),
    "sha256": text("文件指纹"),
    "rows": number("行数"),
}
