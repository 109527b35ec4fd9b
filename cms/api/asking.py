"""Questions about one code: is this business recognised, is this paper genuine. Exact only, counted, never a list."""

from cms.pages.asking_often import SECONDS, TOO_OFTEN, count, too_often
from publicity.checking import AWAITED, IN_PUBLICITY, RECOGNISED, first_day, standing_on
from publicity.filtering import EARLIEST, day, words
from publicity.verifying import STATES, paper_of, state_on
from registry.documents.canonical import canonical_json
from registry.documents.sealing import signed
from registry.policy.identifiers import check_uscc

from .problems import Problem

ON = day("on", "查哪一天，不写为今天")
CODE = words("code", "18位统一社会信用代码，一次只查一个")
LABELS = {RECOGNISED: "是信用企业（户）", IN_PUBLICITY: "正在公示", AWAITED: "公示期满，结果待公告"}
NOT_LISTED, NOT_LISTED_THEN = "不在名录中，也不在公示中", "今天仍然公开的内容里查不到"


def check(ask):
    """The standing of one exact credit code on a day, signed. Raises Problem 400 and 429."""
    _not_too_often(ask)
    found = check_uscc(ask.values["code"])
    if not found.ok:
        raise Problem(400, "参数有误", *(f"参数 code：{error}" for error in found.errors))
    on = _day(ask, first_day() or ask.today)
    _count(ask)
    told = _told(found.code, standing_on(found.code, on=on, today=ask.today), on, ask.today)
    return told | signed(canonical_json(told))


def _told(code, standing, on, today):
    state = IN_PUBLICITY if standing.state == AWAITED else standing.state
    notice, corrected = standing.notice, standing.corrected_by
    return {
        "code": code, "on": on.isoformat(), "as_of": today.isoformat(), "state": state,
        "state_label": LABELS.get(standing.state) or (NOT_LISTED if on == today else NOT_LISTED_THEN),
        "recognised_on": standing.since.isoformat() if standing.since else None, "batch": standing.batch,
        "notice": notice.serial if notice else None, "starts_on": notice.starts_on.isoformat() if notice else None,
        "ends_on": notice.ends_on.isoformat() if notice else None, "corrected_by": corrected.serial if corrected else None,
    }  # fmt: skip


def verify(ask):
    """Whether the printed paper with this check code is genuine and stands. Raises Problem 400, 404 and 429."""
    _not_too_often(ask)
    on = _day(ask, EARLIEST)
    code = ask.place["code"].upper()
    paper = paper_of(code, today=ask.today) if code.isascii() and code.isprintable() else None
    if paper is None:
        _count(ask)
        raise Problem(404, "查不到", "没有这个查验码的文书。请核对是否看错字母和数字。")
    if "on" not in ask.values:
        return paper.as_json
    then = state_on(paper.code, on)
    return paper.as_json | {"on": on.isoformat(), "state_on": then, "state_on_label": STATES[then]}


def _day(ask, first):
    on = ask.values.get("on", ask.today)
    if not min(first, ask.today) <= on <= ask.today:
        raise Problem(
            400, "参数有误",
            f"参数 on：“{on.isoformat()}”应为{first.isoformat()}至今天（{ask.today.isoformat()}）之间的日期。",
        )  # fmt: skip
    return on


def _count(ask):
    """Who shows a key is counted by the minute instead."""
    if ask.key is None:
        count(ask.request)


def _not_too_often(ask):
    if ask.key is None and too_often(ask.request):
        raise Problem(429, "查询过于频繁", TOO_OFTEN, Retry_After=str(SECONDS))
