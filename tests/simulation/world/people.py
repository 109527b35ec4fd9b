"""Who acts, and on whom: accounts of the house, businesses with codes of their own, applications approved on a day."""

from datetime import date

from cms.demo.people import code_of
from registry.screening.models import Application
from tests import builders
from tests.stories import chapters


def both():
    """Clerk and head at once: one person who must not do the work of two."""
    builders.user("both", "clerk")
    return builders.user("both", "head")


def business(n, *, individual=False, year=2026):
    """The n-th invented business."""
    code = code_of(f"{'92' if individual else '91'}150627MA{n:06d}")
    name = f"仿真{'商店' if individual else '公司'}{n}号"
    return builders.business(
        code, name=name, figures_year=year - 1, tax_grade_year=year - 1, tax_since=date(2015, 1, 1),
        established_on=date(2014, 1, 1),
    )  # fmt: skip


def approved(subject, day):
    """An application screened and decided on `day`, through every door of the house."""
    return chapters.approved(subject, day)


def application(pk):
    return Application.objects.select_related("business").get(pk=pk)


def second_head():
    return builders.user("head2", "head")
