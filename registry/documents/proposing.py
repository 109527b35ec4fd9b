"""A new Word layout: checked and kept by one person, put in force by another from the next day on (design §3, decision 0014)."""

import hashlib
from datetime import timedelta

from django.db import transaction
from django.db.models import Max

from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.ledger.proposals import Act, register_act
from registry.ledger.proposals.proposing import propose
from registry.policy.dates import written

from .choosing import COMMON, HOUSE, in_force
from .files import safe_name
from .layouts.checking import examine
from .layouts.slots import GENERAL
from .models import LayoutFile, LayoutVersion

ACT, RIGHT, DECIDES = "word_layout", "documents.add_layoutfile", "documents.approve_layoutfile"


@transaction.atomic
def keep_file(layout, *, actor, today, file, reason="") -> LayoutFile:
    """Check one uploaded file (name, bytes) and keep it; nothing is in force by that. The same file again is the same row.

    Raises NotAllowed without the right, Refusal with everything that is wrong with the file.
    """
    require(actor, RIGHT, "上传文书版式")
    if not file:
        raise Refusal("没有选择文件。请选择一个DOCX文件后再上传。")
    name, content = safe_name(file[0]), file[1]
    report = examine(layout.slot, name, content)
    if report.problems:
        raise Refusal(report.problems)
    digest = hashlib.sha256(content).hexdigest()
    there = LayoutFile.objects.filter(layout=layout, sha256=digest).first()
    return there or LayoutFile.objects.create(
        layout=layout, original_name=name, content=content, size=len(content), sha256=digest, uploaded_by=actor,
        uploaded_on=today,
    )  # fmt: skip


def propose_file(file, *, actor, today, reason):
    """Propose that this file be used from the day after its approval."""
    return propose(ACT, file.layout, actor=actor, today=today, reason=reason, file=file)


def propose_return(layout, *, actor, today, reason, to=None):
    """Propose to go back: to an earlier file of this layout, or (None) to the general layout or the house's own."""
    return propose(ACT, layout, actor=actor, today=today, reason=reason, file=to)


def fallback_of(layout) -> str:
    """What holds when a layout gives up its own file."""
    return HOUSE if layout.slot == GENERAL else COMMON


def register_acts():
    """Called once from AppConfig.ready."""
    register_act(Act(ACT, "启用文书版式", RIGHT, DECIDES, _use, _lines, problems=_problems, clause="R69"))


def _problems(layout, arguments, today):
    file, standing = arguments["file"], newest(layout)
    if file is not None and file.layout_id != layout.pk:
        return [f"“{file}”不是“{layout}”的版式文件。请从“{layout}”中选择。"]
    if (standing.file_id if standing else None) == (file.pk if file else None):
        return [
            f"“{layout}”现在用的（或已批准、即将启用的）就是“{_named(layout, file)}”，没有改动，不需要提出。"
        ]
    return []


def newest(layout):
    """The last version approved, whether or not its day has come."""
    return max(layout.versions.all(), key=lambda version: version.number, default=None)


def _named(layout, file):
    return fallback_of(layout) if file is None else file.original_name


def _lines(layout, arguments):
    file, standing = arguments["file"], newest(layout)
    old = _named(layout, standing.file if standing else None)
    lines = [("版式", old, _named(layout, file)), ("启用日期", "—", "批准的次日；此前签发的文书不变")]
    if file is not None:
        report = examine(layout.slot, file.original_name, file.bytes)
        lines += [("文件指纹", "—", file.sha256), ("页面", "—", "；".join(report.pages))]
        lines += [("提醒", "—", note) for note in report.notes]
    return lines


def _use(layout, arguments, *, actor, today, reason):
    number = (layout.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    return LayoutVersion.objects.create(
        layout=layout, number=number, file=arguments["file"], in_force_from=today + timedelta(days=1), approved_on=today,
        approved_by=actor, reason=reason,
    )  # fmt: skip


def standing_in_words(layout, today, now=None) -> str:
    """What papers of this kind are set in today (`now`, when known already), since when, and what is to come."""
    now, coming = now or in_force(layout.slot, today), newest(layout)
    told = f"{now.told}（{written(now.since)}起）" if now.since else now.told
    if coming is not None and coming.in_force_from > today:
        told += f"；{written(coming.in_force_from)}起改用{_named(layout, coming.file)}"
    return told
