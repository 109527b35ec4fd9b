"""A department's answer to a recheck: one by one, or one finding for all it has looked up and found in order (R25, R61, R72)."""

from django.db import transaction

from registry.history.acting import acting
from registry.history.bulk import update_all
from registry.ledger.doors import require
from registry.ledger.errors import NotAllowed, Refusal
from registry.parties.access import reach
from registry.parties.recusal import must_not_be_recused, recused_from
from registry.policy.dates import written

from .answering import given_problems
from .models import Recheck

DEED = "答复资格复核"
WRITTEN = ("answer", "reason", "reference", "queried_on", "valid_until", "answered_on", "answered_by")


@transaction.atomic
def answer(recheck, *, actor, today, answer, reason="", reference="", queried_on=None, valid_until=None):
    """Answer an open question, or put a new answer in the place of one's own. Returns the row that stands.

    Raises NotAllowed for other bodies, Refusal with every reason against the answer as written.
    """
    _must_own(recheck, actor)
    recheck.refresh_from_db(from_queryset=Recheck._base_manager.select_for_update())
    _must_stand(recheck)
    said = {"answer": answer, "reason": reason.strip(), "reference": reference.strip(), "queried_on": queried_on,
            "valid_until": valid_until}  # fmt: skip
    _check(recheck, said, today)
    with acting(actor, reason or DEED):
        row = _again(recheck) if recheck.answer else recheck
        _write(row, said, actor, today)
        row.save()
    return row


def _must_own(recheck, actor):
    require(actor, "screening.answer_recheck", DEED)
    must_not_be_recused(actor, recheck.business, DEED)
    if recheck.institution_id not in reach(actor).institutions:
        raise NotAllowed(f"这一条由{recheck.institution}答复，账号“{actor}”不属于该单位。请由该单位办理。")


def _must_stand(recheck):
    if not recheck.standing:
        raise Refusal(f"{recheck}已经重新征询，这一条不再答复。请刷新页面，答复新的一条。")


def _check(recheck, said, today):
    given = {"reason": said["reason"], "reference": said["reference"], "source": ""}
    problems = given_problems(
        recheck.condition.code, recheck.institution.code, said["answer"], given, today=today,
        queried_on=said["queried_on"], valid_until=said["valid_until"],
    )  # fmt: skip
    if problems:
        raise Refusal(problems)


def _again(old):
    """The row that takes the place of an answered one."""
    old.standing = False
    old.save(update_fields=["standing"])
    names = ("business", "qualification", "condition", "institution", "cause", "round", "asked_on", "due_on")
    return Recheck(corrects=old, **{name: getattr(old, name) for name in names})


def _write(row, said, actor, today):
    for name, value in said.items():
        setattr(row, name, value)
    row.answered_on, row.answered_by = today, actor


def open_for(institution, actor):
    """What this body still owes, leaving out businesses this person steps aside from."""
    rows = Recheck.objects.owed().filter(institution=institution).exclude(business__in=recused_from(actor))
    rows = rows.select_related("business", "condition", "institution")
    return list(rows.order_by("condition__order", "business__name", "pk"))


@transaction.atomic
def pass_all(institution, keys, *, actor, today, reference, queried_on=None, valid_until=None):
    """Answer 通过 to exactly the rows the person has seen (`keys`). Returns how many. All or none.

    Raises Refusal without a reference, or when one of the rows has been answered or asked anew meanwhile.
    """
    require(actor, "screening.answer_recheck", DEED)
    if institution.pk not in reach(actor).institutions:
        raise NotAllowed(f"这些意见由{institution}答复，账号“{actor}”不属于该单位。请由该单位办理。")
    rows = [row for row in open_for(institution, actor) if row.pk in set(keys)]
    if not reference.strip():
        raise Refusal("没有填写查询凭据。请写明本单位查询的文号、编号或者系统名称和时间。")
    if len(rows) != len(set(keys)) or not rows:
        raise Refusal("列表中有的已经答复或者重新征询，本次没有办理。请重新打开页面，核对后再提交。")
    said = {"answer": "pass", "reason": "", "reference": reference.strip(), "queried_on": queried_on,
            "valid_until": valid_until}  # fmt: skip
    _check(rows[0], said, today)
    for row in rows:
        _write(row, said, actor, today)
    with acting(actor, f"集中答复：{written(today)}查询，均符合"):
        return update_all(rows, WRITTEN)
