"""The pages of the report: which tables and rates each has, built of gathered facts."""

from dataclasses import dataclass
from typing import Any

from . import arrears, balances, compensation, migration, overview, progress, timeliness, trend, vintage


@dataclass(frozen=True)
class Page:
    """One page and who has it: `needs` names a property of Sight."""

    slug: str
    title: str
    build: Any
    needs: str = "lending"


PAGES = (
    Page("overview", "总览", overview.build, "any"),
    Page("balances", "在保余额", balances.build),
    Page("trend", "走势", trend.build),
    Page("arrears", "逾期与质量", arrears.build),
    Page("compensation", "代偿与追偿", compensation.build),
    Page("migration", "迁徙率", migration.build),
    Page("vintage", "账龄", vintage.build),
    Page("timeliness", "报告及时性", timeliness.build),
    Page("progress", "进度与件数", progress.build, "progress"),
)


def pages_for(sight) -> list[Page]:
    """The pages this person has, in order."""
    return [page for page in PAGES if getattr(sight, page.needs)]
