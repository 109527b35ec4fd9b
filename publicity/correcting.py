"""A slip in a list on notice: put right from the register and told in a 更正公告, the window running on (A31).

Two persons: one proposes, another approves (acts.py). Another business is not a slip: withdraw the entry and add anew.
"""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.ledger.proposals import must_be_proposed
from registry.policy.identifiers import check_uscc

from .announcing import publish_announcement
from .models import NoticeEntry
from .shown import entry_fields, entry_line
from .wording import correction_text

ACT, RIGHT = "correct_entry", "publicity.correct_noticeentry"
LIVE = ("in_publicity", "held")


def differences(entry) -> list[tuple[str, str, str]]:
    """(label, as shown, as registered now) of every field of the entry that no longer agrees with the register."""
    now = entry_fields(entry.application)
    changed = [name for name, value in now.items() if getattr(entry, name) != value]
    return [
        (str(entry._meta.get_field(n).verbose_name), str(getattr(entry, n)), str(now[n])) for n in changed
    ]


def correction_problems(entry) -> list[str]:
    """Every reason why this is not a slip that may be put right without a new notice."""
    now, found = entry_fields(entry.application), []
    if entry.status not in LIVE or not entry.notice.published_on:
        found.append(
            f"“{entry.shown_name}”现在是“{entry.get_status_display()}”，只有公示中或者核查中的对象可以更正。"
        )
    if not differences(entry):
        found.append("公示的内容与登记一致，没有可更正的。请先在企业（户）登记中改正，再来办理更正。")
    if entry.uscc != now["uscc"] and entry.shown_name != now["shown_name"]:
        found.append("名称和统一社会信用代码都不同，这是另一个对象，不是笔误。请撤回本条，另作补充公示。")
    if entry.kind != now["kind"]:
        found.append("类别由个体工商户和企业之间变动，这是另一个对象，不是笔误。请撤回本条，另作补充公示。")
    found += [str(error) for error in check_uscc(now["uscc"]).errors]
    return found + _real_changes(entry, now)


def _real_changes(entry, now):
    """A change registered with the authority after the listing is a new fact, not a slip."""
    changes = entry.application.business.identity_changes.filter(changed_on__gte=entry.listed_on)
    return [
        f"{change.get_kind_display()}（{change.old}→{change.new}）是公示以后的变更登记，不是笔误，请按重新甄别办理。"
        for change in changes
    ]


@transaction.atomic
def correct_entry(entry, *, actor, today, reason):
    """Bring the entry in line with the register and announce it. Returns the Announcement. Raises Refusal."""
    require(actor, RIGHT, "更正公示信息")
    must_be_proposed(ACT, actor, "更正公示信息")
    entry = NoticeEntry.objects.select_for_update().get(pk=entry.pk)
    problems = correction_problems(entry)
    if problems:
        raise Refusal(problems)
    lines = differences(entry)
    for name, value in entry_fields(entry.application).items():
        setattr(entry, name, value)
    entry.corrected_on = today
    with acting(actor, reason):
        entry.save()
    title, body = correction_text(entry=entry, lines=lines, today=today)
    announcement, _ = publish_announcement(
        "correction", title=title, body=body, rows=[entry_line(entry)],
        cause=f"entry:{entry.pk}:correction:{entry.version}", actor=actor, today=today, notice=entry.notice, entry=entry,
    )  # fmt: skip
    return announcement
