"""How answers and registered particulars are shown to a visitor: in words, masked where they are somebody's own."""

from registry.ledger.admin_base.covering import covered
from registry.parties.places import PLACES
from registry.policy.dates import written
from registry.policy.money import plain
from registry.policy.trades import BY_CODE
from registry.screening.consents import CONSENTS
from registry.screening.drafts.answers import answers_of, business_of, kind_of_answers


def masked(business) -> list[tuple]:
    """(label, text) of what is registered, as a stranger may see it."""
    rows = [
        ("名称", business.name or f"{_surname(business.operator_name)}（个体工商户）"),
        ("主体类型", business.get_kind_display()),
        ("经营者" if business.kind == "individual" else "法定代表人", _surname(business.operator_name)),
        ("所属镇", business.get_town_display()),
        ("经营地址", _hidden(business.address, 6)),
        ("登记电话", covered(business.phone)),
    ]
    return [(label, text) for label, text in rows if text]


def _surname(name):
    return f"{name[:1]}{'*' * max(len(name) - 1, 1)}" if name else ""


def _hidden(text, shown):
    return f"{text[:shown]}****" if len(text) > shown else text


def summary(draft) -> list[dict]:
    """Blocks of (label, text) with the step that changes them."""
    answers = answers_of(draft)
    individual = kind_of_answers(answers) == "individual"
    return [
        {"step": "zhuti", "title": "谁来申报", "rows": [
            ("统一社会信用代码", answers["uscc"]), ("联系人", answers["contact_name"]), ("联系电话", answers["contact_phone"])]},
        {"step": "xinxi", "title": "主体信息", "rows": _particulars(answers, individual)},
        {"step": "jingying", "title": "经营情况", "rows": figures(answers)},
        {"step": "shengming", "title": "声明与授权", "rows": [
            (consent.title, "同意" if answers.get(consent.name) else "不同意") for consent in CONSENTS]},
    ]  # fmt: skip


def _particulars(answers, individual):
    known = None if answers.get("entered_by_draft") else business_of(answers)
    rows = masked(known)[:2] if known else [("名称", answers.get("name") or "没有字号")]
    rows.append(("经营者" if individual else "法定代表人", answers.get("operator_name", "")))
    rows.append(("身份证号码", answers.get("operator_masked") or "没有填写"))
    if known is None:
        rows += [("所属镇", PLACES.get(answers.get("town"), "")), ("经营地址", answers.get("address", ""))]
        rows.append(("单位电话", answers.get("phone", "")))
    elif answers.get("particulars_note"):
        rows.append(("变化说明", answers["particulars_note"]))
    return rows


def figures(answers) -> list[tuple]:
    trade = BY_CODE.get(answers.get("industry_code"))
    grade = (
        f"{answers['tax_grade']}级（{answers['tax_grade_year']}年度）"
        if answers.get("tax_grade")
        else "没有参加评价"
    )
    return [
        ("行业", trade.name if trade else answers.get("industry_code", "")),
        ("数据年度", f"{answers.get('figures_year')}年"),
        ("从业人员", _figure(answers.get("employees"), 1, "人")),
        ("营业收入", _figure(answers.get("revenue"), 10_000, "万元")),
        ("资产总额", _figure(answers.get("assets"), 10_000, "万元")),
        ("第一次纳税", written(answers["tax_since"]) if answers.get("tax_since") else "没有填写"),
        ("纳税信用级别", grade),
    ]


def _figure(value, unit, word):
    return "没有填写" if value is None else f"{plain(value / unit)}{word}"
