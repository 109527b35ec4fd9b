"""公示公告 (N1): title, body with three places filled at issue, the period in words."""

from registry.policy.dates import written

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


def notice_title(batch) -> str:
    return f"关于拟认定{batch}信用企业、信用个体工商户名单的公示"


def notice_body(*, document_number, kinds, batch) -> str:
    """The whole text; the period, the contact and the date are filled in when the notice is issued."""
    return "\n".join(
        (
            (
                f"根据{document_number}文件关于“信保贷”业务的规定，经推荐申报、有关部门甄别，"
                f"并经旗县域金融工程领导小组审核，{batch}拟认定{counted(kinds)}，现予公示，接受社会监督。"
            ),
            "一、公示期",
            PERIOD,
            "二、异议的提出",
            (
                "公示期内，任何单位和个人对公示对象有异议的，可以书面提出，也可以在本网站提出。"
                "个人应当写明真实姓名、联系电话和联系地址；单位应当加盖公章，并写明联系人和联系电话。"
                "异议应当说明事实和理由，并提供证据或者线索。匿名反映原则上不予受理，有具体事实的作为线索核查。"
                "受理单位对异议人的信息予以保密。"
            ),
            "三、公示期满后的处理",
            (
                "公示期间无重大失信事件反映的，公示期满后确定为信用企业（户），推荐给合作金融机构。"
                "异议尚未核查完毕的，只暂缓认定所涉对象，不影响其他对象。认定为信用企业（户）不构成贷款承诺。"
            ),
            "四、受理方式",
            CONTACT,
            "附件：拟认定名单",
            OFFICE_NAME,
            DATE,
        )
    )


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
    """The body with its three places filled; a place the drafter left out is added as a paragraph of its own."""
    body = body.strip()
    for mark, text, lead in (
        (PERIOD, period_sentence(notice), "公示期："),
        (CONTACT, notice.contact.strip(), "受理方式："),
        (DATE, written(notice.published_on), ""),
    ):
        body = body.replace(mark, text) if mark in body else f"{body}\n{lead}{text}"
    return body
