"""A million ledger rows about the businesses of the county, twenty each, by one statement of the database's own."""

from django.db import connection

from benchmarks.daily.county import SPAN

EACH = 20
ROWS = """INSERT INTO ledger_statuschange (position, record_type, record_id, record_key, ordinal, subject_code, owner_code,
 move, from_status, to_status, effective_on, recorded_at, actor_id, actor_name, clause, reason, facts, policy_version_id,
 previous_hash, row_hash) {span} SELECT {above} + i, 'parties.qualification', q.id, b.name, i % {each} + 1, b.uscc, 'OFFICE',
 'warn', 'qualified', CASE WHEN i % 2 = 0 THEN 'qualified' ELSE 'warned' END, {day}, {moment}, {actor}, '系统', 'R31', '', '{{}}',
 NULL, '', 'bench' || i FROM n JOIN parties_qualification q ON q.id = {first} + i / {each} JOIN parties_business b
 ON b.id = q.business_id"""
DAYS = {
    "sqlite": ("date('2024-01-01', '+' || (i % 20 * 30) || ' days')", "datetime('2024-01-01', '+' || (i % 20 * 30 + 1) || ' days')"),
    "postgresql": ("DATE '2024-01-01' + i % 20 * 30", "TIMESTAMPTZ '2024-01-02 00:00+00' + i % 20 * INTERVAL '30 days'"),
}  # fmt: skip


def fill(rows, actor):
    """`rows` changes, every thirty days one, written down the day after; the last one of each record in August 2025."""
    day, moment = DAYS[connection.vendor]
    words = {
        "each": EACH,
        "day": day,
        "moment": moment,
        "actor": actor.pk,
        "span": SPAN.format(first=0, last=rows),
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(max(position), 0) + 1 FROM ledger_statuschange")
        words["above"] = cursor.fetchone()[0]
        cursor.execute("SELECT min(id) FROM parties_qualification")
        words["first"] = cursor.fetchone()[0]
        cursor.execute(ROWS.format(**words))
