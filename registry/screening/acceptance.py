"""Everything that must hold before an application is received, every reason at once (R11–R13, R22–R24, R41, R49)."""

from registry.parties.blocks import block_reasons
from registry.parties.businesses import identity_problems
from registry.policy.rules import EligibilityFacts, eligibility_problems, window_problems
from registry.policy.versions import terms_on

from .models import Application, Attachment


def acceptance_problems(application, size, *, today) -> list[str]:
    """Every reason why this application cannot be submitted today, in the order of the policy text."""
    terms = terms_on(today)
    window = window_problems(today, terms, override=application.outside_window_reason)
    reasons = [*window, *eligibility_problems(_facts(application, size), terms)]
    return [
        *(str(reason) for reason in reasons),
        *identity_problems(application.business),
        *_consent_problems(application),
        *_attachment_problems(application),
        *block_reasons(application.business, today),
        *_elsewhere(application),
    ]


def _facts(application, size):
    return EligibilityFacts(
        kind=application.business.kind,
        registered_here=application.registered_here,
        taxed_here=application.taxed_here,
        fixed_premises=application.has_premises,
        operating=application.has_premises,
        size=size,
    )


def _consent_problems(application):
    if not application.consents_publication:
        yield "没有同意公示企业（户）信息。候选名单依文件须向社会公示，请申报单位同意后再提交。"
    if not application.consents_credit_query:
        yield "没有授权查询征信。各部门须据此甄别，请申报单位签署授权后再提交。"


def _attachment_problems(application):
    there = set(application.attachments.standing().values_list("kind", flat=True))
    missing = [Attachment.Kind(kind).label for kind in Attachment.REQUIRED if kind not in there]
    if missing:
        yield f"缺少必备材料：{'、'.join(missing)}（文件二（一）1）。请上传后再提交。"


def _elsewhere(application):
    """One business is in one application at a time, and not qualified already."""
    business = application.business
    others = Application.objects.undecided().filter(business=business).exclude(pk=application.pk)
    other = others.exclude(status="draft").first()
    if other is not None:
        yield f"{business}已有申报正在办理：{other.receipt_number}（{other.get_status_display()}）。请等待办结，不要重复申报。"
    standing = business.qualification()
    if standing is not None:
        yield f"{business}现在已是“{standing.get_status_display()}”（{standing.batch}），不必再次申报。"
