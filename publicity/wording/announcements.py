"""公告: recognition, cancellation, blacklist, removal, restoration. Each gives (title, body)."""

from registry.policy.dates import written

from .notice import OFFICE_NAME, counted, quality

TITLE_LENGTH = 120


def recognition_text(*, notice, kinds, document_number, effective_on, today):
    """认定公告 (N3, R30): the list follows the text."""
    body = (
        (
            f"根据{document_number}文件关于“信保贷”业务的规定，{notice.batch}拟认定的信用企业、信用个体工商户已于"
            f"{written(notice.starts_on)}至{written(notice.ends_on)}公示（{notice.number}）。"
            "附后名单所列对象，公示期间无重大失信事件反映，或者反映的情况经核查不构成重大失信事件，"
            f"现确定{counted(kinds)}，自{written(effective_on)}起生效，并推荐给合作金融机构。"
        ),
        "认定为信用企业（户）不作为贷款承诺；是否担保、放贷，由担保机构和金融机构调查后决定。",
    )
    title = f"关于认定{notice.batch}信用企业、信用个体工商户的公告"
    return title, _closed(body, today)


def cancellation_text(*, name, uscc, kind, batch, document_number, effective_on, today):
    """取消资格公告 (R42): no fact from a bank, whatever the cause was (domain §5.4)."""
    body = (
        (
            f"{name}（统一社会信用代码：{uscc}）原为{batch}认定的{quality(kind)}。现因不再符合准入条件，"
            f"根据{document_number}文件二（二）5的规定，自{written(effective_on)}起取消其{quality(kind)}资格，"
            "不得再申请“信保贷”业务。"
        ),
        f"对本公告有异议的，可以向{OFFICE_NAME}书面提出。",
    )
    return _named(f"关于取消{quality(kind)}资格的公告", name), _closed(body, today)


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
    body = (
        (
            f"{written(earlier.published_on)}发布的{earlier.number}所涉{name}（统一社会信用代码：{uscc}），"
            f"经复核，自{written(effective_on)}起恢复其{quality(kind)}资格，原公告不再适用。"
        ),
    )
    return _named(f"关于恢复{quality(kind)}资格的更正公告", name), _closed(body, today)


def _closed(paragraphs, today):
    return "\n".join((*paragraphs, "特此公告。", OFFICE_NAME, written(today)))


def _named(title, name):
    room = TITLE_LENGTH - len(title) - 2
    return f"{title}（{name if len(name) <= room else name[: room - 1] + '…'}）"
