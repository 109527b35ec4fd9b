"""How long a claim lies with whoever must act next, and how high its reminder climbs (A23: no term is set, days are shown)."""

HOLDERS = {"draft": "bank", "lodged": "office", "returned": "bank", "approved": "guarantor", "paid": "bank"}
NAMES = {"office": "办公室", "bank": "银行", "guarantor": "担保公司"}
WAITS_FOR = {
    "draft": "银行提交", "lodged": "办公室审批", "returned": "银行补正后重新提交", "approved": "担保公司支付", "paid": "银行确认收款",
}  # fmt: skip


def age_level(days: int, *, remind: int, climb: int) -> int:
    """0: nothing yet; 1: the holder is reminded; 2 and more: whoever stands above it is told, again every `climb` days.

    | days (remind 5, climb 10) | 0–4 | 5–9 | 10–19 | 20–29 |
    |---------------------------|-----|-----|-------|-------|
    | level                     | 0   | 1   | 2     | 3     |
    """
    if days >= climb:
        return 1 + days // climb
    return 1 if days >= remind else 0


def reached_on(level: int, *, remind: int, climb: int) -> int:
    """The first day of waiting on which `level` is reached."""
    return remind if level == 1 else (level - 1) * climb
