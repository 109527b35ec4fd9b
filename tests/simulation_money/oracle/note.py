"""One note: the words of its bank, its arrears with what was owed and told for each, once (R36, R43–R46, R64, R65, R70)."""

from datetime import timedelta

from . import ladder
from .dossier import Claim, File
from .maturity import Maturity
from .promise import Promise
from .reading import ONE, arrears_of


class Told:
    """An effect: it counts from `basis`, and happened no earlier and no later than the days of `done`."""

    def __init__(self, basis, done):
        self.basis, self.done = basis, done


class Episode:
    def __init__(self, since):
        self.since, self.over, self.voided, self.is_full = since, None, False, False
        self.day1 = self.day60 = self.warning = None
        self.owed1 = self.owed60 = None
        self.tasks, self.file = [], None

    @property
    def unpaid(self):
        return not self.voided and self.over is None


class Note:
    """`full(since)` gives the day that is 60 days full by the policy of the unpaid day (A16); `steps` are the ladder's.

    `due` is its last day, `agreed` the last day of the guarantee by contract.
    """

    def __init__(self, full, steps, due, agreed):
        self.steps, self.maturity = steps, Maturity(due, agreed)
        self.full, self.said, self.balance, self.episodes, self.settled = full, {}, {}, [], False
        self.words, self.promises, self.claims = {}, [], []

    def hear(self, as_of, since, balance, source):
        """The bank's word for a day; an earlier word for the same day is kept beneath it (R70).

        Whether it is a new word: the same said again is none.
        """
        words = self.words.setdefault(as_of, [])
        if words and words[-1][:2] == (since, balance):
            return False
        words.append((since, balance, source))
        self._top(as_of)
        return True

    def unhear(self, source):
        """An upload is taken back: what it said was never said, what it had corrected stands again."""
        for as_of, words in list(self.words.items()):
            words[:] = [word for word in words if word[2] != source]
            self._top(as_of)

    def _top(self, as_of):
        self.said.pop(as_of, None), self.balance.pop(as_of, None)
        if self.words[as_of]:
            self.said[as_of], self.balance[as_of], _ = self.words[as_of][-1]

    def weigh(self, today, done):
        """What the words make of the note on `today`; what arises now is done within `done`."""
        wanted = arrears_of(self.said)
        standing = [e for e in self.episodes if not e.voided]
        for episode, arrears in self._matched(standing, wanted, today):
            self._follow(episode, arrears)
        there = {e.since for e in self.episodes if not e.voided}
        for arrears in wanted:
            if arrears.since not in there and arrears.since + ONE <= today:
                self._follow(self._begun(arrears, done), arrears)
        by_since = {arrears.since: arrears for arrears in wanted}
        for episode in self.episodes:
            arrears = None if episode.voided else by_since[episode.since]
            if arrears and arrears.unpaid_on(self.full(episode.since), today):
                self._sixty(episode, done)
        for claim in self.claims:
            claim.follow()
        self._state()

    def _sixty(self, episode, done):
        episode.is_full = True
        if not episode.day60:
            episode.day60 = Told(self.full(episode.since), done)
            episode.owed60 = self.full(episode.since)

    def _state(self):
        """Settled when the last word says that nothing is owed; the next word may say otherwise."""
        last = max(self.said, default=None)
        nothing = last is not None and self.said[last] is None and self.balance[last] == 0
        self.settled = nothing and not any(e.unpaid for e in self.episodes)

    def _matched(self, standing, wanted, today):
        """Each standing episode with its arrears: the same day, else the nearest new one it met, else none (it never was)."""
        same = {arrears.since: arrears for arrears in wanted}
        found = [(e, same[e.since]) for e in standing if e.since in same]
        lost = [e for e in standing if e.since not in same]
        taken = {e.since for e, _ in found}
        new = [a for a in wanted if a.since not in taken and a.since + ONE <= today]
        while lost:
            pairs = [
                (abs(e.since - a.since), e.since, a.since, e, a)
                for e in lost
                for a in new
                if a.meets(e.since, e.over)
            ]
            if not pairs:
                break
            *_, episode, arrears = min(pairs, key=lambda pair: pair[:3])
            found.append((episode, arrears))
            lost.remove(episode), new.remove(arrears)
        return found + [(episode, None) for episode in lost]

    def _follow(self, episode, arrears):
        if arrears is None:
            episode.voided = True
            return
        if arrears.since != episode.since:
            episode.since, episode.owed1 = arrears.since, arrears.since + ONE
            episode.owed60 = self.full(arrears.since) if episode.day60 else None
            episode.is_full = False
        episode.over = arrears.over

    def _begun(self, arrears, done):
        """Arrears of a day that was voided before are the same arrears again; nothing is owed twice (R64)."""
        voided = [e for e in self.episodes if e.voided and e.since == arrears.since]
        if voided:
            voided[-1].voided = False
            return voided[-1]
        episode = Episode(arrears.since)
        episode.day1, episode.owed1 = Told(arrears.since + ONE, done), arrears.since + ONE
        self.episodes.append(episode)
        return episode

    def promise(self, today, by):
        """Whoever owes promises to pay by `by`."""
        self.promises.append(Promise(next(e for e in self.episodes if e.unpaid), today, by))

    def claimable(self):
        """The arrears that are 60 days full and not claimed for; None for none."""
        claimed = {id(claim.episode) for claim in self.claims if not claim.withdrawn}
        return next((e for e in self.episodes if e.unpaid and e.is_full and id(e) not in claimed), None)

    def claim(self, today):
        """The bank drafts a claim for them, and lets it lie."""
        self.claims.append(Claim(self.claimable(), today))

    def owes(self):
        return any(e.unpaid for e in self.episodes)

    def live(self, day, done):
        """What a whole run does on `day`; yields after each thing that may stand alone where a run breaks off."""
        self.weigh(day, done)
        yield
        for episode in self.episodes:
            if ladder.waiting(episode, self.steps, day):
                ladder.climb(episode, self.steps, day, done)
                yield
        for episode in self.episodes:
            for n in ladder.undone(episode, day):
                episode.tasks[n].late = done
                yield
        for promise in self.promises:
            if promise.waits(self.said, day):
                promise.judge(self.said, done)
                yield
        yield from self._gather(day, done)
        yield from self._mature(day, done)
        for n in self.unwarned(day):
            self.warn(n, done)
            yield

    def _gather(self, day, done):
        for episode in self.episodes:
            if episode.unpaid and not episode.file and episode.since + ONE <= day:
                episode.file = File(episode.since + ONE, done)
                yield
        for episode in self.episodes:
            stage = episode.file.stage(episode.since, day) if episode.unpaid and episode.file else None
            if stage:
                episode.file.stages[stage] = episode.since + timedelta(days=stage), done
                yield
        for claim in self.claims:
            level = claim.level(day)
            if level:
                claim.levels[level] = done
                yield

    def _mature(self, day, done):
        stage = self.maturity.unalerted(self.state(), day)
        if stage is not None:
            self.maturity.alerts[stage] = done
            yield
        if self.maturity.unflagged(self.state(), day):
            self.maturity.flag(done)
            yield
        if self.maturity.unanswered(self.state()):
            self.maturity.answer(self.state())
            yield

    def unwarned(self, today):
        """R36, R39: numbers of the arrears of which nobody was warned though their first day has come, paid by now or not."""
        waits = enumerate(self.episodes)
        return [n for n, e in waits if not e.voided and not e.warning and e.since + ONE <= today]

    def warn(self, n, done):
        episode = self.episodes[n]
        episode.warning = Told(episode.since + ONE, done)

    def next_days(self, today):
        """Days on which something may fall due without another word of the bank."""
        there = {episode.since for episode in self.episodes if not episode.voided}
        yield from (arrears.since + ONE for arrears in arrears_of(self.said) if arrears.since not in there)
        for episode in self.episodes:
            if episode.unpaid and not episode.is_full:
                yield self.full(episode.since)
            if not episode.voided and not episode.warning:
                yield episode.since + ONE
            yield from ladder.next_days(episode, self.steps)
            if episode.unpaid:
                yield from episode.file.next_days(episode.since) if episode.file else (episode.since + ONE,)
        for claim in self.claims:
            yield from claim.next_days()
        for promise in self.promises:
            if promise.state == "open":
                yield promise.by + ONE
            elif promise.waits(self.said, today):
                yield today
        yield from self.maturity.next_days(self.state(), today)

    @staticmethod
    def state_of(episode):
        if episode.voided or episode.over:
            return "voided" if episode.voided else "cured"
        return "day60" if episode.is_full else "open"

    def state(self):
        if self.owes():
            return "overdue"
        return "settled" if self.settled else "active"


def sixty(strict_from):
    """A16: the 60th day after the due day; from a due day in the strict variant on, the day after 60 whole days."""

    def full(since):
        return since + timedelta(days=61 if strict_from and since >= strict_from else 60)

    return full
