"""公告: recognition, cancellation, blacklist, removal, restoration. Each gives (title, body)."""

from registry.policy.dates import written

from .notice import OFFICE_NAME, counted, quality
from .worded import worded

TITLE_LENGTH = 120


def recognition_text(*, notice, kinds, document_number, effective_on, today):
    """认定公告 (N3, R30): the list follows the text."""
    body = worded(
        "recognition", 文号=document_number, 批次=notice.batch, 公示号=notice.number, 对象数=counted(kinds),
        公示期=f"{written(notice.starts_on)}至{written(notice.ends_on)}", **_days(effective_on, today),
    )  # fmt: skip
    return f"关于认定{notice.batch}信用企业、信用个体工商户的公告", body


def cancellation_text(*, name, uscc, kind, batch, document_number, effective_on, today):
    """取消资格公告 (R42): no fact from a bank, whatever the cause was (domain §5.4)."""
    whom = {"名称": name, "信用代码": uscc, "称号": quality(kind), "批次": batch, "文号": document_number}
    body = worded("cancellation", **whom, **_days(effective_on, today))
    return _named(f"关于取消{quality(kind)}资格的公告", name), body


def blacklist_text(*, name, uscc, ground, legal_basis, min_until, expires_on, effective_on, today):
    """黑名单公告 (N14, R51): the rule, the legal basis and the term; no amounts."""
    until = f"公开至{written(expires_on)}。" if expires_on else ""
    repair = f"自{written(min_until)}起可以申请信用修复，不收取费用。" if min_until else ""
    body = (
        (
            f"{name}（统一社会信用代码：{uscc}）有{ground}的行为。经调查核实、事先告知并听取陈述申辩，"
            f"依据{legal_basis.rstrip('。')}，决定列入信贷“黑名单”，自{written(effective_on)}起公开，{until}{repair}"
        ),
        "对列入决定不服的，可以自收到决定书之日起六十日内申请行政复议，或者六个月内提起行政诉讼。",
    )
    return _named("关于列入信贷“黑名单”的公告", name), _closed(body, today)


def removal_text(*, name, uscc, earlier, effective_on, today):
    """移出公告 (N16): the earlier announcement is no longer shown."""
    body = (
        (
            f"{name}（统一社会信用代码：{uscc}）自{written(effective_on)}起移出信贷“黑名单”。"
            f"{written(earlier.published_on)}发布的{earlier.number}同时停止公开。"
        ),
    )
    return _named("关于移出信贷“黑名单”的公告", name), _closed(body, today)


def restoration_text(*, name, uscc, kind, earlier, effective_on, today):
    """更正公告: a cancelled qualification stands again."""
    whom = {"名称": name, "信用代码": uscc, "称号": quality(kind)}
    before = {"原公告日期": written(earlier.published_on), "原公告号": earlier.number}
    body = worded("restoration", **before, **whom, **_days(effective_on, today))
    return _named(f"关于恢复{quality(kind)}资格的更正公告", name), body


def correction_text(*, entry, lines, today):
    """更正公告 for a slip in a list on notice (A31): what it said, what it says, and that the window runs on."""
    notice = entry.notice
    body = worded(
        "correction", 公示日期=written(notice.published_on), 公示标题=notice.title, 公示号=notice.number,
        序号=entry.ordinal, 更正内容="\n".join(f"{label}由“{old or '（空）'}”更正为“{new or '（空）'}”。" for label, old, new in lines),
        截止日期=written(notice.ends_on), 发布日期=written(today),
    )  # fmt: skip
    return _named(f"关于{notice.number}名单的更正公告", entry.shown_name), body


def _days(effective_on, today):
    return {"生效日期": written(effective_on), "发布日期": written(today)}


def _closed(paragraphs, today):
    return "\n".join((*paragraphs, "特此公告。", OFFICE_NAME, written(today)))


def _named(title, name):
    room = TITLE_LENGTH - len(title) - 2
    return f"{title}（{name if len(name) <= room else name[: room - 1] + '…'}）"
