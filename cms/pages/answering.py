"""What the check page says, in words: tone, title, lines, and where to read more. Every sentence names its day."""

from urllib.parse import urlencode

from publicity.checking import AWAITED, IN_PUBLICITY, RECOGNISED, codes_named, standing_on
from publicity.listed import answer_for
from publicity.verifying import STATES, facts_of, paper_of, state_on
from registry.policy.dates import written
from registry.policy.identifiers import check_uscc

LEFT = "依法不再公开的内容，查以前的日子也不会显示。"


def business_answer(code, *, on, today) -> dict:
    """The standing of one credit code on `on`, with a listing that is shown to the public."""
    found = check_uscc(code)
    if not found.ok:
        return {"tone": "alarm", "title": "代码有误", "lines": [str(error) for error in found.errors]}
    standing = standing_on(found.code, on=on, today=today)
    answer = _told(found.code, standing, on, today)
    listing = answer_for(found.code, on=on, today=today)
    if listing is not None:
        lines = [*answer["lines"], *listing["lines"]]
        answer |= {"tone": "alarm", "lines": lines, "url": listing["url"] or answer.get("url", "")}
    if on < today:
        answer["today_url"] = f"/chaxun/?{urlencode({'code': found.code})}"
    return answer


def named_answer(name, *, on, today) -> dict:
    """The same for a whole name; only names that are publicly shown are known here."""
    codes = codes_named(name)
    if len(codes) == 1:
        return business_answer(codes.pop(), on=on, today=today)
    if codes:
        lines = [f"有{len(codes)}户都叫“{name}”。请改用营业执照上的18位统一社会信用代码查询。"]
        return {"tone": "due", "title": "有同名的", "lines": lines}
    lines = [
        f"名录和公示中没有名称正好是“{name}”的企业（户）。名称要一字不差；最好用18位统一社会信用代码查。",
        *([LEFT] if on < today else []),
    ]
    return {"tone": "quiet", "title": "没有查到", "lines": lines}


def _told(code, standing, on, today):
    say = _on_today if on == today else _on_day
    return {"tone": "quiet", "title": "", "lines": []} | say(code, standing, on)


def _on_today(code, standing, on):
    if standing.state == RECOGNISED:
        return {
            "tone": "done", "title": "是信用企业（户）",
            "lines": [f"{code}，{written(standing.since)}认定（{standing.batch}）。"],
        }  # fmt: skip
    if standing.state in (IN_PUBLICITY, AWAITED):
        over = standing.state == AWAITED
        return {
            "tone": "due", "title": "公示期满，结果待公告" if over else "正在公示", "url": standing.notice.get_absolute_url(),
            "lines": [f"{code}在{standing.notice.number}中，尚未认定。"],
        }  # fmt: skip
    return {"title": "不在名录中", "lines": [f"{code}今天不是信用企业（户），也不在公示中。"]}


def _on_day(code, standing, on):
    day = written(on)
    if standing.state == RECOGNISED:
        return {
            "tone": "done", "title": f"{day}是信用企业（户）",
            "lines": [f"{code}，{written(standing.since)}认定（{standing.batch}），{day}这一天在名录中。"],
        }  # fmt: skip
    if standing.state in (IN_PUBLICITY, AWAITED):
        return {
            "tone": "due", "title": f"{day}正在公示", "url": standing.notice.get_absolute_url(),
            "lines": [f"{code}那一天在{standing.notice.number}中公示，尚未认定。"],
        }  # fmt: skip
    lines = [f"今天仍然公开的内容里，查不到{code}在{day}是信用企业（户），也查不到它那一天在公示。", LEFT]
    told = standing.corrected_by
    if told is None:
        return {"title": "没有查到", "lines": lines}
    lines = [f"这一天前后的资格，{written(told.published_on)}的{told.number}作了更正，以它为准。"]
    return {"tone": "due", "title": "已有更正", "lines": lines, "url": told.get_absolute_url()}


def _miswritten(code):
    """Longer than a check code and begun like a credit code: somebody left out or doubled a place of it."""
    if len(code) > 12 and code[:2] in ("91", "92", "93"):
        return f"“{code[:30]}”像是信用代码，现在是{len(code)}位；统一社会信用代码是18位，请对照营业执照补齐后再查。"
    return f"没有查验码为“{code[:30]}”的文书。请核对是否看错字母和数字；查验码没有数字0、1和字母I、O。"


def paper_answer(code, *, on, today) -> dict:
    """Whether a paper is genuine and stands; for an earlier day also what it was then."""
    paper = paper_of(code, today=today)
    if paper is None:
        lines = [_miswritten(code)]
        return {"tone": "alarm", "title": "查不到", "lines": lines, "paper": None}
    title = "真实，有效" if paper.state == "valid" else f"真实，但{paper.state_label}"
    tone = {"valid": "done", "expired": "due"}.get(paper.state, "alarm")
    if paper.intact is False:
        title, tone = "签名核对不上，请联系旗金融服务中心", "alarm"
    facts = facts_of(paper)
    if on < today:
        facts.append((written(on), f"这一天{STATES[state_on(code, on)]}"))
    return {"tone": tone, "title": title, "paper": paper, "facts": facts, "url": paper.url}
