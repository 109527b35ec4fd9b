"""Told before a paper is asked for: may this business apply now, for how much, and what stands against it."""

from dataclasses import dataclass, field

from registry.parties.blocks import block_reasons
from registry.policy.dates import written
from registry.policy.identifiers import check_uscc, clean, same_name
from registry.policy.money import plain
from registry.policy.rules import EligibilityFacts, cap_for, eligibility_problems, window_problems
from registry.policy.rules.tax import TaxFacts, tax_problems, tax_remarks
from registry.policy.versions import terms_on

from ..models import Application
from ..sizing import size_by
from .answers import business_of, kind_of_answers

AT_THE_COUNTER = "这个信用代码现在不能在网上申报。为保护申报人，网上不显示原因；请本单位人员携带营业执照到旗金融服务中心查询。"


@dataclass
class Verdict:
    """`problems` forbid, `remarks` are told and let pass, `good` is what holds; all Chinese sentences."""

    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    good: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems


def judge(answers, *, today, own=None) -> Verdict:
    """The early verdict on a draft's answers. `own` is the application being changed, which does not count against it."""
    terms, kind = terms_on(today), kind_of_answers(answers)
    size = size_by(answers, today)
    tax = TaxFacts(
        kind, answers.get("tax_since"), answers.get("tax_grade") or "", answers.get("tax_grade_year")
    )
    verdict = Verdict()
    window = [str(reason) for reason in window_problems(today, terms)]
    verdict.problems += window
    verdict.problems += [
        str(r) for r in eligibility_problems(EligibilityFacts(kind, True, True, True, True, size), terms)
    ]
    verdict.problems += [str(reason) for reason in tax_problems(tax, terms, today=today)]
    verdict.problems += _standing(answers, today, own)
    verdict.remarks += [
        str(r) for r in (*check_uscc(answers["uscc"]).warnings, *tax_remarks(tax, today=today))
    ]
    verdict.good += [] if window else [f"{written(today)}在申报时间内。"]
    verdict.good += [_cap_sentence(kind, terms), *_size_sentences(kind, size), *_tax_sentences(tax)]
    return verdict


def _cap_sentence(kind, terms):
    cap = plain(cap_for(kind, terms) / 10_000)
    return f"{'个体工商户' if kind == 'individual' else '企业'}单笔贷款最高{cap}万元。"


def _size_sentences(kind, size):
    if kind == "individual":
        return ["个体工商户不划型，属于政策范围。"]
    return [reason.text for reason in size.reasons] if size.size in ("micro", "small", "medium") else []


def _tax_sentences(tax):
    told = [f"首次纳税日期{written(tax.taxed_since)}。"] if tax.taxed_since else []
    year = f"{tax.grade_year}年度" if tax.grade_year else ""
    return [*told, f"{year}纳税信用级别{tax.grade}级。"] if tax.grade else told


def _standing(answers, today, own):
    """Blocks and duplicates: in full to who knows the business, in general words to anybody else (R41, R49)."""
    business = business_of(answers)
    if business is None:
        return []
    qualified = business.qualification()
    public = (
        [f"{business}现在已是“{qualified.get_status_display()}”（{qualified.batch}），不必再次申报。"]
        if qualified
        else []
    )
    private = [*block_reasons(business, today), *_running(business, own)]
    if private and not knows_the_business(business, answers):
        private = [AT_THE_COUNTER]
    return public + private


def _running(business, own):
    others = Application.objects.undecided().filter(business=business)
    other = others.exclude(pk=own.pk if own else None).first()
    if other is None:
        return []
    return [
        f"{business}已有申报正在办理（{other.get_channel_display()}，{other.get_status_display()}）。"
        "一个主体一轮只办一件，请凭受理号查询进度，不要重复申报。"
    ]


def knows_the_business(business, answers) -> bool:
    """Whether operator and telephone are those on record: the registered one, or of an earlier application."""
    numbers = {
        clean(business.phone),
        *map(clean, business.applications.values_list("contact_phone", flat=True)),
    } - {""}
    told = {clean(answers.get("contact_phone", "")), clean(answers.get("phone", ""))}
    return bool(numbers & told) and same_name(business.operator_name, answers.get("operator_name", ""))
