"""R49–R51, R67, R68 and domain §5.1–5.2: grounds, advance notice, reply, decision by two people, publication."""

from dataclasses import dataclass
from datetime import date

from ..answers import Reason
from ..dates import written
from ..terms import PolicyTerms
from ..workdays import Calendar

GROUNDS = {"fraud": "骗取", "misuse": "挪用", "evasion": "恶意逃废"}
_NOTICE_LAW = "国办发〔2020〕49号"


@dataclass(frozen=True)
class BlacklistFacts:
    """A case as it stands. People are any comparable identity (usernames); days None until they happened.

    `reply_until` is the last day to answer, `waived` that the subject gave up the reply in writing.
    """

    ground: str
    facts: str
    evidence: bool
    legal_basis: str
    proposed_by: str
    by_timer: bool = False
    notice_delivered_on: date | None = None
    delivery_proof: bool = False
    reply_until: date | None = None
    replied_on: date | None = None
    reply_reviewed: bool = False
    waived: bool = False
    decided_by: str = ""
    legal_reviewed_by: str = ""
    listed_on: date | None = None


def reply_until(delivered_on: date, terms: PolicyTerms, calendar: Calendar) -> date:
    """The last day to answer: bl_reply_wd working days after delivery, the day of delivery not counted."""
    return calendar.add_workdays(delivered_on, terms.bl_reply_wd)


def proposal_problems(case: BlacklistFacts) -> list[Reason]:
    """Why nobody may be proposed for the list.

    | ground (R49)            | facts | evidence | legal basis | by timer | answer |
    |-------------------------|-------|----------|-------------|----------|--------|
    | 骗取, 挪用, 恶意逃废    | yes   | yes      | yes         | no       | yes    |
    | overdue or anything else| –     | –        | –           | –        | no (R67) |
    | –                       | any missing, or started by a timer (R68)      |||| no, every reason |
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
            case.legal_basis.strip(),
            _NOTICE_LAW,
            "basis",
            "没有填写法律依据。列入名单须以法律、法规或者党中央、国务院政策文件为依据，请由法制审核人员填写。",
        ),
        (
            not case.by_timer,
            "R68",
            "timer",
            "系统定时任务不得提出或作出列入黑名单的决定。请由工作人员提出。",
        ),
    )
    return _failed(checks)


def listing_problems(case: BlacklistFacts, *, today: date) -> list[Reason]:
    """Why the decision to list may not be taken today: the proposal's reasons, then due process (domain §5.2).

    | notice delivered with proof | reply period over or waived | reply reviewed | decider ≠ proposer | answer |
    |-----------------------------|-----------------------------|----------------|--------------------|--------|
    | yes                         | yes                         | yes or none    | yes                | yes    |
    | anything else               |                             |                |                    | no, every reason |
    """
    return proposal_problems(case) + _failed((*_notice_checks(case, today), *_decision_checks(case, today)))


def _notice_checks(case, today):
    delivered = case.notice_delivered_on is not None and case.notice_delivered_on <= today
    missing = "尚未送达《拟列入告知书》。请先告知事由、依据和陈述申辩的权利。"
    yield delivered, _NOTICE_LAW, "notice", missing
    unproved = "缺少《拟列入告知书》的送达凭证。请上传凭证。"
    yield delivered and case.delivery_proof, _NOTICE_LAW, "proof", unproved


def _decision_checks(case, today):
    over = case.waived or (case.reply_until is not None and today > case.reply_until)
    until = f"（至{written(case.reply_until)}24时）" if case.reply_until else ""
    running = f"陈述申辩期限未满{until}，也没有书面放弃。请期满后再作决定。"
    yield over, _NOTICE_LAW, "reply-period", running
    unread = "已收到陈述申辩但没有复核意见。请先复核并记录是否采纳。"
    yield case.replied_on is None or case.reply_reviewed, _NOTICE_LAW, "reply-review", unread
    apart = bool(case.decided_by) and case.decided_by != case.proposed_by
    yield apart, "R69", "same-person", "作出决定的人须与提出的人不同。请由另一人复核决定。"


def publication_problems(case: BlacklistFacts, *, today: date) -> list[Reason]:
    """Why an entry may not be shown to the public (domain §5.1). Internal use needs no publication.

    | listed by today | legal basis | legal reviewer approved | reviewer ≠ proposer, decider | answer |
    |-----------------|-------------|-------------------------|------------------------------|--------|
    | yes             | yes         | yes                     | yes                          | yes    |
    | anything else   |             |                         |                              | no, every reason |
    """
    listed = case.listed_on is not None and case.listed_on <= today
    apart = case.legal_reviewed_by not in {case.proposed_by, case.decided_by}
    checks = (
        (listed, "R51", "not-listed", "尚未作出列入决定，不得对外公布。"),
        (
            case.legal_basis.strip(),
            _NOTICE_LAW,
            "basis",
            "没有公布的法律依据，只能内部使用。请先填写依据。",
        ),
        (
            case.legal_reviewed_by,
            _NOTICE_LAW,
            "legal-review",
            "没有法制审核意见，不得对外公布。请先送法制审核。",
        ),
        (
            apart or not case.legal_reviewed_by,
            "R69",
            "same-person",
            "法制审核人须与提出人、决定人不同。请由另一人审核。",
        ),
    )
    return _failed(checks)


def _failed(checks):
    return [Reason(text, clause, kind) for holds, clause, kind, text in checks if not holds]
