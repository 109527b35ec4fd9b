"""What happens to a note and what its bank says of it: on time, late, wrong and corrected, in any order. Drawn from one seed."""

from datetime import timedelta

LENGTHS = (1, 2, 5, 20, 45, 58, 59, 60, 61, 62, 75, 90, 130, 200)
DELAYS = (0, 0, 0, 0, 1, 2, 3, 10, 21, 45)
SHIFTS = (-30, -9, -1, 1, 2, 9, 28, 61)


class Living:
    """A trait of the world: `stories()` puts words of banks on the agenda of the days on which they come in."""

    def begin_life(self, number):
        self.quiet_until(number, self.rng.randint(1, max(2, 2 * self.profile.gap)))

    def quiet_until(self, number, days):
        self.troubles.setdefault(self.day + timedelta(days=days), []).append(number)

    def stories(self):
        for number in self.troubles.pop(self.day, ()):
            length = self.rng.choice(LENGTHS)
            self._arrears(number, self.day, length)
            self.quiet_until(number, length + self.rng.randint(2, 2 * self.profile.gap))

    def _arrears(self, number, since, length):
        """One run of arrears: words while it lasts, the word that it is over, some of them wrong for a while."""
        end = since + timedelta(days=length)
        days = {
            since + timedelta(days=n) for n in (0, 1, 30, 60, 61, 90, 150) if n < length and self.chance(0.55)
        }
        days |= {end - timedelta(days=1)} if self.chance(0.4) else set()
        words = [(day, since) for day in sorted(days or {since})]
        if self.chance(0.93):
            words += [(end, None)]
        if self.chance(self.profile.settled):
            words += [(end + timedelta(days=3), "settled")]
        for as_of, word in words:
            self._said(number, as_of, word)

    def _said(self, number, as_of, word):
        """One word: right at once, or wrong and put right later; sometimes said twice."""
        comes = as_of + timedelta(days=self.rng.choice(DELAYS))
        if self.chance(self.profile.wrong):
            self._bring(comes, number, as_of, self._mistaken(as_of, word))
            comes += timedelta(days=self.rng.choice((1, 3, 21, 40)))
        self._bring(comes, number, as_of, word)
        if word == "settled":
            self._bring(comes + timedelta(days=self.rng.choice((1, 8, 30))), number, as_of, None)
        if self.chance(0.05):
            self._bring(
                comes + timedelta(days=self.rng.choice((0, 2))),
                number,
                as_of,
                None if word == "settled" else word,
            )

    def _mistaken(self, as_of, word):
        if word in (None, "settled"):
            return as_of - timedelta(days=self.rng.choice((0, 1, 5, 40, 70)))
        shifted = word + timedelta(days=self.rng.choice(SHIFTS))
        return self.rng.choice((None, max(self.lent, min(shifted, as_of))))

    def _bring(self, comes, number, as_of, word):
        """Banks send their files on some days only."""
        comes += timedelta(
            days=-comes.toordinal() % self.profile.every if self.chance(self.profile.punctual) else 0
        )
        since = None if word == "settled" else word and max(word, self.lent)
        balance = 0 if word == "settled" else self.balance
        self.agenda.setdefault(comes, []).append((number, as_of, since, balance))
