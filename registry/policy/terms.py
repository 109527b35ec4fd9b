"""Every number of the policy as plain values, so that rules need neither database nor Django."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

LPR, BENCHMARK = "LPR", "BENCHMARK"
PER_CONTRACT, PER_SUBJECT = "contract", "subject"
WEBSITE, LAST_CHANNEL = "website", "last_channel"
IF_RATED, ALWAYS, NEVER = "if_rated", "always", "never"

DOCUMENT_2019 = "伊政办发〔2019〕53号"


def _guarantor_bears_all():
    return MappingProxyType({"guarantor": Decimal(1)})


@dataclass(frozen=True)
class PolicyTerms:
    """One version of the policy. Money in 元, rates in percent (1.00 means 1.00 %), spread in basis points.

    The defaults are 伊政办发〔2019〕53号 under the readings A01–A32 of this project.
    """

    version_id: int | None = None
    document_number: str = DOCUMENT_2019

    cap_enterprise: Decimal = Decimal("5000000.00")  # R04
    cap_individual: Decimal = Decimal("500000.00")  # R05
    cap_scope: str = PER_CONTRACT  # A07

    fee_cap: Decimal = Decimal("1.00")  # R08
    fee_cap_hard: bool = True  # A05
    rate_benchmark_mult: Decimal = Decimal("1.30")  # R09, A01
    rate_lpr_spread_bp: int = 130  # R09, A02
    rate_basis_default: str = LPR  # A03
    rate_cap_hard: bool = False  # A05
    allin_target: Decimal = Decimal("6.00")  # R07
    allin_warn: Decimal = Decimal("6.66")  # A06

    target_enterprises: int = 100  # R02, A08
    target_individuals: int = 100

    apply_months: tuple[int, ...] = (5, 12)  # R24, A09
    publicity_workdays: int = 10  # R29
    count_publication_day: bool = False  # A10
    publicity_clock: str = WEBSITE  # A30
    hold_on_open_objection: bool = True  # A11

    cancel_needs_office: bool = True  # A12
    cancel_auto: bool = False  # A13
    reapply_after: date | None = None  # A14

    od_day1: int = 1  # R43, A15
    od_day60: int = 60  # R45, A16
    od_full_days: bool = False  # A16
    sla_day1_wd: int = 0  # A19, working days
    sla_day60_wd: int = 3  # A19, working days
    comp_include_penalty: bool = False  # A21
    risk_share: Mapping[str, Decimal] = field(default_factory=_guarantor_bears_all)  # A22

    qualification_months: int | None = None  # A24
    min_tax_years: int = 1  # R19
    tax_grades_ok: tuple[str, ...] = ("A", "B")  # R20, A26
    tax_grade_for_individuals: str = IF_RATED  # A25
    litigation_roles_bad: tuple[str, ...] = ("defendant", "enforced", "suspect")  # A27

    bl_reply_wd: int = 5  # working days to answer an advance notice
    credit_report_retention_months: int = 12

    objection_accept_wd: int = 3  # A11: working days to accept or decline, then to find, then to answer
    objection_decide_wd: int = 15
    objection_reply_wd: int = 5
    statement_wd: int = 5  # working days for the business objected to
    objection_retention_months: int = 24  # after the answer; then the sender's data leaves (PIPL 47)
    publicity_retention_months: int = 24  # after the end; then names of persons leave closed notices

    report_months: int = 1  # months in a period a bank reports for
    report_due_days: int = 10  # calendar days after its end; the next working day when that is off
    report_remind_days: int = 3  # calendar days before the last day

    claim_remind_days: int = 5  # A23: calendar days a claim waits before its holder is reminded
    claim_climb_days: int = 10  # then whoever stands above the holder is told, again every so many days

    opendata_drop_percent: int = (
        10  # share of rows whose unexplained loss stops an edition of open data, and at least
    )
    opendata_drop_rows: int = 5  # so many rows
    opendata_keep_days: int = 30  # calendar days; afterwards an edition keeps only counts and fingerprints
    webhook_fail_days: int = 7  # calendar days of nothing but failures, then the endpoint is let go

    @classmethod
    def of_2019(cls):
        """伊政办发〔2019〕53号 under the default readings."""
        return cls()
