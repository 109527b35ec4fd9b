"""The simulation in its short form: nine months with everything in them, quiet days leapt over."""

from datetime import date

import pytest

from .world.profile import Profile

pytestmark = pytest.mark.django_db
SHORT = Profile(leaps=True, runs={"whole": 60, "asleep": 10, "again": 16, "dead": 6, "beside": 6, "back": 2})
MISSING_UNTIL = date(2026, 12, 29)


@pytest.mark.parametrize("seed", [2])
def test_nine_months_agree_with_the_oracle_in_everything(seed, world, approved):
    lived = world(seed, profile=SHORT, spare=approved[5:])
    lived.coming.append((MISSING_UNTIL, *lived._invented(2027)[1:]))
    lived.publish(approved[:3])
    lived.agenda[date(2026, 12, 18)] = [lambda: lived.publish(approved[3:5])]
    for severity in ("minor", "general"):
        code = lived.take_over()
        lived.propose_case(code, severity=severity)
    lived.agenda[date(2026, 6, 1)] = [lambda: lived.break_condition(lived.take_over(individual=True))]
    lived.live(date(2027, 2, 20))
    assert lived.counts["crashes"] and lived.counts["effects"] > 1000
    left = [n for n in lived.oracle.notices.values() if n.state == "open"]
    assert not left, "\n".join([*map(str, left), *lived.trace])
