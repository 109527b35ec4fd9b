"""The same day by plain SQL: finds who is due, and computes and writes the same rows, set by set, committed at the end.

What SQL cannot do is done in one tight loop beside it: the hash of each link of the ledger's chain covers the one before.
"""

import hashlib
import json
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from benchmarks.daily.county import DAY
from benchmarks.ledger.spent import seconds

LITE = {
    "plus": "date({}, '+{} day')", "figure": "printf('%,d.%02d', {0} / 1, {0} * 100 % 100)", "iso": "{}", "json": "{}", "now": "datetime('now')",
    "said": "CAST(strftime('%Y', {0}) AS INT) || '年' || CAST(strftime('%m', {0}) AS INT) || '月' || CAST(strftime('%d', {0}) AS INT) || '日'",
}  # fmt: skip
GRES = {
    "plus": "({} + {})", "figure": "to_char({}, 'FM999,999,999,990.00')", "iso": "to_char({}, 'YYYY-MM-DD')", "json": "{}::jsonb", "now": "now()",
    "said": """to_char({}, 'FMYYYY"年"FMMM"月"FMDD"日"')""",
}  # fmt: skip
PLAIN = "'system', '', {now}"  # who made a history row, by which way, when
KIN = """JOIN lending_overdueepisode e ON e.id = d.episode JOIN lending_loannote n ON n.id = e.note_id JOIN lending_creditline l
 ON l.id = n.line_id JOIN parties_business b ON b.id = e.business_id JOIN parties_institution i ON i.id = e.bank_id"""
LOAN = """b.name || '（统一社会信用代码' || b.uscc || '）在' || i.name || '的借据' || n.note_no || '（合同' || l.contract_no || '，贷款金额'
 || {amount} || '元）'"""
DUE = """CREATE TEMPORARY TABLE due_now AS SELECT n.id AS note, p.id AS told, p.unpaid_since AS since, p.as_of FROM lending_loannote n
 JOIN lending_position p ON p.note_id = n.id WHERE p.standing AND p.unpaid_since < {day} AND n.status IN ('active', 'overdue')
 AND NOT EXISTS (SELECT 1 FROM lending_overdueepisode e WHERE e.note_id = n.id AND e.unpaid_since = p.unpaid_since AND e.status <> 'voided')"""
FULL = """CREATE TEMPORARY TABLE full_now AS SELECT e.id AS episode FROM lending_overdueepisode e WHERE e.day60_on <= {day} AND
 (e.status = 'open' OR (e.status IN ('day60', 'claimed') AND NOT EXISTS (SELECT 1 FROM lending_bankreport r WHERE
 r.episode_id = e.id AND r.kind = 'day60')))"""
EPISODES = """INSERT INTO lending_overdueepisode (version, bank_id, business_id, note_id, told_by_id, unpaid_since, day1_on, day60_on, status)
 SELECT 1, n.bank_id, n.business_id, n.id, d.told, d.since, {first}, {sixty}, 'open' FROM due_now d JOIN lending_loannote n ON n.id = d.note
 ORDER BY n.id"""
RAISED = """CREATE TEMPORARY TABLE raised AS SELECT e.id AS episode, 'day1' AS kind, 'overdue.day1' AS duty, 'R43 R44' AS clause,
 e.day1_on AS owed_from, {by1} AS due_on, '逾期首日报告到期' AS why, d.as_of FROM due_now d JOIN lending_overdueepisode e
 ON e.note_id = d.note AND e.unpaid_since = d.since UNION ALL SELECT e.id, 'day60', 'overdue.day60', 'R45 R46', e.day60_on, {by60},
 '逾期满60日报告到期', NULL FROM full_now f JOIN lending_overdueepisode e ON e.id = f.episode"""
REPORTS = """INSERT INTO lending_bankreport (version, bank_id, episode_id, kind, owed_from, due_on, due_provisional, cause_kind, cause, plan)
 SELECT 1, e.bank_id, e.id, d.kind, d.owed_from, d.due_on, FALSE, '', '', '' FROM raised d JOIN lending_overdueepisode e ON e.id = d.episode"""
REPORTED = """INSERT INTO lending_historicalbankreport (id, version, bank_id, episode_id, kind, owed_from, due_on, due_provisional, cause_kind,
 cause, plan, history_username, history_source, history_date, history_user_id, history_type, history_change_reason)
 SELECT r.id, r.version, r.bank_id, r.episode_id, r.kind, r.owed_from, r.due_on, r.due_provisional, r.cause_kind, r.cause, r.plan, {plain},
 {system}, '+', d.why FROM raised d JOIN lending_bankreport r ON r.episode_id = d.episode AND r.kind = d.kind"""
MOVED = "UPDATE lending_overdueepisode SET status = 'day60', version = version + 1 WHERE id IN (SELECT episode FROM full_now)"
LIVED = """INSERT INTO lending_historicaloverdueepisode (id, version, bank_id, business_id, note_id, told_by_id, unpaid_since, day1_on, day60_on,
 status, history_username, history_source, history_date, history_user_id, history_type, history_change_reason)
 SELECT e.id, e.version, e.bank_id, e.business_id, e.note_id, e.told_by_id, e.unpaid_since, e.day1_on, e.day60_on, e.status, {plain}, {system},
 CASE d.kind WHEN 'day1' THEN '+' ELSE '~' END, CASE d.kind WHEN 'day1' THEN {begun} ELSE '满60日' END
 FROM raised d JOIN lending_overdueepisode e ON e.id = d.episode"""
FELL = "UPDATE lending_loannote SET status = 'overdue', version = version + 1 WHERE id IN (SELECT note FROM due_now)"
NOTED = """INSERT INTO lending_historicalloannote (id, version, bank_id, business_id, line_id, note_no, amount, start_on, due_on, extended_due_on,
 rate, basis, fee_rate, guarantee_type, repayment_method, rate_over_cap, rate_reason, status, history_username, history_source, history_date,
 history_user_id, history_type, history_change_reason) SELECT n.id, n.version, n.bank_id, n.business_id, n.line_id, n.note_no, n.amount,
 n.start_on, n.due_on, n.extended_due_on, n.rate, n.basis, n.fee_rate, n.guarantee_type, n.repayment_method, n.rate_over_cap, n.rate_reason,
 n.status, {plain}, {system}, '~', '转为逾期' FROM due_now d JOIN lending_loannote n ON n.id = d.note"""
EFFECTS = """INSERT INTO ledger_effect (key, duty, record_type, record_id, record_key, effective_on, clause, recorded_at)
 SELECT d.duty || ':' || e.id, d.duty, 'lending.overdueepisode', e.id, n.note_no || ' 自' || {unpaid} || '逾期', d.owed_from, d.clause, {now}
 FROM raised d JOIN lending_overdueepisode e ON e.id = d.episode JOIN lending_loannote n ON n.id = e.note_id"""
MESSAGES = """INSERT INTO ledger_message (key, kind, recipient_code, subject, body, record_type, record_id, sent_on, recorded_at, mail_attempts,
 mail_error) SELECT d.duty || ':' || d.episode || ':' || t.code, d.duty, t.code, CASE d.kind WHEN 'day1' THEN '逾期第1日：' ELSE '逾期满60日：' END
 || d.note_no, d.body, 'lending.overdueepisode', d.episode, {day}, {now}, 0, '' FROM (SELECT d.*, n.note_no, e.bank_id, {loan} ||
 CASE d.kind WHEN 'day1' THEN '应于' || {unpaid} || '归还的本息未按期归还，' || {first_said} || '为逾期第1日。请' || i.name ||
 '积极跟进，分析原因，开展清收，并于' ELSE '自' || {unpaid} || '起未按期还本付息，' || {full_said} || '逾期满60日。请' || i.name ||
 '发放催收通知书，并于' END || {due_said} || '以前报告旗金融服务中心和担保公司。' AS body FROM raised d {kin}) d
 JOIN parties_institution t ON t.id = d.bank_id OR (t.active AND t.kind IN ('office', 'guarantor'))"""
LINKS = """SELECT 'lending.overdueepisode', e.id, n.note_no || ' 自' || {unpaid} || '逾期', CASE d.kind WHEN 'day1' THEN 1 ELSE 2 END, b.uscc, i.code,
 CASE d.kind WHEN 'day1' THEN 'register' ELSE 'reach_day60' END, CASE d.kind WHEN 'day1' THEN '' ELSE 'open' END, e.status, {owed},
 CASE d.kind WHEN 'day1' THEN 'R36' ELSE 'R45' END, CASE d.kind WHEN 'day1' THEN {begun} ELSE '' END,
 CASE d.kind WHEN 'day1' THEN '{{"unpaid_since": "' || {since} || '", "seen_on": "' || {seen} || '", "ended_on": null}}' ELSE '{{}}' END FROM raised d {kin}
 UNION ALL SELECT 'lending.loannote', n.id, n.note_no || '（' || b.name || '）', 1, b.uscc, i.code, 'fall_overdue', 'active', 'overdue', {owed}, 'R36', '', '{{}}'
 FROM raised d {kin} WHERE d.kind = 'day1'"""
LINK = """INSERT INTO ledger_statuschange (record_type, record_id, record_key, ordinal, subject_code, owner_code, move, from_status, to_status,
 effective_on, clause, reason, facts, position, previous_hash, row_hash, recorded_at, actor_id, actor_name, policy_version_id)"""
STATEMENTS = (DUE, FULL, EPISODES, RAISED, REPORTS, REPORTED, MOVED, LIVED, FELL, NOTED, EFFECTS, MESSAGES)


def raw():
    """Processor seconds of the day by plain SQL, its commit included."""
    said = _words()
    statements = [statement.format(**said) for statement in STATEMENTS]
    links = LINKS.format(**said)
    return seconds(lambda: _write(statements, links, said))


def _words():
    """What the statements are filled in with, in the database's own dialect."""
    lite = connection.vendor == "sqlite"
    way = LITE if lite else GRES

    def day(value):
        return f"'{value}'" if lite else f"DATE '{value}'"

    said, iso, plus = way["said"].format, way["iso"].format, way["plus"].format
    by1, by60 = _last_days()
    words = {
        "day": day(DAY), "first": plus("d.since", 1), "sixty": plus("d.since", 60), "by1": day(by1), "by60": day(by60),
        "now": way["now"], "system": _system(), "since": iso("e.unpaid_since"), "seen": iso("d.as_of"), "owed": iso("d.owed_from"),
        "unpaid": said("e.unpaid_since"), "first_said": said("e.day1_on"), "full_said": said("e.day60_on"), "due_said": said("d.due_on"),
        "loan": LOAN.format(amount=way["figure"].format("n.amount")), "kin": KIN, "plain": PLAIN.format(now=way["now"]),
    }  # fmt: skip
    words["begun"] = (
        f"'银行报送：最早未还日' || {said('e.unpaid_since')} || '，截至' || {said('d.as_of')} || '仍未还清'"
    )
    return words


def _last_days():
    """Last days to report for arrears whose first and whose sixtieth day DAY is, from the calendar."""
    from registry.policy.calendars import current_calendar
    from registry.policy.rules import day1_report_by, day60_report_by
    from registry.policy.versions import policy_on

    terms, calendar = policy_on(DAY).terms(), current_calendar()
    return (
        day1_report_by(DAY - timedelta(days=1), terms, calendar),
        day60_report_by(DAY - timedelta(days=60), terms, calendar),
    )


def _system():
    from registry.ledger.actors import system_actor

    return system_actor().pk


def _write(statements, links, said):
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        cursor.execute(links)
        _chain(cursor, cursor.fetchall(), said)


def _chain(cursor, rows, said):
    """Hash and insert the links: canonical JSON out of one pattern, the words of each quoted once."""
    cursor.execute("SELECT position, row_hash FROM ledger_chainhead")
    place, last = cursor.fetchone()
    cursor.execute(
        "SELECT id FROM policy_policyversion WHERE in_force_from <= %s ORDER BY in_force_from DESC", [DAY]
    )
    policy = cursor.fetchone()[0]
    moment, actor, quoted, told = datetime.now(UTC), said["system"], {}, []
    shared = (moment, actor, "系统", policy)
    for row in rows:
        place += 1
        text = [
            quoted.get(value) or quoted.setdefault(value, json.dumps(value, ensure_ascii=False))
            for value in row[:12]
        ]
        kind, pk, key, ordinal, subject, owner, move, before, after, day, clause, reason = text
        facts = quoted.get((row[12],)) or quoted.setdefault((row[12],), json.dumps(
            json.loads(row[12]), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ))  # fmt: skip
        whole = (
            f'{{"actor_id":{actor},"actor_name":"系统","clause":{clause},"effective_on":{day},"facts":{facts},"from_status":{before},'
            f'"move":{move},"ordinal":{ordinal},"owner_code":{owner},"policy_version_id":{policy},"position":{place},'
            f'"previous_hash":"{last}","reason":{reason},"record_id":{pk},"record_key":{key},"record_type":{kind},'
            f'"recorded_at":"{moment.timestamp():.6f}","subject_code":{subject},"to_status":{after}}}'
        )
        before, last = last, hashlib.sha256(whole.encode()).hexdigest()
        told.append((*row, place, before, last, *shared))
    _lay(cursor, told)
    cursor.execute("UPDATE ledger_chainhead SET position = %s, row_hash = %s", [place, last])


def _lay(cursor, told):
    if connection.vendor == "sqlite":
        cursor.executemany(f"{LINK} VALUES ({', '.join(['%s'] * len(told[0]))})", [
            (*row[:16], row[16].replace(tzinfo=None), *row[17:]) for row in told
        ])  # fmt: skip
        return
    with cursor.copy(f"COPY {LINK.removeprefix('INSERT INTO ')} FROM STDIN") as copy:
        for row in told:
            copy.write_row(row)


def analyse():
    """What a server does by itself, or the timer on SQLite."""
    from cms.statistics import look_at_tables

    look_at_tables()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
