"""What takes a second person: releasing a held entry (R30, R63), putting a list right (A31), a later end (A30)."""

from registry.ledger.proposals import Act, register_act, verb_act
from registry.ledger.proposals.proposing import propose, propose_step
from registry.ledger.proposals.rows import row_act
from registry.policy.dates import written

from . import closing, correcting, handling, late_posting
from .making_up import register_extension
from .moves import OBJECTION
from .opendata.releasing import register_release

MINOR, UNFOUNDED = "release_minor", "release_unfounded"


def register_acts():
    """Called once from AppConfig.ready."""
    register_extension()
    register_release()
    for name, move, verb in (
        (MINOR, "find_minor", handling.find_minor),
        (UNFOUNDED, "find_unfounded", handling.find_unfounded),
    ):
        label = f"{OBJECTION.by_name[move].label}（放行暂缓认定的对象）"
        verb_act(name, label, verb, permission=OBJECTION.permission(move), move=OBJECTION.by_name[move])
    row_act("publicity.wordingtemplate", "修改文稿模板", decides="publicity.approve_wordingtemplate")
    register_act(_correction())
    register_act(_extension())


def _correction():
    def execute(record, arguments, *, actor, today, reason):
        return correcting.correct_entry(record, actor=actor, today=today, reason=reason)

    return Act(
        correcting.ACT, "更正公示信息（发布更正公告，公示期不变）", correcting.RIGHT, correcting.RIGHT, execute,
        lambda entry, arguments: correcting.differences(entry) or [("更正", "—", "没有可更正的")],
        problems=lambda entry, arguments, today: correcting.correction_problems(entry), clause="A31",
    )  # fmt: skip


def _extension():
    def execute(record, arguments, *, actor, today, reason):
        return late_posting.count_from(record, actor=actor, today=today, reason=reason, **arguments)

    def describe(notice, arguments):
        end = late_posting.end_from(notice, arguments["counted_from"])
        return [("截止日", written(notice.ends_on), written(end)), ("起因", "—", arguments["why"])]

    return Act(
        late_posting.ACT, "顺延公示期", "publicity.add_posting", "publicity.open_notice", execute, describe,
        problems=lambda notice, arguments, today: late_posting.extension_problems(notice, **arguments), clause="A30",
    )  # fmt: skip


propose_correction = propose_step(correcting.ACT)


def find_minor(objection, *, actor, today, reason):
    """The door's verb: while the entry is held, proposed; before that, found at once."""
    return _release(MINOR, handling.find_minor, objection, actor, today, reason)


def find_unfounded(objection, *, actor, today, reason):
    """The door's verb: while the entry is held, proposed; before that, found at once."""
    return _release(UNFOUNDED, handling.find_unfounded, objection, actor, today, reason)


def _release(name, verb, objection, actor, today, reason):
    """An entry whose window is over counts as held whether or not a timer has come by."""
    entry = closing.close_if_over(objection.entry, today=today)
    if entry.status == "held" and objection.status == "investigating":
        return propose(name, objection, actor=actor, today=today, reason=reason)
    return verb(objection, actor=actor, today=today, reason=reason)
