"""Short names for rows, so that both sides of the comparison speak of the same things."""


class Names:
    """公示1, 公示1/2, 异议3, 案件2 … and the rows behind them."""

    def __init__(self):
        self.pk, self.ref, self.counts = {}, {}, {}

    def give(self, kind, pk, name=""):
        """Name the row `pk` of a kind; the next number where no name is given. Returns the name."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        ref = name or f"{kind}{self.counts[kind]}"
        self.pk[kind, ref], self.ref[kind, pk] = pk, ref
        return ref

    def row(self, model, kind, ref):
        """The row as it stands now: a request always loads it afresh."""
        return model._base_manager.get(pk=self.pk[kind, ref])

    def of(self, kind, pk):
        return self.ref.get((kind, pk), f"{kind}?{pk}")
