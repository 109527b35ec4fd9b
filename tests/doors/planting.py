"""A unique word, number or day in columns of every declared table and its history, written straight into the copy.

Only where something stands: what is empty steers (an end that has not come), and tells nobody anything.
"""

import re
from datetime import date, timedelta

from django.apps import apps
from django.db import connection, models

from registry.policy.disclosure import TABLES

WORD = re.compile(r"QZ[0-9a-f]{8}Z")
_NUMBERS = re.compile(r"(?<![0-9A-Za-z])\d{7,}(?![0-9A-Za-z])")  # not amid the letters of a random token
_DAYS = re.compile(r"(1[78]\d\d)(?:-|年)(\d\d?)(?:-|月)(\d\d?)")
_FIRST = date(1700, 1, 1)
_BASE = 7_000_000
# What steers the house rather than tells something: keys between tables, numbers of forms, fingerprints.
STEERS = {
    "status", "record_type", "record_key", "owner_code", "recipient_code", "issuer_code", "subject_code", "move", "from_status",
    "to_status", "kind", "act", "object_key", "key", "code", "uscc", "serial", "check_code", "key_id", "public_key",
    "signature", "statement", "canonical_text", "cause", "duty", "policy_version", "institution_code", "condition_code",
    "calendar_version", "nonce", "digest", "password", "username", "expected_version", "row_hash", "previous_hash",
    "revision", "number", "notice_serial", "prefix", "industry_code", "contact_phone",
}  # fmt: skip
STEERING_TABLES = (
    "policy.", "pages.", "ledger.chainhead", "ledger.effect", "ledger.dutyrun", "documents.counter",
    "documents.signingkey", "documents.seal", "cms.publicscan",
)  # fmt: skip


class Planted(dict):
    """{word, number or day as found on a page: (label, column, row)}."""

    def told(self, text):
        """Everything of it that stands in a text."""
        found = {self[word] for word in WORD.findall(text) if word in self}
        for year, month, day in _DAYS.findall(text):
            key = f"{year}-{int(month):02d}-{int(day):02d}"
            found |= {self[key]} if key in self else set()
        for digits in _NUMBERS.findall(re.sub(r"(?<=\d),(?=\d)", "", text)):
            key = digits.removesuffix("0000")
            found |= {self[key]} if key in self else set()
        return found


def plant(wanted) -> Planted:
    """Plant every column for which `wanted(label, field)`; tables that steer the house are left as they are."""
    planted = Planted()
    with connection.cursor() as cursor:
        _open(cursor)
        for label in TABLES:
            model = apps.get_model(label)
            fields = [f for f in _plantable(model, label) if wanted(label, f)]
            if fields:
                _write(cursor, label, model, fields, "pk", planted)
                if hasattr(model, "history"):
                    _write(cursor, label, model.history.model, fields, "id", planted)
    return planted


def _open(cursor):
    """Take guards and checks off; it is undone with the test."""
    if connection.vendor == "postgresql":
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
        )
        for table, name in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        return
    cursor.execute("PRAGMA ignore_check_constraints = ON")
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP TRIGGER "{name}"')


def close():
    """Checks are asked again."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def _plantable(model, label):
    if label.startswith(STEERING_TABLES):
        return
    for field in model._meta.local_concrete_fields:
        if (
            field.name in STEERS
            or field.primary_key
            or field.choices
            or field.is_relation
            or field.name not in TABLES[label].fields
        ):
            continue
        if value_of(field, 0) is not None:
            yield field


def value_of(field, number):
    """(as stored, as found on a page) of the number-th plant in this column; None for kinds that cannot hold one."""
    if isinstance(field, (models.JSONField, models.FileField, models.BooleanField, models.DateTimeField)):
        return None
    if isinstance(field, (models.CharField, models.TextField)):
        word = f"QZ{number:08x}Z"
        mail = f"{word}@a.cn" if isinstance(field, models.EmailField) else word
        return (mail, word) if (field.max_length or 99) >= len(mail) and "sha256" not in field.name else None
    if isinstance(field, models.DateField):
        day = (_FIRST + timedelta(days=number % 72_000)).isoformat()
        return day, day
    if isinstance(field, models.DecimalField):
        wide = field.max_digits - field.decimal_places >= 12
        return (f"{_BASE + number}0000", str(_BASE + number)) if wide else None
    if isinstance(field, (models.PositiveIntegerField, models.BigIntegerField)):
        return (
            (_BASE + number, str(_BASE + number))
            if not isinstance(field, models.PositiveSmallIntegerField)
            else None
        )
    return None


def _write(cursor, label, model, fields, owner, planted):
    names = [field.attname for field in fields]
    for pk, row, *held in model._base_manager.values_list("pk", owner, *names):
        sets, values = [], []
        for field, value in zip(fields, held, strict=True):
            if value in (None, ""):
                continue
            stored, shown = value_of(field, len(planted))
            planted[shown] = (label, field.name, row)
            sets.append(f'"{field.column}" = %s')
            values.append(stored)
        if not sets:
            continue
        key = model._meta.pk.column
        cursor.execute(
            f'UPDATE {model._meta.db_table} SET {", ".join(sets)} WHERE "{key}" = %s', [*values, pk]
        )
