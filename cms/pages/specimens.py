"""What the style guide shows: made-up records in every state, drawn by the templates of the real pages. Nothing is saved."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

from django.conf import settings
from django.contrib.staticfiles import finders

from publicity.models import Notice
from registry.policy.calendars import current_calendar

from .contrast import colours, contrast
from .forms import ObjectionForm
from .views.boards import card

PAIRS = (
    ("正文", "ink", "paper"), ("正文在底色上", "ink", "ground"), ("次要文字", "soft", "paper"), ("次要文字在底色上", "soft", "ground"),
    ("链接、按钮", "primary", "paper"), ("链接在底色上", "primary", "ground"), ("指到时", "primary-hover", "paper"),
    ("当前栏目", "primary", "primary-tint"), ("已认定、已办结", "done", "done-ground"), ("公示中、快到期", "due", "due-ground"),
    ("逾期、取消、黑名单", "alarm", "alarm-ground"), ("已结束", "quiet", "quiet-ground"),
)  # fmt: skip
SIZES = (
    (34, "页面标题"),
    (26, "分节标题"),
    (20, "公示期、卡片标题"),
    (17, "正文（电脑上16）"),
    (14, "说明、标注"),
)
TAGS = (("", "已结束"), ("--due", "公示中"), ("--done", "已认定"), ("--alarm", "已取消资格"))
HERE = "#gongshi"
PUBLISHED = date(2026, 4, 28)  # a window across a holiday with a day worked in exchange


def swatches(elder=False):
    """Every pair of colours that is used together, with its measured contrast."""
    found = colours(_css("tokens.css"))
    if elder:
        block = _css("site.css").split(".elder {", 1)[1].split("}", 1)[0]
        found |= colours(block)
    return [
        {"word": word, "one": found[one], "other": found[other], "ratio": f"{contrast(found[one], found[other]):.1f}"}
        for word, one, other in PAIRS
    ]  # fmt: skip


def strips():
    """The strip of days in each state a window goes through."""
    days = (
        ("还没有起算", 0, {}), ("进行中", 11, {}), ("遇休息日", 4, {}), ("最后一天", None, {}), ("期满", 60, {}),
        ("截止日暂定", 11, {"provisional": True}), ("已撤销", 11, {"status": "withdrawn"}),
    )  # fmt: skip
    return [{"word": word, "card": _card(after, changed)} for word, after, changed in days]


def _card(after, changed):
    notice = sample_notice(**changed)
    today = notice.ends_on if after is None else date.fromordinal(PUBLISHED.toordinal() + after)
    return card(notice, today)


def sample_notice(**changed):
    window = current_calendar().window(PUBLISHED, 10)
    marks = [
        {"date": mark.date.isoformat(), "counted": mark.counted, "why": mark.why} for mark in window.days
    ]
    told = {
        "title": "2026年上半年拟认定信用企业（户）公示", "batch": "2026年上半年", "number": "信保贷公示〔2026〕1号", "serial": "yangli",
        "published_on": PUBLISHED, "starts_on": next(mark.date for mark in window.days if mark.counted), "ends_on": window.end,
        "announced_ends_on": window.end, "marks": marks, "status": "open",
    }  # fmt: skip
    notice = Notice(**(told | changed))
    notice.get_absolute_url = lambda: HERE  # it has no page of its own
    return notice


def wrong_form():
    """The objection form as it comes back with mistakes: what was typed is kept."""
    form = ObjectionForm({"sort": "person", "name": "李建国", "facts": ""}, today=PUBLISHED)
    del form.fields["entry"]
    form.is_valid()
    return form


LINES = (
    SimpleNamespace(
        date=PUBLISHED, text="列入公示（信保贷公示〔2026〕1号）", clause="伊政办发〔2019〕53号二（二）3"
    ),
    SimpleNamespace(date=date(2026, 5, 15), text="公示期满", clause=""),
    SimpleNamespace(
        date=date(2026, 5, 18), text="认定为信用企业（户）", clause="伊政办发〔2019〕53号二（二）4"
    ),
)
ROWS = (
    ("伊金霍洛旗示例商贸有限公司", "91150627MA0XXXXX0X", "企业", "阿勒腾席热镇"),
    ("伊金霍洛旗示例面馆", "92150627MA0XXXXX1X", "个体工商户", "乌兰木伦镇"),
)


def _css(name):
    path = finders.find(f"css/{name}") or settings.STATIC_ROOT / "css" / name
    return Path(path).read_text(encoding="utf-8")
