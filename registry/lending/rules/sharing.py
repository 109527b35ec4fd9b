"""A22: who bears a compensation, and how an amount is shared to the cent. Money in 元."""

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal

BEARERS = {"guarantor": "担保公司", "bank": "银行", "fund": "风险补偿资金", "reinsurer": "再担保机构"}
_FEN = Decimal("0.01")


def shared(amount: Decimal, weights: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """`amount` by `weights`, each part down to the cent; cents left over go to the largest remainders.

    Of equal remainders the earlier bearer gets the cent. The parts always add up to `amount`. Raises ValueError
    without weights or with a negative amount.

    | 元     | weights               | answer                |
    |--------|-----------------------|-----------------------|
    | 100.00 | 担保 80, 银行 20       | 80.00, 20.00          |
    | 0.01   | 担保 80, 银行 20       | 0.01, 0.00            |
    | 100.00 | 1 : 1 : 1             | 33.34, 33.33, 33.33   |
    """
    total = sum(weights.values(), Decimal(0))
    if total <= 0 or amount < 0:
        raise ValueError("shares need a weight above zero and an amount of at least zero")
    exact = {name: amount * weight / total for name, weight in weights.items()}
    parts = {name: value.quantize(_FEN, ROUND_DOWN) for name, value in exact.items()}
    left = int((amount - sum(parts.values(), Decimal(0))) / _FEN)
    order = sorted(exact, key=lambda name: (parts[name] - exact[name], list(weights).index(name)))
    for name in order[:left]:
        parts[name] += _FEN
    return parts
