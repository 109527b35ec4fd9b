"""R49–R51, R67, R68 and domain §5.1–5.2: grounds, advance notice, reply, decision by two people, publication."""

from dataclasses import dataclass
from datetime import date

from ..answers import Reason
from ..dates import written
from ..terms import PolicyTerms
from ..workdays import Calendar
from .basis import LIST_LAW, BasisFacts, basis_problems

GROUNDS = {"fraud": "骗取", "misuse": "挪用", "evasion": "恶意逃废"}
_REPAIR_LAW = "国家发展改革委令第36号"


@dataclass(frozen=True)
class BlacklistFacts:
    """A case as it stands. People are any comparable identity (usernames); days None until they happened.

    `determination` names the judicial or administrative document that determined the conduct, `basis` the entry of
    the list of legal bases the reviewer chose, `reply_until` the last day to answer, `waived` that the subject gave
    up the reply in writing, `cleared_by` the legal review before the notice, `legal_reviewed_by` the one before
    publication, `served_on` the day decision and repair advice reached the subject.
    """

    ground: str
    facts: str
    evidence: bool
    determination: str
    proposed_by: str
    basis: BasisFacts | None = None
    severity: str = "general"
    by_timer: bool = False
    cleared_by: str = ""
    notice_delivered_on: date | None = None
    delivery_proof: bool = False
    reply_until: date | None = None
    replied_on: date | None = None
    reply_reviewed: bool = False
    waived: bool = False
    decided_by: str = ""
    legal_reviewed_by: str = ""
    listed_on: date | None = None
    served_on: date | None = None
    necessity: str = ""


def reply_until(delivered_on: date, terms: PolicyTerms, calendar: Calendar) -> date:
    """The last day to answer: bl_reply_wd working days after delivery, the day of delivery not counted."""
    return calendar.add_workdays(delivered_on, terms.bl_reply_wd)


def proposal_problems(case: BlacklistFacts) -> list[Reason]:
    """Why nobody may be proposed for the list.

    | ground (R49)            | facts | evidence | determination | by timer | answer |
    |-------------------------|-------|----------|---------------|----------|--------|
    | 骗取, 挪用, 恶意逃废    | yes   | yes      | yes           | no       | yes    |
    | overdue or anything else| –     | –        | –             | –        | no (R67) |
    | –                       | any missing, or started by a timer (R68)        |||| no, every reason |
    """
    checks = (
        (
            case.ground in GROUNDS,
            "R49",
            "ground",
            "列入事由只能是骗取、挪用或恶意逃废；逾期本身不构成列入事由。",
        ),
        (case.facts.strip(), "R49", "facts", "没有写明事实。请写明时间、行为和金额。"),
        (case.evidence, "R49", "evidence", "没有证据材料。请上传证据后再提出。"),
        (
            case.determination.strip(),
            _REPAIR_LAW,
            "determination",
            "没有填写认定依据。请填写认定失信行为的司法、行政文书的名称、文号与日期，期限由该日起算。",
        ),
        (
            not case.by_timer,
            "R68",
            "timer",
            "系统定时任务不得提出或作出列入黑名单的决定。请由工作人员提出。",
        ),
    )
    return _failed(checks)


def clearing_problems(case: BlacklistFacts, *, today: date) -> list[Reason]:
    """Why the legal reviewer may not let a case pass: the proposal's reasons, then those of the legal basis (§5.1)."""
    return proposal_problems(case) + basis_problems(case.basis, case.ground, today=today)


def notification_problems(case: BlacklistFacts, *, today: date) -> list[Reason]:
    """Why the 拟列入告知书 may not go out: what the reviewer would refuse today, or no review by another person.

    | proposal whole | basis approved, in force, fits | legal review by another than the proposer | answer |
    |----------------|--------------------------------|--------------------------------------------|--------|
    | yes            | yes                            | yes                                        | yes    |
    | anything else  |                                |                                            | no, every reason |
    """
    reviewed = bool(case.cleared_by)
    return clearing_problems(case, today=today) + _failed(
        (
            (reviewed, LIST_LAW, "cleared", "没有法制审核意见，不得告知当事人。请先送法制审核。"),
            (
                not reviewed or case.cleared_by != case.proposed_by,
                "R69",
                "same-person",
                "法制审核人须与提出人不同。请由另一人审核。",
            ),
        )
    )


def listing_problems(case: BlacklistFacts, *, today: date) -> list[Reason]:
    """Why the decision to list may not be taken today: the notice's reasons, then due process (domain §5.2).

    | notice delivered with proof | reply period over or waived | reply reviewed | decider ≠ proposer, reviewer | answer |
    |-----------------------------|-----------------------------|----------------|------------------------------|--------|
    | yes                         | yes                         | yes or none    | yes                          | yes    |
    | anything else               |                             |                |                              | no, every reason |
    """
    due = _failed((*_notice_checks(case, today), *_decision_checks(case, today)))
    return notification_problems(case, today=today) + due


def _notice_checks(case, today):
    delivered = case.notice_delivered_on is not None and case.notice_delivered_on <= today
    missing = "尚未送达《拟列入告知书》。请先告知事由、依据和陈述申辩的权利。"
    yield delivered, LIST_LAW, "notice", missing
    unproved = "缺少《拟列入告知书》的送达凭证。请上传凭证。"
    yield delivered and case.delivery_proof, LIST_LAW, "proof", unproved


def _decision_checks(case, today):
    over = case.waived or (case.reply_until is not None and today > case.reply_until)
    until = f"（至{written(case.reply_until)}24时）" if case.reply_until else ""
    running = f"陈述申辩期限未满{until}，也没有书面放弃。请期满后再作决定。"
    yield over, LIST_LAW, "reply-period", running
    unread = "已收到陈述申辩但没有复核意见。请先复核并记录是否采纳。"
    yield case.replied_on is None or case.reply_reviewed, LIST_LAW, "reply-review", unread
    apart = bool(case.decided_by) and case.decided_by not in {case.proposed_by, case.cleared_by}
    yield apart, "R69", "same-person", "作出决定的人须与提出人、法制审核人不同。请由另一人复核决定。"


def publication_problems(case: BlacklistFacts, *, today: date) -> list[Reason]:
    """Why an entry may not be shown to the public (domain §5.1, §5.3). Internal use needs no publication.

    | listed by today | decision served | basis in force and publishes | legal reviewer ≠ proposer, decider | minor: necessity | answer |
    |-----------------|-----------------|------------------------------|------------------------------------|------------------|--------|
    | yes             | yes             | yes                          | yes                                | yes              | yes    |
    | anything else   |                 |                              |                                    |                  | no, every reason |
    """
    listed = case.listed_on is not None and case.listed_on <= today
    served = case.served_on is not None and case.served_on <= today
    checks = (
        (listed, "R51", "not-listed", "尚未作出列入决定，不得对外公布。"),
        (
            served or not listed,
            LIST_LAW,
            "served",
            "列入决定书和信用修复告知书尚未送达当事人，不得对外公布。请先登记送达。",
        ),
        *_basis_checks(case),
        *_reviewer_checks(case),
        (
            case.severity != "minor" or case.necessity.strip(),
            _REPAIR_LAW,
            "necessity",
            "轻微失信信息原则上不公开。确有必要公开的，请写明必要性。",
        ),
    )
    reasons = _failed(checks)
    return reasons if case.basis is None else reasons + basis_problems(case.basis, case.ground, today=today)


def _basis_checks(case):
    none = "没有公布的法律依据，只能内部使用。请先由法制审核人员选定依据。"
    yield case.basis is not None, LIST_LAW, "basis", none
    silent = "所选法律依据没有规定可以向社会公布，只能内部使用。"
    yield case.basis is None or case.basis.publishes, LIST_LAW, "basis-publishes", silent


def _reviewer_checks(case):
    absent = "没有法制审核意见，不得对外公布。请先送法制审核。"
    yield bool(case.legal_reviewed_by), LIST_LAW, "legal-review", absent
    apart = case.legal_reviewed_by not in {case.proposed_by, case.decided_by}
    same = "法制审核人须与提出人、决定人不同。请由另一人审核。"
    yield apart or not case.legal_reviewed_by, "R69", "same-person", same


def _failed(checks):
    return [Reason(text, clause, kind) for holds, clause, kind, text in checks if not holds]
