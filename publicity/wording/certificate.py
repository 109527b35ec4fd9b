"""公示情况证明: what was published, for how long, what the looks at the page prove, and what became of it. No objector is named."""

from django.utils import timezone

from registry.policy.dates import written

NO_LOOKS = "公示期内没有网页核验记录，本证明不能证明公示网页在公示期内持续可读。"
NO_RECORD = "没有核验记录"


def moment_words(moment) -> str:
    """2026年5月12日09:40, in Asia/Shanghai."""
    local = moment.astimezone(timezone.get_current_timezone())
    return f"{written(local.date())}{local:%H:%M}"


def span_words(first, last) -> str:
    return f"{moment_words(first)}至{moment_words(last)}"


def length_words(length) -> str:
    """1天0小时5分钟; below a day 3小时20分钟; the minute is the least."""
    minutes = max(1, round(length.total_seconds() / 60))
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    day = f"{days}天" if days else ""
    hour = f"{hours}小时" if days or hours else ""
    return f"{day}{hour}{minutes}分钟"


def found_words(found) -> str:
    """无法连接144次、超时2次."""
    return "、".join(f"{word}{times}次" for word, times in found) or NO_RECORD


def percent(value) -> str:
    """Two decimals, never rounded up to 100 while anything is missing."""
    return f"{min(value, 99.99) if value < 100 else value:.2f}%"


def certificate_text(*, notice, fixed, moving):
    """(title, body) of the certificate. `fixed` and `moving` are its facts (certifying.py)."""
    body = (
        f"兹证明“{notice.title}”（{notice.number}，固定编号{notice.serial}）的公示情况如下。",
        "一、公示期",
        *_window(notice),
        "二、公示文本",
        f"发布时公示文本的SHA-256指纹为{fixed['text_sha256']}，查验码{notice.check_code}。{_since(moving)}",
        "三、网页核验",
        *_looks(fixed),
        "四、发布渠道",
        *_postings(moving),
        "五、异议",
        _objections(moving["objections"]),
        "六、结果",
        _entries(moving["entries"]),
        *_replaced(fixed),
        "特此证明。",
    )
    return f"关于{notice.number}公示情况的证明", "\n".join(body)


def certificate_tables(fixed, moving) -> list[dict]:
    """The tables after the text: every gap, every posting."""
    gaps = {
        "title": "附表1　不能证明网页可读的时段",
        "columns": ["序号", "起", "止", "时长", "核验情况"],
        "rows": [[str(n), *line] for n, line in enumerate(fixed["gaps"], start=1)],
    }
    postings = {
        "title": "附表2　发布凭据",
        "columns": ["序号", "渠道", "地点或栏目", "发布日期", "撤下日期", "凭据"],
        "rows": [[str(n), *line] for n, line in enumerate(moving["postings"], start=1)],
    }
    return [table for table in (gaps, postings) if table["rows"]]


def _window(notice):
    counted = "计入" if notice.counts_publication_day else "不计入"
    total = notice.workdays + notice.extra_workdays
    yield (
        f"{written(notice.published_on)}发布，自{written(notice.starts_on)}起至{written(notice.ends_on)}24时止，"
        f"共{total}个工作日（发布当日{counted}，按{notice.calendar_version}版工作日历计算）。"
    )
    if notice.extension_note:
        yield notice.extension_note


def _looks(fixed):
    looks = fixed["looks"]
    if not looks["total"]:
        yield NO_LOOKS
        return
    often = f"每{looks['minutes']}分钟" if looks["minutes"] else "定时"
    bad = looks["total"] - looks["same"]
    found = f"其中{looks['same']}次与公示文本一致，{bad}次不能读取或者不一致（{looks['found']}）"
    yield (
        f"公示期内，本系统{often}通过网络读取一次公示网页，并与发布时的公示文本比对。"
        f"共读取{looks['total']}次，{found if bad else '全部与公示文本一致'}。"
    )
    if not fixed["gaps"]:
        yield "公示期内网页持续可读，没有中断。"
        return
    longest = f"，最长的一段为{fixed['longest']}" if len(fixed["gaps"]) > 1 else f"，时长{fixed['longest']}"
    yield (
        f"有{len(fixed['gaps'])}段时间不能证明网页可读{longest}（见附表1）；其余时间占公示期的{fixed['coverage']}，网页可读。"
    )


def _postings(moving):
    yield (
        f"登记的发布凭据共{len(moving['postings'])}项（见附表2）。"
        if moving["postings"]
        else "没有登记发布凭据。"
    )
    if moving["missing"]:
        yield f"截至本证明出具之日，{'、'.join(moving['missing'])}没有登记发布凭据。"


def _objections(counts):
    if not counts["total"]:
        return "公示期间没有收到异议。"
    tail = "、".join(f"{word}{n}件" for word, n in counts["outcomes"])
    late = f"另有公示期外收到的{counts['late']}件。" if counts["late"] else ""
    return f"公示期内收到异议和线索{counts['in_time']}件。{late}办理情况：{tail}。"


def _entries(counts):
    tail = "、".join(f"{word}{n}个" for word, n in counts["outcomes"])
    return f"列入公示的对象共{counts['total']}个：{tail}。"


def _since(moving):
    told, gone = moving["corrections"], moving["entries"]["withdrawn"]
    corrected = f"发布之后以{'、'.join(told)}作了更正，比对以更正后的名单为准。" if told else ""
    struck = f"公示期间撤回{gone}个对象，网页上的名单相应减少，比对时已扣除。" if gone else ""
    return corrected + struck


def _replaced(fixed):
    if fixed.get("replaces"):
        yield f"本证明取代{fixed['replaces']}。"
