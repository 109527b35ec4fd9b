"""The hash chain over StatusChange: each link covers its own columns and the link before it (SHA-256)."""

import hashlib
import json

from registry.history.writing import insert

from .models import ChainHead, StatusChange

COVERED = (
    "position", "record_type", "record_id", "record_key", "ordinal", "subject_code", "owner_code", "move",
    "from_status", "to_status", "effective_on", "recorded_at", "actor_id", "actor_name", "clause", "reason",
    "facts", "policy_version_id", "previous_hash",
)  # fmt: skip


def fingerprint(change) -> str:
    """SHA-256 over the covered columns as canonical JSON (sorted keys, UTC instants)."""
    values = {name: getattr(change, name) for name in COVERED}
    values["effective_on"] = change.effective_on.isoformat()
    values["recorded_at"] = f"{change.recorded_at.timestamp():.6f}"
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


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


def append_all(changes):
    """Add many links in the order given, the head locked once. Call inside a transaction. Returns them, `pk` set."""
    changes = list(changes)
    if changes:
        head = hold()
        for change in changes:
            _link(change, head)
        insert(changes)
        head.save()
    return changes


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
