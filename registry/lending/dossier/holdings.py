"""What is in compensation files, read from the records in a fixed number of queries however many files are asked."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from ..models import (
    BankReport,
    CompensationClaim,
    DemandNotice,
    DossierDocument,
    Inquiry,
    PaperRequirement,
    SupervisionNote,
)
from ..rules import dossier as rules

CLOSED = ("cured", "voided", "compensated", "recovering", "write_off_asked", "recovered", "written_off")
FROZEN = ("lodged", "approved", "paid", "confirmed")


@dataclass(frozen=True)
class Line:
    """One paper of one file: where it stands, and the records or files that are it."""

    paper: rules.Wanted
    state: str
    records: tuple = ()

    @property
    def word(self):
        return rules.STATES[self.state]

    @property
    def where(self):
        """Where it is added, while it is wanted."""
        return rules.WHERE[self.paper.source] if self.state in (rules.MISSING, rules.LATE) else ""


@dataclass(frozen=True)
class Holding:
    """One file as of a day."""

    lines: tuple[Line, ...]
    light: str
    undue: bool
    days: int
    claim: object = None
    held: frozenset = field(default_factory=frozenset)

    @property
    def word(self):
        return rules.LIGHTS[self.light]

    @property
    def missing(self):
        """Names of papers wanted by today and not there."""
        return [line.paper.name for line in self.lines if line.state in (rules.MISSING, rules.LATE)]

    def lacking(self):
        """Papers without which the claim may not be lodged."""
        return rules.lacking([line.paper for line in self.lines], self.held, undue=self.undue)


def holding(dossier, today: date) -> Holding:
    """What is in one file."""
    return gather([dossier], today)[dossier.pk]


def gather(dossiers, today: date) -> dict[int, Holding]:
    """{key of the file: Holding} as of `today`."""
    dossiers = list(dossiers)
    found, claims, lists = _records(dossiers), _claims(dossiers), {}
    answer = {}
    for dossier in dossiers:
        claim = claims.get(dossier.episode_id)
        day = _listed_on(claim, today)
        if day not in lists:
            lists[day] = PaperRequirement.objects.wanted(day)
        answer[dossier.pk] = _held(dossier, claim, found[dossier.pk], lists[day], today)
    return answer


def _listed_on(claim, today):
    """The list asked is that of the day the claim was lodged, once it is."""
    return claim.lodged_on if claim is not None and claim.status in FROZEN else today


def _held(dossier, claim, records, papers, today):
    episode = dossier.episode
    undue = episode.note.due_on > (claim.interest_to if claim else today)
    ended = episode.ended_on or (claim.paid_on if claim else None) or today
    days, closed = (min(ended, today) - episode.unpaid_since).days, episode.status in CLOSED
    kept = {p.code: tuple(records[p.source if p.source != rules.UPLOAD else p.code]) for p in papers}
    held = frozenset(code for code, rows in kept.items() if rows)
    states = {p.code: _state(p, held, undue, days, closed) for p in papers}
    lines = tuple(Line(p, states[p.code], kept[p.code]) for p in papers)
    light = rules.light_of((line.state for line in lines), closed=closed)
    return Holding(lines, light, undue, days, claim, held)


def _state(paper, held, undue, days, closed):
    """Where a paper stands; nothing is missing any more once there is nothing to claim."""
    state = rules.state_of(paper, held, undue=undue, days=days)
    return rules.NOT_NEEDED if closed and state != rules.HERE else state


def _records(dossiers):
    """{file: {source, or code of an uploaded paper: records}}."""
    found = {dossier.pk: defaultdict(list) for dossier in dossiers}
    of_episode = {dossier.episode_id: dossier.pk for dossier in dossiers}
    for document in DossierDocument.objects.filter(dossier__in=found, standing=True).select_related("paper"):
        found[document.dossier_id][document.paper.code].append(document)
    for report in BankReport.objects.filter(episode__in=of_episode).exclude(reported_on=None):
        found[of_episode[report.episode_id]][report.kind].append(report)
    for demand in DemandNotice.objects.filter(episode__in=of_episode).exclude(delivered_on=None):
        found[of_episode[demand.episode_id]][rules.DEMAND].append(demand)
    _of_loans(dossiers, found)
    return found


def _of_loans(dossiers, found):
    """Checks of the note (or of its line as a whole), and standing inquiries of the line."""
    notes = {d.episode.note_id for d in dossiers}
    lines = {d.episode.note.line_id for d in dossiers}
    checks = SupervisionNote.objects.filter(Q(note__in=notes) | Q(note=None, line__in=lines))
    inquiries = Inquiry.objects.filter(line__in=lines, standing=True)
    by_note, by_line, asked = defaultdict(list), defaultdict(list), defaultdict(list)
    for check in checks.select_related("note", "line"):
        (by_note[check.note_id] if check.note_id else by_line[check.line_id]).append(check)
    for inquiry in inquiries.select_related("line"):
        asked[inquiry.line_id].append(inquiry)
    for dossier in dossiers:
        note = dossier.episode.note
        found[dossier.pk][rules.CHECK] = [*by_note[note.pk], *by_line[note.line_id]]
        found[dossier.pk][rules.INQUIRY] = asked[note.line_id]


def _claims(dossiers):
    """{episode: its live claim}."""
    rows = CompensationClaim.objects.filter(episode__in=[d.episode_id for d in dossiers])
    return {claim.episode_id: claim for claim in rows.exclude(status__in=CompensationClaim.OVER)}
