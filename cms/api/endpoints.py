"""Every address of the public interface: what it is called with, what it gives."""

from publicity import filtering

from . import asking, changes, fields, lists, opendata, pages, workdays
from .door import ASK_AGAIN, Endpoint

SERIAL = {"serial": ("固定编号", {"type": "string", "pattern": "^(GS|GG)[0-9]+$"})}
GONE = (404, 405, 429)
ENDPOINTS = (
    Endpoint(
        "notices/", "api-notices", "公示", "每一份公示：公示期、第几个工作日、名单、依据、怎样提异议。新发布的在前。",
        fields.page_of(fields.NOTICE), lists.notices, (*filtering.NOTICES, *lists.PAGING), vouched=True,
    ),
    Endpoint(
        "notices/{serial}/", "api-notice", "一份公示", "按固定编号取一份公示。",
        fields.NOTICE, lists.notice, path=SERIAL, vouched=True, misses=(400, *GONE),
    ),
    Endpoint(
        "announcements/", "api-announcements", "公告", "认定、取消、黑名单、更正、移出公告。公开期满和撤销的不再列出。",
        fields.page_of(fields.ANNOUNCEMENT), lists.announcements, (*filtering.ANNOUNCEMENTS, *lists.PAGING), vouched=True,
    ),
    Endpoint(
        "announcements/{serial}/", "api-announcement", "一份公告", "按固定编号取一份公告。不再有效的保留编号，不再有名单。",
        fields.ANNOUNCEMENT, lists.announcement, path=SERIAL, vouched=True, misses=(400, *GONE),
    ),
    Endpoint(
        "roster/", "api-roster", "名录", "现在的信用企业（户）。新认定的在前。",
        fields.page_of(fields.BUSINESS), lists.roster, (*filtering.ROSTER, *lists.PAGING), vouched=True,
    ),
    Endpoint(
        "check/", "api-check", "查一户", "按完整的统一社会信用代码查一户在某一天的情况，回答附签名。十分钟内最多查30次。",
        fields.CHECK, asking.check, (asking.CODE, asking.ON), required=("code",), caching=ASK_AGAIN, scope="checks",
    ),
    Endpoint(
        "verify/{code}/", "verify", "查一份文书", "按查验码查一份文书是不是真的、今天是否有效。十分钟内最多查错30次。",
        fields.PAPER_ON_A_DAY, asking.verify, (asking.ON,), path={"code": ("查验码", {"type": "string"})},
        caching=ASK_AGAIN, misses=(400, *GONE), scope="checks",
    ),
    Endpoint(
        "changes/", "api-changes", "变化", "公开内容的每一次变化，按先后排列，可以随时中断再接着取。停止公开的只给编号，不给名称。",
        fields.CHANGES, changes.changes, changes.PARAMETERS, caching=ASK_AGAIN, scope="changes",
    ),
    Endpoint(
        "workdays/", "api-workdays", "算工作日", "从某一天起第几个工作日是哪一天，逐日说明。",
        fields.WINDOW, workdays.workdays, workdays.PARAMETERS, required=("from", "days"), caching="public, max-age=300",
    ),
    Endpoint(
        "pages/", "api-pages", "网页", "已经发布、对所有人公开的网页，不含正文。",
        fields.page_of(fields.PAGE), pages.pages, lists.PAGING,
    ),
    Endpoint(
        "pages/{pk}/", "api-page", "一个网页", "按编号取一个已经发布的网页，含正文。",
        fields.PAGE_WHOLE, pages.page, path={"pk": ("网页编号", {"type": "integer", "minimum": 1})}, misses=(400, *GONE),
    ),
    Endpoint(
        "opendata/", "api-opendata", "开放数据", "每晚一版的全部公开数据：各张表最新一版和以前各版的文件、行数、指纹。",
        fields.OPENDATA, opendata.listing, misses=(405, 429),
    ),
    Endpoint(
        "opendata/{day}/{name}", "api-opendata-file", "开放数据的一个文件", "按日期和文件名取一个文件，内容不会改变；有内容依法撤下的，整版不再提供。",
        fields.OPENDATA_FILE, opendata.file, misses=(404, 405, 410, 429, 503), media=("text/csv", "application/json"),
        path={"day": ("日期", {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}), "name": ("文件名", {"type": "string", "pattern": "^[a-z0-9.-]+$"})},
    ),
)  # fmt: skip
