"""How much of what happens: probabilities, and the days on which it may."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Profile:
    """One kind of world. `runs` weighs what the timers meet on a day; `leaps` skips days on which nothing is due."""

    runs: dict = field(
        default_factory=lambda: {"whole": 80, "asleep": 8, "again": 6, "dead": 2, "beside": 3, "back": 1}
    )
    leaps: bool = False
    entries: tuple = (2, 3, 4)
    objections: tuple = (0, 0, 0, 1, 1, 2)
    objection_days: tuple = (0, 1, 5, 9, 12, 14, 15, 16, 18, 25)
    objects_on_last_day: float = 0.1
    anonymous: float = 0.25
    leads_checked: float = 0.4
    finding_days: tuple = (0, 1, 4, 12, 30)
    findings: tuple = ("major", "minor", "unfounded")
    corrected: float = 0.1
    withdrawn: float = 0.1
    revoked: float = 0.03
    supplements: float = 0.3
    posted_late: float = 0.15
    outages: float = 0.01
    outages_granted: float = 0.7
    amended: float = 0.01
    amended_longer: float = 0.7
    extension_decided: float = 0.4
    extension_asked: float = 0.5
    applicant_leaves: float = 0.5
    attempts: float = 0.3
    cut_off: float = 0.1
    decision_days: tuple = (3, 6, 9)
    repaired: float = 0.5
    taken_off: float = 0.3
    restored: float = 0.4
    cases: float = 0.008
    cancels: float = 0.006


WIDE = Profile()
