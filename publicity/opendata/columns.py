"""The columns of the open tables, each with its Chinese title and description: schema, CSV and JSON are made from them. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """`kind`: string, date or integer. `personal`: may name a person, so that an old version with it must not outlive it."""

    name: str
    title: str
    about: str
    kind: str = "string"
    personal: bool = False


_KIND = Column("kind", "类别", "企业或者个体工商户。")
_TOWN = Column("town", "所属镇", "注册所在的镇；没有登记的为空。")
_NAME = Column(
    "shown_name", "名称", "营业执照上的名称；没有字号的个体工商户写作“张*（个体工商户）”。", personal=True
)
_OPERATOR = Column(
    "shown_operator", "法定代表人/经营者", "本人同意公开的写全名，其余只写姓；期满清除的为空。", personal=True
)
_USCC = Column("uscc", "统一社会信用代码", "18位；已撤回的为空。")

ROSTER = (
    Column("id", "名录编号", "一户一次资格的固定编号，不含任何个人信息。"),
    Column("name", "名称", "营业执照上的名称；没有字号的个体工商户写作“张*（个体工商户）”。", personal=True),
    Column("uscc", "统一社会信用代码", "18位。"),
    _KIND,
    Column("operator", "法定代表人/经营者", "只写姓，其余以星号代替。", personal=True),
    _TOWN,
    Column("recognised_on", "认定日期", "认定为信用企业（户）的日期。", "date"),
    Column("batch", "批次", "哪一批认定的。"),
)
NOTICES = (
    Column("serial", "编号", "公示的固定编号，网址里用的就是它。"),
    Column("number", "文号", "公示的文号。"),
    Column("title", "标题", "公示的标题。"),
    Column("batch", "批次", "哪一批。"),
    Column("state", "状态", "公示中、公示已结束或者公示已撤销。"),
    Column("published_on", "发布日期", "在本站发布的日期。", "date"),
    Column("starts_on", "公示起", "公示期第一天。", "date"),
    Column("ends_on", "公示止", "公示期最后一天，24时届满。", "date"),
    Column("url", "网址", "固定网址，以 / 开头，接在本站域名之后。"),
)
ENTRIES = (
    Column("key", "名单编号", "公示编号加序号，固定不变。"),
    Column("notice", "公示编号", "在哪一份公示上。"),
    Column("ordinal", "序号", "在这份公示上的序号。", "integer"),
    _NAME,
    _USCC,
    _KIND,
    _OPERATOR,
    _TOWN,
    Column("industry", "行业", "行业门类。"),
    Column("recommender", "推荐单位", "由谁推荐；自己申报的写“自行申报”。"),
    Column("state", "结果", "公示中、已认定、不予认定、已撤回等。"),
    Column("outcome_on", "结果日期", "有结果的日期；没有结果的为空。", "date"),
)
ANNOUNCEMENTS = (
    Column("serial", "编号", "公告的固定编号，网址里用的就是它。"),
    Column("number", "文号", "公告的文号。"),
    Column("kind", "种类", "认定、取消资格、黑名单、更正或者移出公告。"),
    Column("title", "标题", "公告的标题；已被更正、取代的只写种类。", personal=True),
    Column("published_on", "发布日期", "在本站发布的日期。", "date"),
    Column("expires_on", "公开期满", "公开到哪一天；长期公开的为空。", "date"),
    Column("notice", "相关公示", "相关公示的编号；没有的为空。"),
    Column("corrects", "更正哪一份", "更正、取代的公告的编号；没有的为空。"),
    Column("url", "网址", "固定网址，以 / 开头，接在本站域名之后。"),
)
LISTED = (
    Column("key", "名单编号", "公告编号加序号，固定不变。"),
    Column("announcement", "公告编号", "在哪一份公告上。"),
    Column("ordinal", "序号", "在这份公告上的序号。", "integer"),
    _NAME,
    _USCC,
    _KIND,
    _OPERATOR,
    _TOWN,
)
