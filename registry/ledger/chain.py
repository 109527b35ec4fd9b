"""The hash chain over StatusChange: each link covers its own columns and the link before it (SHA-256)."""

import hashlib
import json
from itertools import islice

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
    return _digest({name: getattr(change, name) for name in COVERED})


def _digest(said):
    told = {
        "effective_on": said["effective_on"].isoformat(),
        "recorded_at": f"{said['recorded_at'].timestamp():.6f}",
    }
    return hashlib.sha256(_canonical(said | told).encode()).hexdigest()


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


def append_all(links):
    """Add many links in the order given, the head locked once. Call inside a transaction.

    Each is the columns of one StatusChange by name, but for its place in the chain; some thousands are held at a time.
    """
    links = iter(links)
    some = list(islice(links, CHUNK))
    if not some:
        return
    head = hold()
    while some:
        _insert(some, head)
        some = list(islice(links, CHUNK))
    head.save()


def _insert(links, head):
    for said in links:
        said["position"], said["previous_hash"] = head.position + 1, head.row_hash
        head.position, head.row_hash = said["position"], _digest(said)
    hashes = [said["previous_hash"] for said in links[1:]] + [head.row_hash]
    fields = [field for field in StatusChange._meta.concrete_fields if not field.primary_key]
    columns = [
        database_values(
            field, hashes if field.name == "row_hash" else [said[field.attname] for said in links]
        )
        for field in fields
    ]
    insert_columns(StatusChange, fields, columns)


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
