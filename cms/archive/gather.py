"""An application's whole file for one reader: sections in the order of the procedure, and the ledger's rows behind them."""

from dataclasses import dataclass, field

from django.db.models import Q

from registry.ledger.models import StatusChange
from registry.ledger.moves import table_for
from registry.policy.clauses import place

from . import sections as s
from .sight import OUT_OF_SIGHT, Sight, sight_of

HEADS = ("链序号", "事项", "办理", "变为", "生效日", "记录时间", "办理人", "条款", "理由", "本条指纹")


@dataclass
class File:
    """The file of one application as one person may read it."""

    application: object
    sight: Sight
    sections: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    papers: list = field(default_factory=list)
    entries: list = field(default_factory=list)
    postings: list = field(default_factory=list)

    @property
    def title(self):
        return f"{self.application.business.display_name}{self.application.round.batch}申报档案"


def gather(application, user) -> File:
    """Read the whole file; the number of queries does not grow with what is in it."""
    sight = sight_of(application, user)
    entries = s.entries_of(application, sight)
    quals = s.qualifications_of(application, entries, sight)
    held = s.postings_of(entries, sight)
    records = _records(application, entries, quals)
    changes = changes_of(records)
    papers = s.papers_of(records | _warnings(quals), sight)
    sections = [
        s.particulars(application, sight),
        s.attachments(application, sight),
        s.opinions(application, sight),
        s.decision(application, sight),
        s.notices(entries),
        s.postings(held),
        s.objections(entries, sight),
        s.announcements(entries, quals, changes, sight),
        s.qualifications(quals),
        s.papers(papers),
        ledger(changes, sight, _objections_seen(changes, sight)),
    ]
    return File(application, sight, sections, changes, papers, entries, held)


def _records(application, entries, quals):
    """Record types of the file and the row numbers in it."""
    from publicity.models import Objection

    objections = Objection.objects.filter(entry__in=[e.pk for e in entries]).values_list("pk", flat=True)
    return {
        "screening.application": [application.pk],
        "publicity.notice": sorted({e.notice_id for e in entries}),
        "publicity.noticeentry": [e.pk for e in entries],
        "publicity.objection": list(objections),
        "parties.qualification": [q.pk for q in quals],
    }


def _warnings(quals):
    from registry.sanctions.models import WarningNotice

    held = WarningNotice.objects.filter(qualification__in=[q.pk for q in quals])
    return {"sanctions.warningnotice": list(held.values_list("pk", flat=True))}


def changes_of(records):
    """Every status change of the file's records, in the order of the chain."""
    about = Q(pk__in=[])
    for kind, ids in records.items():
        about |= Q(record_type=kind, record_id__in=ids)
    return list(StatusChange.objects.filter(about).order_by("position"))


def _objections_seen(changes, sight):
    from publicity.models import Objection

    ids = [c.record_id for c in changes if c.record_type == "publicity.objection"]
    return set(Objection.objects.visible_to(sight.user).filter(pk__in=ids).values_list("pk", flat=True))


def ledger(changes, sight, seen):
    """Every act with both clocks, clause, actor, reason and its place in the chain."""
    rows = [_act(change, sight, seen) for change in changes]
    return s.Section("十一、办理经过（状态变动台账）", HEADS, rows)


def _act(change, sight, seen):
    table = table_for(change.record_type)
    move = table.by_name.get(change.move)
    objection = change.record_type == "publicity.objection"
    closed = objection and change.record_id not in seen
    own = change.record_type == "screening.application"
    return (
        str(change.position), table.title if closed else f"{table.title}：{change.record_key}",
        move.label if move else table.opening, table.label(change.to_status), s.day(change.effective_on),
        s.clock_time(change.recorded_at), OUT_OF_SIGHT if closed else change.actor_name, place(change.clause) or change.clause or "—",
        OUT_OF_SIGHT if closed else (sight.text(change.reason) if own else sight.inner(change.reason)) or "—",
        change.row_hash,
    )  # fmt: skip
