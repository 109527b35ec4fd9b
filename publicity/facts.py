"""Facts about applications, gathered for the rule that guards a notice (R27, R62) and for the checks around it."""

from registry.parties.blocks import block_reasons
from registry.parties.models import Qualification
from registry.policy.rules import NoticeFacts, notice_problems
from registry.screening.concluding import open_reasons

from .shown import entry_fields

LIVE_STANDING = ("candidate", *Qualification.IN_FORCE)
PASSED = ("screened", "approved")


def notice_facts(application) -> NoticeFacts:
    """What the rule asks of one application."""
    decision = getattr(application, "decision", None)
    return NoticeFacts(
        name=str(application.business),
        screening_passed=application.status in PASSED,
        decided_on=decision.decided_on if decision else None,
        minutes_number=decision.minutes_number if decision else "",
        approved=bool(decision and decision.approved),
    )


def draft_problems(application, *, today) -> list[str]:
    """Every reason why this application may not be put into a notice."""
    problems = [str(reason) for reason in notice_problems(notice_facts(application), today=today)]
    if application.status != "approved":
        problems.append(
            f"{application.business}的申报现在是“{application.get_status_display()}”，"
            "只有“领导小组审核通过，待公示”的申报可以列入公示。请核对后重新选择。"
        )
    problems += _stale(application, today) + _elsewhere(application) + _standing(application.business)
    return problems + block_reasons(application.business, today)


def opening_problems(entry, *, today) -> list[str]:
    """Every reason why a drafted entry may not be published today."""
    application = entry.application
    problems = [str(reason) for reason in notice_problems(notice_facts(application), today=today)]
    if application.status != "approved":
        problems.append(
            f"第{entry.ordinal}号{entry.shown_name}的申报现在是“{application.get_status_display()}”，不能公示。"
            "请先把它从拟稿中撤回。"
        )
    problems += _stale(application, today) + _changed(entry)
    return problems + _standing(application.business) + block_reasons(application.business, today)


def _stale(application, today):
    """Opinions that no longer count before publicity: expired, questioned or changed since (R26, R61)."""
    return open_reasons(application, today=today) if application.status == "approved" else []


def _changed(entry):
    """Nothing is published that the person who approves the draft has not seen."""
    now = entry_fields(entry.application)
    labels = [
        entry._meta.get_field(name).verbose_name
        for name, value in now.items()
        if getattr(entry, name) != value
    ]
    if not labels:
        return []
    return [
        (
            f"第{entry.ordinal}号{entry.shown_name}的{'、'.join(labels)}在拟稿之后有变动，拟稿与现在的登记不一致。"
            "请把它从拟稿中撤回，重新拟稿。"
        )
    ]


def _elsewhere(application):
    entry = application.notice_entries.exclude(status="withdrawn").select_related("notice").first()
    if entry is None:
        return []
    return [f"{application.business}已列入“{entry.notice}”（{entry.get_status_display()}），不能重复列入。"]


def _standing(business):
    live = business.qualifications.filter(status__in=LIVE_STANDING).first()
    if live is None:
        return []
    return [f"{business}现在是“{live.get_status_display()}”（{live.batch}），不能再次列入公示。"]
