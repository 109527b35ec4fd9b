"""The one door for status: `register` gives a record its first status, `perform` every later one."""

from django.db import transaction
from django.db.models import Max

from registry.history import clock
from registry.history.acting import acting
from registry.history.bulk import create_all, create_columns, update_all
from registry.history.door import status_door
from registry.history.writing import CHUNK, batched
from registry.policy.models import PolicyVersion

from .actors import is_public, is_system
from .chain import append, append_all
from .errors import IllegalMove, NotAllowed, Refusal
from .models import StatusChange
from .moves import table_for

_PERSON_CHECKS = []


def register_person_check(check):
    """Add `check(record, step, table, actor)`, which raises NotAllowed (recusal). Called from AppConfig.ready."""
    if check not in _PERSON_CHECKS:
        _PERSON_CHECKS.append(check)


@transaction.atomic
def register(record, *, actor, today, reason="", clause="", effective_on=None, policy=None, facts=None):
    """Save a new record in its table's initial state and write the first StatusChange. Returns the record.

    Raises Refusal when the record is saved already, NotAllowed for nobody.
    """
    table = table_for(record._meta.label_lower)
    if record.pk is not None:
        raise Refusal(f"“{record}”已经登记过，不能再次登记。")
    if record.status != table.initial:
        raise IllegalMove(f"{table.title}只能以“{table.label(table.initial)}”登记。")
    with acting(actor, reason or table.opening), status_door():
        record.save()
    _write(
        record, "register", "", actor, effective_on or today, clause, reason or table.opening, policy, facts
    )
    return record


@transaction.atomic
def register_all(records, *, actor, reason="", clause="", effective_on, policy, facts=None):
    """Save new records of one model with their first StatusChange, in few statements. Returns the records.

    `effective_on` and `policy` give day and policy version of one record, `facts` are the same for all.
    Raises as `register` does.
    """
    records = list(records)
    if not records:
        return []
    table = table_for(records[0]._meta.label_lower)
    if any(record.pk is not None or record.status != table.initial for record in records):
        raise Refusal(f"批量登记的{table.title}中有已经登记过的，不能再次登记。")
    with acting(actor, reason or table.opening), status_door():
        create_all(records)
    days = [effective_on(record) for record in records]
    shared = _act(
        table, "register", table.initial, actor, clause, reason or table.opening, facts, clock.moment()
    )
    _link_all(shared | {"from_status": "", "ordinal": 1}, {}, records, days, policy)
    return records


@transaction.atomic
def register_columns(model, columns, *, actor, reason="", clause="", shared, told):
    """As `register_all`, for rows given as {column: values} that nobody needs as objects. Returns their keys, in order.

    Of each link `told` gives `record_key`, `subject_code`, `owner_code`, `effective_on` and `policy_version_id` as lists,
    `shared` those that are the same for all of them.
    """
    table = table_for(model._meta.label_lower)
    many = len(next(iter(columns.values())))
    with acting(actor, reason or table.opening), status_door():
        ids = create_columns(model, columns | {"status": [table.initial] * many})
    act = _act(table, "register", table.initial, actor, clause, reason or table.opening, None, clock.moment())
    append_all(act | {"from_status": "", "ordinal": 1} | shared, {"record_id": ids} | told)
    return ids


def _link_all(shared, told, records, days, policy):
    append_all(shared, {
        **told, **_subject(records), "effective_on": days,
        "policy_version_id": [_policy_id(policy(one), day) for one, day in zip(records, days, strict=True)],
    })  # fmt: skip


@transaction.atomic
def perform(
    record, move, *, actor, today, reason="", effective_on=None, policy=None, facts=None, because=None
):
    """Make one move: lock the row, check state and person, save with history, append one StatusChange.

    `effective_on` is the day the change counts from (default `today`); `facts` are ids and figures it rests on.
    `because` is the StatusChange this one follows from: whoever might make that move causes this one, so the
    person's own right is not asked again.
    Raises IllegalMove, NotAllowed or Refusal, each with a Chinese sentence; then nothing is written.
    """
    table = table_for(record._meta.label_lower)
    step = table.by_name[move]
    stored = type(record)._base_manager.select_for_update().get(pk=record.pk)
    may_happen(stored, step, table, reason)
    if because is None:
        may_person(stored, step, table, actor)
    else:
        facts = {**(facts or {}), "because": because.position}
    before = stored.status
    record.status, record.version = step.target, stored.version
    with acting(actor, reason or step.label), status_door():
        record.save(update_fields=["status"])
    return _write(record, move, before, actor, effective_on or today, step.clause, reason, policy, facts)


@transaction.atomic
def perform_all(records, move, *, actor, reason="", effective_on, policy):
    """Make one timed move of many records of one model by the system, in few statements. Returns the records.

    `effective_on` and `policy` give day and policy version of one record. Raises as `perform` does for the first record
    that may not move; then nothing is written.
    """
    records = list(records)
    if not records:
        return []
    table = table_for(records[0]._meta.label_lower)
    step = table.by_name[move]
    before = _stored(records)
    for record in records:
        record.status, record.version = before[record.pk]
        may_happen(record, step, table, reason)
    may_person(records[0], step, table, actor)
    if not is_system(actor):
        raise NotAllowed(f"“{step.label}”须逐件办理，不能成批办理。")
    for record in records:
        record.status = step.target
    with acting(actor, reason or step.label), status_door():
        update_all(records, ["status"])
    last, days = _ordinals(records), [effective_on(record) for record in records]
    told = {
        "from_status": [before[one.pk][0] for one in records],
        "ordinal": [last.get(one.pk, 0) + 1 for one in records],
    }
    _link_all(
        _act(table, move, step.target, actor, step.clause, reason, None, clock.moment()),
        told,
        records,
        days,
        policy,
    )
    return records


def _stored(records):
    """{key: (status, version)} as stored, locked in the order of the keys."""
    rows, found = type(records[0])._base_manager.select_for_update().order_by("pk"), {}
    for some in batched(sorted(record.pk for record in records), CHUNK):
        stored = rows.filter(pk__among=some).values_list("pk", "status", "version")
        found.update((pk, held) for pk, *held in stored)
    return found


def _ordinals(records):
    """{key: number of changes so far}."""
    of, found = StatusChange.objects.filter(record_type=records[0]._meta.label_lower).order_by(), {}
    for some in batched((record.pk for record in records), CHUNK):
        found |= dict(of.filter(record_id__among=some).values_list("record_id").annotate(Max("ordinal")))
    return found


def may_happen(record, step, table, reason="-"):
    """Whether the move starts from the record's state. Raises IllegalMove or Refusal."""
    if record.status not in step.sources:
        wanted = "、".join(f"“{table.label(s)}”" for s in step.sources)
        raise IllegalMove(
            f"{table.title}“{record}”现在是“{table.label(record.status)}”，不能“{step.label}”；"
            f"只有处于{wanted}时才可以。请刷新页面后再办理。"
        )
    if step.needs_reason and not reason.strip():
        raise Refusal(f"“{step.label}”必须写明理由，理由栏现在是空的，请填写后再提交。")


def may_person(record, step, table, actor):
    """Whether this person may make the move. Raises NotAllowed."""
    if is_system(actor):
        if not step.timed:
            raise NotAllowed(f"“{step.label}”必须由工作人员办理，系统不能自动办理。")
        return
    if is_public(actor):
        if not step.public:
            raise NotAllowed(f"“{step.label}”不能在公开网站上办理，请联系旗金融服务中心。")
        return
    require(actor, table.permission(step.name), f"{step.label}（{table.title}）")
    for check in _PERSON_CHECKS:
        check(record, step, table, actor)
    if step.not_by:
        _check_second_person(record, step, table, actor)


def require(actor, permission, what):
    """Whether the person holds a right. Raises NotAllowed naming `what` they tried to do."""
    if not actor.has_perm(permission):
        raise NotAllowed(f"账号“{actor}”没有办理“{what}”的权限，请由有权限的岗位办理。")


def _check_second_person(record, step, table, actor):
    for name in step.not_by:
        last = StatusChange.objects.of(record).filter(move=name).last()
        if last and last.actor_id == actor.pk:
            earlier = table.by_name[name].label if name in table.by_name else table.opening
            raise NotAllowed(
                f"“{earlier}”与“{step.label}”须由两个不同的人办理，前一步是您办的，请由另一人办理。"
            )


def _write(record, move, before, actor, effective_on, clause, reason, policy, facts):
    last = StatusChange.objects.of(record).last()
    ordinal = (last.ordinal if last else 0) + 1
    said = _said(
        record, move, before, ordinal, actor, effective_on, clause, reason, policy, facts, clock.moment()
    )
    change = StatusChange(**said)
    change.actor = actor
    return append(change)


def _said(record, move, before, ordinal, actor, effective_on, clause, reason, policy, facts, moment):
    """The columns of one StatusChange, but for its place in the chain."""
    return {
        **_act(
            table_for(record._meta.label_lower), move, record.status, actor, clause, reason, facts, moment
        ),
        "from_status": before,
        "ordinal": ordinal,
        **{name: value for name, (value,) in _subject([record]).items()},
        "effective_on": effective_on,
        "policy_version_id": _policy_id(policy, effective_on),
    }


def _act(table, move, status, actor, clause, reason, facts, moment):
    """What links of one act on records of one model share."""
    return {
        "record_type": table.model,
        "move": move,
        "to_status": status,
        "recorded_at": moment,
        "actor_id": actor.pk,
        "actor_name": (getattr(actor, "full_name", "") or actor.get_username()),
        "clause": clause,
        "reason": reason,
        "facts": facts or {},
    }


def _subject(records):
    """Which records, whose, and about whom: columns by name."""
    return {
        "record_id": [record.id for record in records],
        "record_key": [str(record)[:200] for record in records],
        "subject_code": [getattr(record, "subject_code", "") or "" for record in records],
        "owner_code": [getattr(record, "owner_code", "") or "" for record in records],
    }


def _policy_id(policy, day):
    """The version given, or the one in force on the effective day; None before the policy began."""
    if policy is not None:
        return getattr(policy, "pk", None) or getattr(policy, "version_id", None)
    found = PolicyVersion.objects.in_force(day).first()
    return found.pk if found else None
