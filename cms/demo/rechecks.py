"""The half-yearly recheck of the demonstration: most in order, one failed, one in doubt, some still waiting (R25, R37)."""

from datetime import timedelta

from registry.parties.models import Institution
from registry.screening import reaffirming, rechecking
from registry.screening.models import Recheck, Round

from .accounts import person, reviewer_of

WAITING = 3


def build(season, today):
    """Asked three weeks ago in the round of `season`; the tax office leaves a few open, the others have answered."""
    asked = today - timedelta(days=21)
    round = Round.objects.get(year=season.first.year, month=season.first.month)
    rechecking.start(round, actor=person("office"), today=asked)
    owing = Recheck.objects.owed().order_by().values_list("institution", flat=True).distinct()
    for body in Institution.objects.filter(pk__in=owing).order_by("order"):
        _answer(body, asked + timedelta(days=6))


def _answer(body, day):
    actor = reviewer_of(body.code)
    rows = reaffirming.open_for(body, actor)
    if body.code == "TAX":
        rows = rows[WAITING:]
        for row, said, why in (
            (rows[0], "fail", "最近一期纳税信用评价为C级"),
            (rows[1], "doubt", "有一笔欠税正在核对"),
        ):
            reaffirming.answer(
                row,
                actor=actor,
                today=day,
                answer=said,
                reason=why,
                reference="税信复〔2026〕7号",
                queried_on=day,
            )
        rows = rows[2:]
    reaffirming.pass_all(
        body, [row.pk for row in rows], actor=actor, today=day, reference="业务系统查询记录", queried_on=day
    )
