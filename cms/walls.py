"""Which rows belong to whom, for the database itself (decision 0023): one declaration per model, history included.

A new model with an institution on it gets a line in WALLS (or in OPEN, with the reason); tests/house/test_walls.py asks.
"""

from django.apps import apps
from django.db import connections

from registry.lending.models.base import BankOwned

KEYS = "((SELECT COALESCE(NULLIF(current_setting('xbd.institutions', true), ''), '{}'))::bigint[])"
CODES = "((SELECT COALESCE(NULLIF(current_setting('xbd.codes', true), ''), '{}'))::text[])"
SCREENS = "(SELECT COALESCE(current_setting('xbd.screens', true), '') = 'on')"
UNSEEN = "('draft', 'submitted', 'supplement', 'withdrawn')"


def key(column):
    """The institution stands in `column` as a key."""
    return f"{column} = ANY {KEYS}"


def code(column):
    """The institution stands in `column` as its code."""
    return f"{column} = ANY {CODES}"


NOBODY = "false"
IN_SCREENING = f"({SCREENS} AND status NOT IN {UNSEEN})"
WALLS = {
    "imports.upload": key("bank_id"),
    "imports.columnprofile": key("bank_id"),
    "imports.heldfile": key("bank_id"),
    "imports.uploadjob": key("bank_id"),
    "imports.uploadkey": NOBODY,
    "cms.readingkey": NOBODY,
    "imports.recommendationsheet": key("institution_id"),
    "imports.stagedrow": f"upload_id IN (SELECT id FROM imports_upload WHERE {key('bank_id')})",
    "screening.application": f"{key('recommender_id')} OR {IN_SCREENING}",
    "screening.attachment": f"application_id IN (SELECT id FROM screening_application WHERE {key('recommender_id')})",
    "screening.departmentopinion": key("institution_id"),
    "screening.recheck": key("institution_id"),
    "screening.leadinggroupdecision": NOBODY,
    "screening.refusalletter": f"application_id IN (SELECT id FROM screening_application WHERE {key('recommender_id')})",
    "screening.opinionlink": key("institution_id"),
    "screening.opinionchallenge": f"opinion_id IN (SELECT id FROM screening_departmentopinion WHERE {key('institution_id')})",
    "screening.coordinationtask": key("owner_id"),
    "screening.leadinggroupmeeting": NOBODY,
    "screening.agendaitem": NOBODY,
    "sanctions.jointaction": key("institution_id"),
    "sanctions.blacklistcase": f"id IN (SELECT case_id FROM sanctions_jointaction WHERE {key('institution_id')})",
    "sanctions.warningnotice": NOBODY,
    "sanctions.receipt": key("institution_id"),
    "sanctions.warningrecipient": NOBODY,
    "sanctions.repairrequest": NOBODY,
    "sanctions.legalbasis": NOBODY,
    "publicity.objection": NOBODY,
    "publicity.objectionpaper": NOBODY,
    "publicity.statement": NOBODY,
    "publicity.webhookendpoint": NOBODY,
    "pages.letter": NOBODY,
    "credit.delivery": key("institution_id"),
    "credit.queryauthorisation": key("institution_id"),
    "credit.profilequery": key("institution_id"),
    "parties.accountrequest": key("institution_id"),
    "parties.accessevent": NOBODY,
    "parties.identitychange": SCREENS,
    "parties.rescreeningtask": SCREENS,
    "lending.movednote": NOBODY,
    "lending.countermand": NOBODY,
    "reports.guarantorworth": NOBODY,
    "ledger.proposal": NOBODY,
    "ledger.message": code("recipient_code"),
    "ledger.statuschange": f"owner_code = '' OR {code('owner_code')} OR "
    f"({SCREENS} AND record_type = 'screening.application')",
    "documents.documentcopy": f"{code('recipient_code')} OR document_id IN "
    f"(SELECT d.id FROM documents_issueddocument d WHERE {code('d.owner_code')})",
    "documents.issueddocument": f"{code('owner_code')} OR xbd_copied(id)",
    "documents.wordcopy": "document_id IN (SELECT id FROM documents_issueddocument)",
}
OPEN = {
    "parties.business": "recognised businesses are public, others are cut down by visible_to; who made it is no secret",
    "credit.creditsource": "which bodies report is no secret",
    "credit.creditfact": "a credit file gathers every source; it opens by leave only and each look is logged",
    "screening.coordinationattendance": "who took part is known to all who took part; the meeting itself by visible_to",
    "publicity.noticeentry": "published to everybody; who recommended is part of the notice",
    "parties.membership": "read at every request to know a person's reach",
}
COPIED = f"""CREATE OR REPLACE FUNCTION xbd_copied(paper bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public AS $$ SELECT EXISTS (SELECT 1 FROM documents_documentcopy
WHERE document_id = paper AND {code("recipient_code")}) $$"""
MISSING = (
    "第二道墙没有建立：数据库账号没有建立角色的权限（CREATEROLE）。请由数据库管理员执行 "
    'CREATE ROLE "{role}" NOLOGIN; GRANT "{role}" TO "{login}"; 然后再次运行 migrate。'
)


def walls():
    """{model label: condition} over every declared model; whatever belongs to a bank is declared by its base."""
    owned = {m._meta.label_lower: key("bank_id") for m in apps.get_models() if issubclass(m, BankOwned)}
    return owned | WALLS


def tables():
    """(table, condition) of every walled model and of its history."""
    for label, condition in walls().items():
        model = apps.get_model(label)
        yield model._meta.db_table, condition
        if hasattr(model, "history"):
            yield model.history.model._meta.db_table, condition


def install(using="default", **_):
    """Receiver of `post_migrate`: role, grants and policies as declared. Says so and stops where it may not make the role."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user, left(session_user, 50) || '_scoped'")
        login, role = cursor.fetchone()
        if _role(cursor, login, role):
            _grants(cursor, connection.ops.quote_name(role))
            cursor.execute(COPIED)
            for table, condition in tables():
                _wall(cursor, table, condition)


def _role(cursor, login, role):
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    if cursor.fetchone():
        return True
    cursor.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
    if not cursor.fetchone()[0]:
        print(MISSING.format(role=role, login=login))  # noqa: T201
        return False
    cursor.execute(
        f'DO $$ BEGIN CREATE ROLE "{role}" NOLOGIN NOBYPASSRLS; EXCEPTION WHEN duplicate_object THEN NULL; END $$'
    )
    cursor.execute(f'GRANT "{role}" TO "{login}"')
    return True


def _grants(cursor, role):
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
    cursor.execute(f"GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO {role}")
    cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
    cursor.execute(f"GRANT DELETE ON django_session TO {role}")


def _wall(cursor, table, condition):
    cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    cursor.execute(f"DROP POLICY IF EXISTS xbd_wall ON {table}")
    cursor.execute(f"CREATE POLICY xbd_wall ON {table} USING ({condition}) WITH CHECK ({condition})")
