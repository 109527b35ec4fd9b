"""A recommendation sheet as a town sends it, not yet confirmed; the roster once more, in which nothing is new."""

import csv
import io

from imports.recommending.booking import stage_sheet
from imports.recommending.columns import COLUMNS
from imports.sheets.staging import book, stage
from registry.parties.models import Institution
from registry.parties.places import PLACES

from .accounts import person


def recommended_by_sheet(crowd, today):
    """The town's sheet of these businesses, waiting for its confirmation."""
    held = io.StringIO()
    table = csv.writer(held)
    table.writerow(column.label for column in COLUMNS)
    table.writerows([_row(someone, today).get(column.name, "") for column in COLUMNS] for someone in crowd)
    town = Institution.objects.get(code="ALTXR")
    content = held.getvalue().encode("utf-8-sig")
    return stage_sheet("阿镇推荐表.csv", content, institution=town, actor=person("town"), today=today)


def roster_again(path, recognised_on, today):
    """The roster handed in on the page a second time: unchanged."""
    given = {"actor": person("office"), "today": today}
    upload = stage(path.name, path.read_bytes(), kind="roster", recognised_on=recognised_on, **given)
    return book(upload, reason="核对名册", **given)


def _row(someone, today):
    claims = (
        "registered_here",
        "taxed_here",
        "has_premises",
        "consents_publication",
        "consents_credit_query",
    )
    return dict.fromkeys(claims, "是") | {
        "uscc": someone.uscc, "kind": "个体工商户", "name": someone.name, "operator_name": someone.operator,
        "town": PLACES[someone.town], "address": "文明街", "contact_name": someone.operator,
        "contact_phone": someone.phone, "industry_code": "52 零售业", "figures_year": today.year - 1,
        "employees": someone.employees, "revenue": someone.revenue / 10_000, "assets": someone.assets / 10_000,
        "tax_since": "2020-03-15", "consents_operator_name": "否",
    }  # fmt: skip
