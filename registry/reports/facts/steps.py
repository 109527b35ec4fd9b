"""How far applications had come, and who was recognised, by both clocks (R22–R31)."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from registry.documents.models import IssuedDocument
from registry.ledger.models import StatusChange

from .clients import KINDS
from .clocks import At, known_rows, status_at

REFERRED = "referred"
STEPS = {
    "submitted": "申报", "screened": "甄别通过", "in_publicity": "公示", "recognised": "认定", REFERRED: "推荐",
}  # fmt: skip
IN_FORCE = {"qualified": "信用企业（户）", "warned": "已预警"}
_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Z])")


@dataclass(frozen=True, slots=True)
class Step:
    """The first time one application came to one step."""

    pk: int
    receipt: str
    business: int
    name: str
    kind: str
    step: str
    day: date

    REGISTER = "screening_application"
    COLUMNS = (
        ("receipt", "受理号"),
        ("name", "企业（户）"),
        ("kind_word", "类别"),
        ("step_word", "环节"),
        ("day", "日期"),
    )

    @property
    def kind_word(self):
        return KINDS[self.kind]

    @property
    def step_word(self):
        return STEPS[self.step]


@dataclass(frozen=True, slots=True)
class Standing:
    """One business recognised on the day of the report."""

    pk: int
    business: int
    name: str
    kind: str
    batch: str
    since: date | None
    state: str

    REGISTER = "parties_qualification"
    COLUMNS = (
        ("name", "企业（户）"),
        ("kind_word", "类别"),
        ("batch", "批次"),
        ("since", "认定日期"),
        ("state_word", "状态"),
    )

    @property
    def kind_word(self):
        return KINDS[self.kind]

    @property
    def state_word(self):
        return IN_FORCE[self.state]


def standings(rows, at: At, *, names) -> list[Standing]:
    """Who was 信用企业 or 信用户 on that day."""
    stood = status_at("parties.qualification", at)
    found = known_rows(rows, at).annotate(stood=stood).filter(stood__in=tuple(IN_FORCE))
    told = found.values_list("id", "business_id", "batch", "recognised_on", "stood")
    return [
        Standing(pk, who, names[who].name, names[who].kind, batch, since, state)
        for pk, who, batch, since, state in told
    ]


def steps(rows, at: At, *, names) -> list[Step]:
    """First days of the steps up to `at.on`, of applications in sight."""
    keys = {
        pk: (receipt, who)
        for pk, receipt, who in rows.order_by().values_list("id", "receipt_number", "business_id")
    }
    changes = _known(StatusChange.objects.filter(effective_on__lte=at.on), at)
    changes = changes.filter(
        record_type="screening.application", to_status__in=[s for s in STEPS if s != REFERRED]
    )
    told = changes.order_by().values_list("record_id", "to_status").annotate(day=Min("effective_on"))
    return [_step(pk, *keys[pk], step, day, names) for pk, step, day in told if pk in keys]


def referred(done: list[Step], at: At, *, names) -> list[Step]:
    """Recognised applicants that a 推荐名单 issued to banks and guarantor names by their code (R31), by its first day."""
    first: dict[str, list[date]] = {}
    papers = _known(IssuedDocument.objects.filter(kind="referral", issued_on__lte=at.on), at)
    for body, day in papers.order_by("issued_on").values_list("body", "issued_on"):
        for code in _CODE.findall(body):
            first.setdefault(code, []).append(day)
    return [found for one in done if one.step == "recognised" for found in _referral(one, first, names)]


def _referral(one, first, names):
    days = [day for day in first.get(names[one.business].uscc, ()) if day >= one.day]
    return [Step(one.pk, one.receipt, one.business, one.name, one.kind, REFERRED, min(days))] if days else []


def _step(pk, receipt, who, step, day, names):
    return Step(pk, receipt, who, names[who].name, names[who].kind, step, day)


def _known(rows, at):
    return rows.filter(recorded_at__lt=at.until) if at.known else rows
