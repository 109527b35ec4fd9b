"""Days go by: words come in, uploads are taken back, the timers run or do not. Whatever differs from the oracle stops it."""

from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from registry.ledger.models import DutyFailure
from registry.lending.booking import book_rows
from registry.lending.claiming import open_claim
from registry.lending.collecting.promises import record_promise
from registry.lending.unbooking import resting_on, unbook
from tests.simulation.comparing import Mismatch
from tests.simulation.world.faults import broken_off

from ..comparing import differences
from ..oracle import Oracle, Step
from . import county
from .life import Living
from .runs import Running
from .seen import Seeing

CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Profile:
    """How much of what happens. `gap`: days between the arrears of a note, on average; `every`: days between a bank's

    files, kept to by so many words as `punctual` says; `furthest`: the last statement at which a run is killed.
    """

    notes: int = 500
    gap: int = 3500
    wrong: float = 0.12
    settled: float = 0.05
    steps: tuple = (1, 15, 45)
    maturing: int = 20
    spread: int = 400
    undone: float = 0.03
    cut_off: float = 0.03
    promised: float = 0.1
    claimed: float = 0.3
    strict_from: date | None = None
    whole_look: int = 250
    every: int = 2
    punctual: float = 0.7
    furthest: int = 150
    runs: dict = field(
        default_factory=lambda: {
            "whole": 900,
            "asleep": 8,
            "long": 2,
            "again": 15,
            "dead": 6,
            "beside": 8,
            "back": 4,
        }
    )


class Found(Exception):
    """The oracle and the register disagree. `kinds` say how, the text tells the story."""

    def __init__(self, world, mismatches):
        self.mismatches, self.kinds = mismatches, {m.kind for m in mismatches}
        lines = [f"种子 {world.seed}，{world.day}：", *world.trace, "不一致：", *map(str, mismatches[:20])]
        super().__init__("\n".join(lines))


class World(Living, Running):
    """`live(until)` goes through the days; `counts` says how much happened."""

    def __init__(self, seed, start, *, traveller, profile):
        self.seed, self.day, self.lent, self.profile = seed, start, start, profile
        self.rng, self.traveller, self.balance = Random(seed), traveller, county.BALANCE
        self.clerks = Random(-seed)
        self.agenda, self.troubles, self.undoing = {}, {}, {}
        self.counts, self.trace = Counter(), deque(maxlen=40)
        self.asleep_until, self.uploads = start, 0
        self.at(8)
        self.bank, self.clerk, self.notes = county.settle(profile, start)
        if profile.strict_from:
            county.be_strict(profile.strict_from, start)
        days = {number: (note.due_on, note.line.guarantee_until) for number, note in self.notes.items()}
        self.oracle = Oracle(days, tuple(Step(*step) for step in county.steps()), profile.strict_from)
        self.oracle.upload([(number, start, None, self.balance) for number in self.notes], "upload:0", start)
        self.seeing = Seeing({number: note.pk for number, note in self.notes.items()})
        for number in self.notes:
            self.begin_life(number)

    def chance(self, p):
        return self.rng.random() < p

    def at(self, hour, minute=0):
        self.traveller.move_to(
            datetime(self.day.year, self.day.month, self.day.day, hour, minute, tzinfo=CHINA)
        )

    def note(self, words):
        self.trace.append(f"  {self.day} {words}")

    def live(self, until):
        while self.day <= until:
            self.counts["days"] += 1
            self.at(9)
            self.stories()
            self.words()
            self.at(18)
            self.timers()
            if self.counts["days"] % self.profile.whole_look == 0:
                self.compare(self.notes)
            self.day += timedelta(days=1)
        self.compare(self.notes)
        return self

    def words(self):
        """Uploads taken back, then what came in: a file says one thing of a note and a day, the rest is the next file's."""
        for source in self.undoing.pop(self.day, ()):
            self._undo(*source)
        waiting = self.agenda.pop(self.day, [])
        while waiting:
            file, again = {}, []
            for row in waiting:
                again.append(row) if row[:2] in file else file.setdefault(row[:2], row)
            self._upload(list(file.values()))
            waiting = again

    def _upload(self, said):
        self.uploads += 1
        source = f"upload:{self.uploads}"
        rows = [county.row(self.notes[number], *rest) for number, *rest in said]
        self.note(f"{source} " + "，".join(f"{n} 截至{a} {s or '无欠'} 余{b}" for n, a, s, b in said))
        given = {"bank": self.bank, "actor": self.clerk, "today": self.day, "source": source}
        self._done(lambda: book_rows(rows, **given), {row[0] for row in said})
        self.oracle.upload(said, source, self.day)
        self.counts["words"] += len(said)
        for number in sorted({row[0] for row in said}):
            self._promised(number)
            self._claimed(number)
        if self.chance(self.profile.undone):
            later = self.day + timedelta(days=self.rng.choice((1, 2, 4)))
            self.undoing.setdefault(later, []).append((source, {row[0] for row in said}))

    def _promised(self, number):
        """The clerk wrings a promise out of whoever owes, now and then."""
        if not self.chance(self.profile.promised) or not self.oracle.owes(number):
            return
        by = self.day + timedelta(days=self.rng.choice((0, 3, 10, 30, 70)))
        self.note(f"{number} 承诺{by}前还清")
        given = {"actor": self.clerk, "today": self.day, "due_on": by, "made_by": "张三"}
        episode = self.seeing.unpaid(number)
        self.counts["promises"] += 1
        amount = self.balance + self.counts["promises"]
        self._done(lambda: record_promise(episode, amount=amount, **given), {number})
        self.oracle.promise(number, self.day, by)

    def _claimed(self, number):
        """The clerk drafts a claim for arrears that are 60 days full, now and then, and lets it lie."""
        if not self.oracle.claimable(number) or self.clerks.random() >= self.profile.claimed:
            return
        self.note(f"{number} 起草代偿申请")
        episode = self.seeing.unpaid(number)
        given = {"actor": self.clerk, "today": self.day, "interest": 0, "interest_to": self.day}
        self.counts["claims"] += 1
        self._done(lambda: open_claim(episode, principal=self.balance, **given), {number})
        self.oracle.claim(number, self.day)

    def _undo(self, source, numbers):
        """The clerk takes an upload back, where nothing later rests on it."""
        if resting_on(source):
            return
        self.note(f"撤销{source}")
        self._done(
            lambda: unbook(source, actor=self.clerk, today=self.day, reason="报错了", because=None), numbers
        )
        self.oracle.undo(numbers, source, self.day)
        self.counts["undone"] += 1

    def _done(self, deed, numbers):
        """A person's deed, now and then cut off in the middle: then nothing of it is left, and it is done again."""
        if self.chance(self.profile.cut_off):
            if not broken_off(deed, self.rng.randint(1, 80), after=self.chance(0.5)):
                return
            self.counts["crashes"] += 1
            self.note("中途断电，重新办理")
            self.compare(numbers)
        deed()

    def compare(self, numbers=None):
        """Both sides of what was touched, or of `numbers`: equal in everything."""
        numbers = sorted(numbers or self.oracle.touched | self.seeing.touched())
        self.oracle.touched.clear()
        if not numbers:
            return
        wanted, found = self.oracle.expected(numbers, self.day), self.seeing.seen(numbers, self.day)
        self.counts["compared"] += len(wanted)
        told = differences(wanted, found)
        failed = DutyFailure.objects.filter(resolved_at=None)
        told += [Mismatch("failed", (row.duty, row.record_key), found=row.reason) for row in failed]
        if told:
            raise Found(self, told)
