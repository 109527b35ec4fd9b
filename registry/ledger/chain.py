"""The hash chain over StatusChange: each link covers its own columns and the link before it (SHA-256)."""

import hashlib
import json
from json.encoder import encode_basestring

from registry.history.writing import CHUNK, database_values, insert_columns

from .models import ChainHead, StatusChange

COVERED = (
    "position", "record_type", "record_id", "record_key", "ordinal", "subject_code", "owner_code", "move",
    "from_status", "to_status", "effective_on", "recorded_at", "actor_id", "actor_name", "clause", "reason",
    "facts", "policy_version_id", "previous_hash",
)  # fmt: skip


_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def fingerprint(change) -> str:
    """SHA-256 over the covered columns as canonical JSON (sorted keys, UTC instants)."""
    said = {name: _plain(name, getattr(change, name)) for name in COVERED}
    return hashlib.sha256(_canonical(said).encode()).hexdigest()


def _plain(name, value):
    """A value as the canonical JSON holds it."""
    if name == "effective_on":
        return value.isoformat()
    return f"{value.timestamp():.6f}" if name == "recorded_at" else value


def hold() -> ChainHead:
    """Lock the end of the chain until the transaction ends. Whoever writes much takes it before any other row."""
    ChainHead.objects.get_or_create(id=1)
    return ChainHead.objects.select_for_update().get(id=1)


def append(change) -> StatusChange:
    """Add one link: locks the head, numbers and hashes the row, moves the head. Call inside a transaction."""
    head = hold()
    _link(change, head)
    change.save()
    head.save()
    return change


def append_all(shared, told):
    """Add many links in the order given, the head locked once. Call inside a transaction.

    The columns of StatusChange but for the place in the chain: `shared` are the same for every link, `told` maps the
    others to lists, one value a link.
    """
    many = len(next(iter(told.values())))
    if not many:
        return
    head = hold()
    for start in range(0, many, CHUNK):
        _insert(shared, {name: values[start : start + CHUNK] for name, values in told.items()}, head)
    head.save()


def _insert(shared, told, head):
    many = len(next(iter(told.values())))
    said = {name: [value] * many for name, value in shared.items()} | told
    before, after = _halves(shared, told)
    position, before_it, hashes = head.position, [], []
    said["position"], said["previous_hash"], said["row_hash"] = (
        range(position + 1, position + 1 + many),
        before_it,
        hashes,
    )
    last = head.row_hash
    for place, left, right in zip(said["position"], before, after, strict=True):
        before_it.append(last)
        whole = f'{left},"position":{place},"previous_hash":"{last}",{right}'
        last = hashlib.sha256(whole.encode()).hexdigest()
        hashes.append(last)
    head.position, head.row_hash = position + many, last
    fields = [field for field in StatusChange._meta.concrete_fields if not field.primary_key]
    insert_columns(StatusChange, fields, [database_values(field, said[field.attname]) for field in fields])


def _halves(shared, told):
    """The canonical JSON of each link in two lists: what stands before its place in the chain, and what after.

    What all links share is written once; `fingerprint` of the stored row says the same, link by link.
    """
    names = sorted(COVERED)
    place = names.index("position")
    return (
        _written("{", names[:place], "", shared, told),
        _written("", names[place + 2 :], "}", shared, told),
    )


def _written(opening, names, closing, shared, told):
    parts = [
        f'"{name}":' + ("%s" if name in told else _canonical(_plain(name, shared[name])).replace("%", "%%"))
        for name in names
    ]
    pattern = f"{opening}{','.join(parts)}{closing}"
    columns = [_canonical_column(name, told[name]) for name in names if name in told]
    return [pattern % values for values in zip(*columns, strict=True)]


def _canonical_column(name, values):
    kinds = {*map(type, values)}
    if kinds == {str}:
        return list(map(encode_basestring, values))
    if kinds == {int}:
        return list(map(int.__repr__, values))
    known = {value: _canonical_of(_plain(name, value)) for value in {*values}}
    return [known[value] for value in values]


def _canonical_of(value):
    """As `_canonical`, for texts and numbers without the detour."""
    if value.__class__ is str:
        return encode_basestring(value)
    return int.__repr__(value) if value.__class__ is int else _canonical(value)


def _link(change, head):
    change.position, change.previous_hash = head.position + 1, head.row_hash
    change.row_hash = fingerprint(change)
    head.position, head.row_hash = change.position, change.row_hash


def first_break():
    """The first row that does not hold, with a sentence, or None when the chain is whole."""
    previous, expected = "", 0
    for change in StatusChange.objects.order_by("position").iterator():
        expected += 1
        if change.position != expected:
            return change, f"第 {expected} 条缺失（下一条是第 {change.position} 条）。"
        if change.previous_hash != previous:
            return change, f"第 {change.position} 条与前一条的指纹接不上。"
        if change.row_hash != fingerprint(change):
            return change, f"第 {change.position} 条的内容与指纹不符。"
        previous = change.row_hash
    return _tail_break(expected, previous)


def _tail_break(count, last_hash):
    head = ChainHead.objects.filter(id=1).first()
    if head and (head.position, head.row_hash) != (count, last_hash):
        return None, f"链尾应在第 {head.position} 条，实际只有 {count} 条：末尾有记录被删去或改动。"
    return None
