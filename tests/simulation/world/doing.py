"""One deed through a real door: tried as a person would, sometimes cut off and tried again, judged by the oracle."""

from registry.history.errors import Refusal

from ..comparing import Mismatch
from .faults import broken_off

ANY = "*"


class Doing:
    def do(self, told, deed, *, lacks="", fact=None):
        """Do it; `lacks` is the word the refusal must name ("" when it must be done). Returns what the door returned."""
        answer = self._tried(told, deed)
        if isinstance(answer, Refusal):
            self.note(f"{told}：被拒绝（{str(answer)[:60]}）")
            if not lacks:
                self.mismatch(Mismatch("refused", (told,), "", "办理", str(answer)))
            elif lacks != ANY and lacks not in str(answer):
                self.mismatch(Mismatch("wrong", (told,), "拒绝的理由", lacks, str(answer)))
            return None
        self.note(told)
        if lacks:
            self.mismatch(Mismatch("accepted", (told,), "", f"拒绝（{lacks}）", "已办理"))
            return None
        if fact:
            fact(answer)
        return answer

    def _tried(self, told, deed):
        self.counts["actions"] += 1
        box = []
        try:
            if self.rng.random() < self.profile.cut_off:
                at, after = self.rng.randint(1, 60), self.rng.random() < 0.5
                if broken_off(lambda: box.append(deed()), at, after=after):
                    self.counts["crashes"] += 1
                    self.note(f"{told}：第{at}条语句处中断，重新办理")
                    box.clear()
            if not box:
                box.append(deed())
        except Refusal as refusal:
            return refusal
        return box[0]

    def later(self, days, deed):
        """Put a deed on the list of a later day."""
        self.agenda.setdefault(self.day + self.one * days, []).append(deed)

    def chance(self, p) -> bool:
        return self.rng.random() < p
