"""Sentences of the messages about the ladder and about promises to pay. Money in 元."""

from registry.policy.dates import written
from registry.policy.money import yuan

from ..wording import Text


def _about(episode):
    return f"{episode.business.display_name}在{episode.bank.name}的借据{episode.note.note_no}自{written(episode.unpaid_since)}逾期"


def task(record):
    step, episode = record.step, record.episode
    asked = "请办理" if step.obligatory else "可以办理"
    return Text(
        f"{step.name}（逾期第{step.day}日）：{episode.note.note_no}",
        f"{_about(episode)}，{written(record.due_on)}{asked}“{step.name}”（{step.get_kind_display()}）。"
        "办理以后在“清收任务”中登记找了谁、对方怎么说。",
    )


def late(record):
    step, episode = record.step, record.episode
    return Text(
        f"过期未办：{step.name}，{episode.note.note_no}",
        f"{_about(episode)}，应由{record.get_owner_display()}在{written(record.due_on)}办理的“{step.name}”至今没有登记。"
        "请尽快办理并登记；已经办理的，请补登实际办理日期。",
    )


def judged(promise, got):
    return f"按银行截至{written(promise.due_on)}的报送，承诺以后收到{yuan(got)}"


def broken(promise, got):
    return Text(
        f"还款承诺没有履行：{promise.episode.note.note_no}",
        f"{_about(promise.episode)}。{promise.made_by}于{written(promise.made_on)}承诺在{written(promise.due_on)}以前还款"
        f"{yuan(promise.amount)}；{judged(promise, got)}，逾期没有消除，认定为没有履行。请继续清收；银行数据有误的，更正后自动重新认定。",
    )
