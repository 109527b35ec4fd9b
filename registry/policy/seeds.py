"""What the register knows from its first day: the 2019 policy, rates, size standard, conditions, calendar 2019–2026.

Called by the data migration with the historical models of `apps`; every row gets its first history row.
"""

from datetime import date
from decimal import Decimal

from django.db.models.functions import Now

from .rules.rates import BENCHMARK_1Y, LPR_1Y, LPR_5Y
from .seed_calendar import ARRANGEMENTS, calendar_days, calendar_versions, calendar_years, packed
from .seed_conditions import CONDITIONS
from .sme_standard import IN_FORCE_FROM, ROWS, STANDARD
from .terms import PolicyTerms
from .version_terms import columns_of

POLICY_FROM = date(2019, 11, 1)
_RATE_SOURCE = "系统建立时录入，待与中国人民银行公告原文核对"
_LPR = (
    ("2019-08-20", "4.25", "4.85"),
    ("2019-09-20", "4.20", "4.85"),
    ("2019-11-20", "4.15", "4.80"),
    ("2020-02-20", "4.05", "4.75"),
    ("2020-04-20", "3.85", "4.65"),
    ("2021-12-20", "3.80", "4.65"),
    ("2022-01-20", "3.70", "4.60"),
    ("2022-05-20", "3.70", "4.45"),
    ("2022-08-22", "3.65", "4.30"),
    ("2023-06-20", "3.55", "4.20"),
    ("2023-08-21", "3.45", "4.20"),
    ("2024-02-20", "3.45", "3.95"),
    ("2024-07-22", "3.35", "3.85"),
    ("2024-10-21", "3.10", "3.60"),
    ("2025-05-20", "3.00", "3.50"),
)


def seed_all(apps):
    """Everything, in the order the document tells it."""
    seed_policy(apps)
    seed_rates(apps)
    seed_thresholds(apps)
    seed_conditions(apps)
    seed_calendar(apps)


def seed_policy(apps):
    """伊政办发〔2019〕53号, the founding version: without proposer and approver."""
    model = apps.get_model("policy", "PolicyVersion")
    there = {field.name for field in model._meta.get_fields()}
    known = {name: value for name, value in columns_of(PolicyTerms.of_2019()).items() if name in there}
    row = known | {
        "note": "文件原文未载标题和成文日期，施行日按文件内容推定，待办公室核对",
        "in_force_from": POLICY_FROM,
        "approved_on": POLICY_FROM,
        "founding": True,
    }
    _plant(apps, "PolicyVersion", [row])


def seed_rates(apps):
    """The benchmark since 2015 and the LPR up to 2025-05-20; later ones are for staff to enter."""
    rates = [(BENCHMARK_1Y, "2015-10-24", "4.35")]
    rates += [
        (kind, day, value) for day, one, five in _LPR for kind, value in ((LPR_1Y, one), (LPR_5Y, five))
    ]
    rows = [
        {
            "kind": kind,
            "published_on": date.fromisoformat(day),
            "percent": Decimal(value),
            "source": _RATE_SOURCE,
        }
        for kind, day, value in rates
    ]
    _plant(apps, "ReferenceRate", rows)


def seed_thresholds(apps):
    """《中小企业划型标准规定》, one row per industry."""
    _plant(apps, "SizeThreshold", [_threshold(order, row) for order, row in enumerate(ROWS, start=1)])


def _threshold(order, row):
    bounds = {
        f"{name}_{bound}": value
        for name in ("employees", "revenue", "assets")
        for bound, value in zip(("large", "medium", "small"), getattr(row, name) or (None,) * 3, strict=True)
    }
    return bounds | {
        "standard": STANDARD,
        "industry": row.industry,
        "codes": " ".join(row.codes),
        "order": order,
        "fallback": row.fallback,
        "in_force_from": IN_FORCE_FROM,
    }


def seed_conditions(apps):
    """R11–R21 with the institutions that answer each."""
    rows = [
        {"code": code, "text": text, "question": question, "order": order, "in_force_from": POLICY_FROM}
        for order, (code, text, question, _) in enumerate(CONDITIONS, start=1)
    ]
    planted = _plant(apps, "AdmissionCondition", rows)
    answerers = [
        {"condition_id": condition.pk, "institution_code": institution}
        for condition, (_, _, _, institutions) in zip(planted, CONDITIONS, strict=True)
        for institution in institutions
    ]
    _plant(apps, "ConditionAnswerer", answerers)


def seed_calendar(apps):
    """Years and special days from chinesecalendar."""
    _plant(apps, "CalendarYear", calendar_years())
    _plant(apps, "CalendarDay", calendar_days())


def seed_versions(apps):
    """Every arrangement of the years in the register, with its document; years imported since then as they stand."""
    years = {
        row.year: row for row in apps.get_model("policy", "CalendarYear").objects.filter(coverage="official")
    }
    planted = {
        year: row for year, row in years.items() if not row.document_number and row.year in ARRANGEMENTS
    }
    rows = [row for row in calendar_versions() if row["year"] in planted]
    rows += [_as_it_stands(apps, row) for year, row in years.items() if year not in planted]
    _plant(apps, "CalendarVersion", [{"calendar_year_id": years[row.pop("year")].pk} | row for row in rows])
    for year, row in planted.items():
        number, _, own_title = ARRANGEMENTS[year][-1]
        row.document_number, row.revision, row.title = number, len(ARRANGEMENTS[year]), own_title or row.title
        row.version += 1
        row.save()
        _remember(apps, "CalendarYear", [row], "~", "补记发文字号和版次")


def _as_it_stands(apps, year):
    days = apps.get_model("policy", "CalendarDay").objects.filter(date__year=year.year, withdrawn=False)
    known = apps.get_model("policy", "HistoricalCalendarYear").objects.filter(id=year.pk)
    return {
        "year": year.year, "revision": year.revision, "document_number": year.document_number, "title": year.title,
        "known_on": known.order_by("-history_date").first().history_date.date(),
        "entries": packed((day.date, day.kind, day.name) for day in days if not day.kind.startswith("local")),
    }  # fmt: skip


def _plant(apps, model, rows):
    """Insert rows of a historical model, each with the history row a first save would have written."""
    Model = apps.get_model("policy", model)
    planted = [Model.objects.create(**row, version=1) for row in rows]
    _remember(apps, model, planted, "+", "系统建立时写入")
    return planted


def _remember(apps, model, rows, kind, reason):
    """One history row for each of `rows`."""
    History = apps.get_model("policy", f"Historical{model}")
    columns = [field.attname for field in apps.get_model("policy", model)._meta.concrete_fields]
    History.objects.bulk_create(
        History(
            history_type=kind,
            history_date=Now(),
            history_change_reason=reason,
            history_username="system",
            history_source="",
            **{name: getattr(row, name) for name in columns},
        )
        for row in rows
    )
