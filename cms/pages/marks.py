"""The meta tags a government site carries: of the site on every page, of the column, of the article (domain §6.1)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

COLUMNS = (
    ("/gongshi/", "公示", "候选信用企业（户）公示：名单、公示期、怎样提出异议。", "公示,信用企业,信用户,异议", "通知公告"),
    ("/gonggao/", "公告", "认定、取消资格、更正等公告。", "公告,认定,取消资格,更正", "通知公告"),
    ("/minglu/", "名录", "现在有资格的信用企业和信用户。", "名录,信用企业,信用户", "信息公开目录"),
    ("/chaxun/", "查询", "按信用代码查企业（户），按查验码验文书。", "查询,查验,信用代码", "办事服务"),
    ("/rili/", "日期计算", "工作日怎样算，截止日是哪一天。", "工作日,日历,截止日", "办事服务"),
    ("/fankui/", "异议与反馈", "对公示对象提出异议，查询办理进度。", "异议,反馈,办理进度", "咨询投诉"),
    ("/zixun/", "咨询留言", "咨询、建议、求助，在期限内答复。", "咨询,留言,答复", "咨询投诉"),
    ("/shenbao/", "自行申报", "每年五月、十二月网上申报。", "申报,信保贷,办理", "办事服务"),
    ("/ditu/", "站点地图", "本站全部栏目和网页。", "站点地图", "概况信息"),
)  # fmt: skip
DEFAULT = (
    "首页",
    "推荐诚信经营的中小微企业和个体工商户，办理信用担保贷款。",
    "信保贷,信用担保贷款,伊金霍洛旗",
    "首页",
)


def site_marks(office) -> list[tuple[str, str]]:
    """SiteName, SiteDomain, SiteIDCode; what the office has not told is left out."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    told = host if host.endswith(".gov.cn") else ""
    return _given(
        [
            ("SiteName", office.site_name),
            ("SiteDomain", office.domain or told),
            ("SiteIDCode", office.site_code),
        ]
    )


def column_marks(name, description, keywords, sort):
    return _given(
        [
            ("ColumnName", name),
            ("ColumnDescription", description),
            ("ColumnKeywords", keywords),
            ("ColumnType", sort),
        ]
    )


def column_of(path, office=None) -> list[tuple[str, str]]:
    """The column of an address of the registry; anything else belongs to the home page."""
    for start, *told in COLUMNS:
        if path.startswith(start):
            return column_marks(*told)
    name, description, keywords, sort = DEFAULT
    return column_marks(
        name,
        getattr(office, "description", "") or description,
        getattr(office, "keywords", "") or keywords,
        sort,
    )


def page_marks(page, office) -> list[tuple[str, str]]:
    """Column and, for whatever is to be read, article of a page of the editors."""
    from .models import Article, Column, HomePage, TextPage

    if isinstance(page, HomePage):
        return column_of("/", office)
    above = page if isinstance(page, Column) else page.get_parent().specific
    if isinstance(above, HomePage):
        above = page
    told = getattr(above, "intro", "") or getattr(above, "summary", "") or above.title
    keywords = getattr(above, "keywords", "") or above.title
    marks = column_marks(above.title, told, keywords, page.column_type)
    if not isinstance(page, (Article, TextPage)):
        return marks
    return marks + article_marks(
        page.title, page.first_published_at, page.content_source or office.name, keywords=getattr(page, "keywords", ""),
        author=getattr(page, "author", ""), description=page.search_description or page.summary,
    )  # fmt: skip


def article_marks(title, published_at, source, *, keywords="", author="", description=""):
    """`published_at` is an instant, a day, or None where nobody knows it."""
    return _given([
        ("ArticleTitle", title), ("PubDate", pub_date(published_at)), ("ContentSource", source), ("Keywords", keywords),
        ("Author", author), ("Description", description),
    ])  # fmt: skip


def pub_date(when) -> str:
    """YYYY-MM-DD HH:MM in Asia/Shanghai; a day without an hour is its beginning."""
    if when is None:
        return ""
    if hasattr(when, "tzinfo"):
        return f"{timezone.localtime(when):%Y-%m-%d %H:%M}"
    return f"{when:%Y-%m-%d} 00:00"


def _given(pairs):
    return [(name, str(content)) for name, content in pairs if content]
