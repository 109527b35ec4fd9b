"""公示公告 (N1): title, body with three places filled at issue, the period in words."""

from registry.policy.dates import written

from .worded import worded

OFFICE_NAME = "伊金霍洛旗金融服务中心"
PERIOD, CONTACT, DATE = "【公示期】", "【受理方式】", "【发布日期】"


def quality(kind):
    """What a business of this kind is called once recognised (R30)."""
    return "信用企业" if kind == "enterprise" else "信用个体工商户"


def qualities(kinds) -> str:
    """信用企业、信用个体工商户, or the one of them that the list holds."""
    return "、".join(quality(kind) for kind in ("enterprise", "individual") if kind in kinds)


def counted(kinds) -> str:
    """3家信用企业、2户信用个体工商户."""
    kinds = list(kinds)
    parts = (("enterprise", "家"), ("individual", "户"))
    return "、".join(f"{kinds.count(kind)}{unit}{quality(kind)}" for kind, unit in parts if kind in kinds)


def notice_title(batch, *, supplements=None) -> str:
    return worded("supplement_title" if supplements else "notice_title", 批次=batch)


def notice_body(*, document_number, kinds, batch, supplements=None) -> str:
    """The whole text; the period, the contact and the date are filled in when the notice is issued."""
    values = {"文号": document_number, "批次": batch, "对象数": counted(kinds)}
    if supplements is None:
        return worded("notice_body", **values)
    return worded("supplement_body", 原公示号=supplements.number, **values)


def period_sentence(notice) -> str:
    """自2026年5月9日起至2026年5月21日止，共10个工作日（…）。"""
    first = "计入" if notice.counts_publication_day else "不计入"
    text = (
        f"自{written(notice.starts_on)}起至{written(notice.ends_on)}24时止，共{notice.workdays}个工作日"
        f"（{written(notice.published_on)}发布，发布当日{first}）。"
    )
    if notice.provisional:
        text += "截止日为暂定，以国务院办公厅节假日安排通知为准。"
    return text


def filled(body, notice) -> str:
    """The body with its three places filled; a place the drafter left out is added as a paragraph of its own.

    One line is one paragraph; blank lines are left out, so that the page shows exactly the text that is hashed.
    """
    body = body.strip()
    for mark, text, lead in (
        (PERIOD, period_sentence(notice), "公示期："),
        (CONTACT, notice.contact.strip(), "受理方式："),
        (DATE, written(notice.published_on), ""),
    ):
        body = body.replace(mark, text) if mark in body else f"{body}\n{lead}{text}"
    return "\n".join(line.strip() for line in body.splitlines() if line.strip())
