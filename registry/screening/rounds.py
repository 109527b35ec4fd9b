"""Half-yearly rounds: opened for a month the policy names, their window the whole month (R24, R25, A09)."""

from datetime import date, timedelta

from django.db import transaction

from registry.ledger.doors import register, require
from registry.ledger.errors import Refusal
from registry.policy.dates import month_end, written
from registry.policy.rules import season_of
from registry.policy.versions import terms_on

from .models import Round
from .rules import OPINION_DAYS


@transaction.atomic
def open_round(year, month, *, actor, today, reason="", opinions_due_on=None, note=""):
    """Open the round of one application month. Returns the Round.

    Departments answer by `opinions_due_on`, by default OPINION_DAYS after the window closes.
    Raises NotAllowed, and Refusal with every reason: not a month of the policy, opened already, a due day before
    the window ends.
    """
    require(actor, "screening.add_round", "开设甄别轮次")
    problems = round_problems(year, month, opinions_due_on)
    if problems:
        raise Refusal(problems)
    last = month_end(year, month)
    opened = Round(
        year=year, month=month, opens_on=date(year, month, 1), closes_on=last, note=note,
        opinions_due_on=opinions_due_on or last + timedelta(days=OPINION_DAYS),
    )  # fmt: skip
    return register(opened, actor=actor, today=today, reason=reason or f"开设{opened}", clause="R25")


def round_problems(year, month, opinions_due_on=None) -> list[str]:
    """Every reason why this round cannot be opened."""
    if not (2019 <= year <= 2100 and 1 <= month <= 12):
        return [f"年度“{year}”、月份“{month}”不是有效的年月。请填写四位年度和1至12的月份。"]
    first, last = date(year, month, 1), month_end(year, month)
    months = sorted(terms_on(first).apply_months)
    problems = []
    if month not in months:
        named = "、".join(f"{m}月份" for m in months)
        problems.append(
            f"{year}年{month}月不是推荐申报时间：政策规定为每年{named}（文件二（二）1）。请改选月份。"
        )
    if Round.objects.filter(year=year, month=month).exists():
        problems.append(f"{year}年{month}月的轮次已经开设，不能重复开设。请在“甄别轮次”中查看。")
    if opinions_due_on is not None and opinions_due_on < last:
        problems.append(
            f"部门意见截止日{written(opinions_due_on)}早于申报截止日{written(last)}。请改为当日或以后。"
        )
    return problems


def round_for(today) -> Round | None:
    """The round whose application window covers `today`; None outside the windows or before it is opened."""
    return Round.objects.open_on(today).first()


def missing_round(today):
    """The season `today` lies in while its round is not opened yet; None when there is nothing to open."""
    season = season_of(today, terms_on(today))
    return season if season and round_for(today) is None else None
