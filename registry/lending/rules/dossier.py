"""The compensation file as a list of papers: what is there, what is missing, which light it shows (R45, R46, R66)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

UPLOAD, DAY1, DAY60, DEMAND, CHECK, INQUIRY = "upload", "day1", "day60", "demand", "check", "inquiry"
SOURCES = {
    UPLOAD: "银行上传", DAY1: "逾期首日报告", DAY60: "逾期满60日报告", DEMAND: "催收通知书及送达证明", CHECK: "资金使用监督记录",
    INQUIRY: "放款前调查结论",
}  # fmt: skip
ALWAYS, UNDUE, OPTIONAL = "always", "undue", "optional"
NEEDED = {ALWAYS: "必备", UNDUE: "本金尚未全部到期时必备", OPTIONAL: "选备"}
WHERE = {
    UPLOAD: "请在“代偿资料包”页面点“上传资料”补充",
    DAY1: "请在“银行报告”中报送逾期首日报告",
    DAY60: "请在“银行报告”中报送逾期满60日报告",
    DEMAND: "请在“逾期”页面发放催收通知书，并在“催收通知书”中登记送达",
    CHECK: "请在“借据”页面登记资金使用监督",
    INQUIRY: "请在“授信”页面登记放款前调查结论",
}
STAGES = (1, 30, 45, 55)
GREY, GREEN, AMBER, RED = "grey", "green", "amber", "red"
LIGHTS = {GREY: "已结束", GREEN: "齐全", AMBER: "有缺件", RED: "缺件已到期限"}
HERE, MISSING, LATE, LATER, NOT_NEEDED = "here", "missing", "late", "later", "not_needed"
STATES = {HERE: "已有", MISSING: "缺", LATE: "缺，已到期限", LATER: "还没到时候", NOT_NEEDED: "不需要"}


@dataclass(frozen=True)
class Wanted:
    """One paper of the list. Days are days of the overdue, the due day being 0."""

    code: str
    name: str
    source: str
    needed: str = ALWAYS
    from_day: int = 1
    by_day: int = 30


def required(paper: Wanted, undue: bool) -> bool:
    """Whether the claim cannot do without it."""
    return paper.needed == ALWAYS or (paper.needed == UNDUE and undue)


def state_of(paper: Wanted, held: Collection[str], *, undue: bool, days: int) -> str:
    """Where one paper stands on day `days` of the overdue; `held` are the codes of what is there.

    | there | required | day           | answer     |
    |-------|----------|---------------|------------|
    | yes   | –        | –             | here       |
    | no    | no       | –             | not_needed |
    | no    | yes      | before from   | later      |
    | no    | yes      | from … by - 1 | missing    |
    | no    | yes      | from by on    | late       |
    """
    if paper.code in held:
        return HERE
    if not required(paper, undue):
        return NOT_NEEDED
    if days < paper.from_day:
        return LATER
    return LATE if days >= paper.by_day else MISSING


def light_of(states: Iterable[str], *, closed: bool) -> str:
    """grey: nothing to claim any more; red: a paper is past its day; amber: one is missing; green: nothing is missing."""
    states = set(states)
    if closed:
        return GREY
    return RED if LATE in states else AMBER if MISSING in states else GREEN


def lacking(papers: Iterable[Wanted], held: Collection[str], *, undue: bool) -> list[Wanted]:
    """The papers without which a claim may not be lodged, whatever the day."""
    return [paper for paper in papers if required(paper, undue) and paper.code not in held]


def sentence(paper: Wanted) -> str:
    """A missing paper, and where it is added."""
    return f"缺少“{paper.name}”。{WHERE[paper.source]}。"


def stage_of(days: int) -> int:
    """The latest stage reached on day `days`; 0 before the first."""
    return max((stage for stage in STAGES if stage <= days), default=0)
