"""A million notes by statements of the database's own: most are paid, one in a hundred changes its state on DAY."""

from datetime import date, timedelta

from django.db import connection

DAY = date(2026, 7, 2)
SINCE, LONG_AGO = DAY - timedelta(days=1), DAY - timedelta(days=60)
LENT, DUE = date(2026, 3, 1), date(2027, 3, 1)
PER_LINE = 4  # and five contracts a business
SPAN = "WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last} - 1) "

LINE = """INSERT INTO lending_creditline (version, bank_id, business_id, contract_no, guarantee_no, amount, amount_inferred,
 basis, signed_on, guarantee_kind, status) {span} SELECT 1, {bank}, {business} + i / 5, 'HT' || i, '', 400000, {no}, 'LPR',
 '{lent}', '', 'active' FROM n"""
NOTE = """INSERT INTO lending_loannote (version, bank_id, business_id, line_id, note_no, amount, start_on, due_on, rate, basis,
 guarantee_type, repayment_method, rate_over_cap, rate_reason, status) {span} SELECT 1, {bank}, {business} + i / 20,
 {line} + i / 4, 'JJ' || i, 100000, '{lent}', '{due}', 4.1, 'LPR', '保证', '', {no}, '', 'active' FROM n"""
POSITION = """INSERT INTO lending_position (version, bank_id, note_id, as_of, balance, unpaid_since, overdue_principal,
 overdue_interest, penalty, compound, grade, source, standing) {span} SELECT 1, {bank}, {note} + i, '{since}', 90000,
 {unpaid}, 0, 0, 0, 0, '正常', 'bench', {yes} FROM n"""


def fill(bank, first, last, *, changing):
    """Notes `first` to `last` of a bank; the first `changing` of all are unpaid: half from yesterday, half for sixty days."""
    words = {"no": "FALSE", "yes": "TRUE", "bank": bank.pk, "lent": LENT, "due": DUE, "since": SINCE}
    fresh = f"CASE WHEN i < {changing // 2} THEN {_day(SINCE)} WHEN i < {changing} THEN {_day(LONG_AGO)} END"
    words |= {"business": _lowest("parties_business"), "unpaid": fresh}
    _run(LINE, words, first // PER_LINE, last // PER_LINE)
    words["line"] = _lowest("lending_creditline")
    _run(NOTE, words, first, last)
    words["note"] = _lowest("lending_loannote")
    _run(POSITION, words, first, last)


def _day(day):
    return f"'{day}'" if connection.vendor == "sqlite" else f"DATE '{day}'"


def _run(statement, words, first, last):
    with connection.cursor() as cursor:
        cursor.execute(statement.format(span=SPAN.format(first=first, last=last), **words))


def _lowest(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT min(id) FROM {table}")
        return cursor.fetchone()[0] or 0
