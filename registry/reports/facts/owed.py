"""What banks owed in words: reports of day 1 and day 60, and returns of periods, by both clocks (R44, R46)."""

from dataclasses import dataclass
from datetime import date

from registry.lending.models import ReportingPeriod

from ..rules.punctual import EXCUSED, OUTCOMES, outcome
from .clocks import At, known_rows, status_at

KINDS = {"day1": "逾期首日报告", "day60": "逾期满60日报告"}


@dataclass(frozen=True, slots=True)
class Report:
    """One report on one episode. `done` is None where it had not been made by the day."""

    pk: int
    kind: str
    number: str
    bank: int
    bank_name: str
    business: int
    name: str
    owed: date
    due: date
    done: date | None
    outcome: str

    REGISTER = "lending_bankreport"
    COLUMNS = (
        ("kind_word", "报告"), ("number", "借据号"), ("bank_name", "银行"), ("name", "企业（户）"), ("owed", "应报告之日"),
        ("due", "报告期限"), ("done", "报告日期"), ("outcome_word", "情况"),
    )  # fmt: skip

    @property
    def kind_word(self):
        return KINDS[self.kind]

    @property
    def outcome_word(self):
        return OUTCOMES[self.outcome]


@dataclass(frozen=True, slots=True)
class Return:
    """One period of one bank."""

    pk: int
    bank: int
    bank_name: str
    label: str
    due: date
    done: date | None
    outcome: str

    REGISTER = "lending_reportingperiod"
    COLUMNS = (
        ("label", "报送期"), ("bank_name", "银行"), ("due", "报送期限"), ("done", "报送日期"), ("outcome_word", "情况"),
    )  # fmt: skip

    @property
    def outcome_word(self):
        return OUTCOMES[self.outcome]


def reports(rows, at: At, *, banks, names) -> list[Report]:
    """Reports owed from a day up to `at.on`; those of episodes that never were (voided) are not owed."""
    stood = status_at("lending.overdueepisode", at, "episode_id")
    found = known_rows(rows, at).filter(owed_from__lte=at.on).annotate(stood=stood).exclude(stood="voided")
    told = found.exclude(stood=None).values_list(
        "id",
        "kind",
        "episode__note__note_no",
        "bank_id",
        "episode__business_id",
        "owed_from",
        "due_on",
        "reported_on",
    )
    return [
        Report(
            pk,
            kind,
            no,
            bank,
            banks[bank],
            who,
            names[who].name,
            owed,
            due,
            _by(done, at),
            outcome(due, done, at.on),
        )
        for pk, kind, no, bank, who, owed, due, done in told
    ]


def returns(rows, at: At, *, banks) -> list[Return]:
    """Periods that were over by then."""
    found = (
        known_rows(rows, at)
        .filter(ends_on__lt=at.on)
        .annotate(stood=status_at("lending.reportingperiod", at))
    )
    told = found.exclude(stood=None).values_list(
        "id", "bank_id", "starts_on", "ends_on", "due_on", "received_on", "stood"
    )
    return [
        Return(
            pk, bank, banks[bank], ReportingPeriod(starts_on=first, ends_on=last).label, due, _by(done, at),
            EXCUSED if stood == "excused" else outcome(due, done, at.on),
        )
        for pk, bank, first, last, due, done, stood in told
    ]  # fmt: skip


def _by(day, at):
    return day if day is not None and day <= at.on else None
