"""Papers to institutions that follow from a notice: referral list (N2), result (N3), refusal (N4), reply (A11)."""

from registry.policy.dates import written

from .notice import quality
from .worded import worded


def referral_text(*, notice, entries, document_number):
    """推荐名单 to every partner bank and the guarantor (R31): title, body."""
    body = (
        (
            f"根据{document_number}文件二（二）3的规定，下列企业、个体工商户公示期满，已认定为信用企业（户），"
            f"现予推荐（{notice.number}，{notice.batch}）："
        ),
        *_numbered(
            entries, lambda e: f"{e.shown_name}，{e.uscc}，{quality(e.kind)}，{e.town or '所属镇未填'}"
        ),
        "本名单不构成担保、放贷承诺，请各机构独立调查后决定。名单仅供办理“信保贷”业务使用。",
    )
    return f"{notice.batch}信用企业、信用个体工商户推荐名单", "\n".join(body)


def result_text(*, notice, entries):
    """认定结果 to the institution that recommended these businesses (N3): title, body."""
    body = (
        f"贵单位推荐的下列对象公示期满（{notice.number}），已认定为信用企业（户），请告知本人：",
        *_numbered(entries, lambda e: f"{e.shown_name}，{e.uscc}，自{written(e.outcome_on)}起"),
        "认定不作为贷款承诺。",
    )
    return f"{notice.batch}信用企业、信用个体工商户认定结果", "\n".join(body)


def declined_text(*, entry):
    """未通过告知 (N4): title, body. The objector is never named."""
    body = (
        (
            f"{entry.shown_name}（{entry.uscc}）已列入{entry.notice.number}。公示期间反映的重大失信事件经核查属实，"
            "根据文件二（二）3的规定，不予认定为信用企业（户）。"
        ),
        "对上述结果有异议的，可以自收到本告知之日起向旗金融服务中心书面提出复核，并附证明材料。",
    )
    return f"关于{entry.shown_name}不予认定的告知", "\n".join(body)


def reply_text(*, objection, finding, text):
    """异议答复: title, body. Neither the objector's name nor telephone appears (the receipt number does)."""
    body = worded("reply", 结论=finding, 答复内容=text.strip(), **_receipt(objection))
    return f"关于受理号{objection.receipt_number}异议的答复", body


def accepted_text(*, objection):
    """受理告知: title, body; what happens next and by when."""
    body = worded("ack", 核查期限=written(objection.decide_due_on), **_receipt(objection))
    return f"关于受理号{objection.receipt_number}异议的受理告知", body


def not_accepted_text(*, objection, reason):
    """不予受理告知: title, body, with the reason."""
    body = worded("not_ack", 理由=reason.strip().rstrip("。"), **_receipt(objection))
    return f"关于受理号{objection.receipt_number}异议的不予受理告知", body


def question_text(*, objection, due_on):
    """核实通知 to the business objected to: the redacted copy, and how to answer. Who objected is not told."""
    entry = objection.entry
    body = worded(
        "question", 对象=entry.shown_name, 信用代码=entry.uscc, 公示号=entry.notice.number,
        反映内容=objection.shared_text, 说明期限=written(due_on),
    )  # fmt: skip
    return f"关于请{entry.shown_name}就反映的情况作出说明的通知"[:200], body


def _receipt(objection):
    return {
        "收到日期": written(objection.received_on), "对象": objection.entry.shown_name,
        "公示号": objection.entry.notice.number, "受理号": objection.receipt_number,
    }  # fmt: skip


def _numbered(entries, say):
    return [f"{n}. {say(entry)}；" for n, entry in enumerate(entries, start=1)]
