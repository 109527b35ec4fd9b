"""What a lead rests on: a credit fact, or a department's answer to a recheck, and whether it still counts (R37, A28)."""

from registry.policy.dates import written


def words_of(ground) -> str:
    """The ground in one sentence, conclusion and reference only (R72)."""
    if hasattr(ground, "level"):
        return (
            f"{ground.institution}{written(ground.reported_on)}报送：{ground.kind}（{written(ground.period_to)}），"
            f"结论为{ground.get_level_display()}，{ground.statement.rstrip('。')}，文号{ground.reference}。"
        )
    proof = f"，查询凭据{ground.reference}" if ground.reference else ""
    return (
        f"{ground.institution}{written(ground.answered_on)}复核“{ground.condition}”，意见为{ground.get_answer_display()}，"
        f"{ground.reason.rstrip('。')}{proof}。"
    )


def ground_of(case):
    """What the case rests on, as last corrected."""
    return (case.fact or case.recheck).latest()


def why_fallen(case, today) -> str:
    """Why the ground counts no more, as a sentence; "" while it does."""
    ground = ground_of(case)
    return _fact_fallen(ground, today) if case.fact_id else _recheck_fallen(ground)


def _fact_fallen(fact, today):
    if fact.repaired_on:
        return f"所依据的信息已于{written(fact.repaired_on)}登记信用修复（{fact.repair_reference}），不再作为依据。"
    if not fact.standing:
        return f"所依据的信息已由{fact.institution}撤销，不再作为依据。"
    if fact.level != "adverse":
        return f"所依据的信息已由{fact.institution}更正为“{fact.get_level_display()}”，不再作为依据。"
    if fact.valid_until < today:
        return f"所依据的信息有效期至{written(fact.valid_until)}，已经到期，不再作为依据。"
    return ""


def _recheck_fallen(recheck):
    if recheck.answer == "fail":
        return ""
    return f"{recheck.institution}已将复核意见改为“{recheck.get_answer_display()}”，原意见不再作为依据。"
