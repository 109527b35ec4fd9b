"""A unique word in every text column of every row that belongs to an institution, and a seeded crawler that looks for them."""

import hashlib
import io
import random
import re
import zipfile
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.http import StreamingHttpResponse

from .doors import addresses, filled
from .matrix import Rows, person
from .table import REGISTERS

WORD = re.compile(rb"QZ[0-9a-f]{8}Z")
OWNED = (
    "lending.creditline", "lending.loannote", "lending.position", "lending.overdueepisode", "lending.bankreport",
    "lending.demandnotice", "lending.compensationclaim", "lending.recoveryentry", "imports.upload",
    "lending.reportingperiod", "lending.silentmaturity", "lending.movednote", "lending.countermand", "lending.claimdossier",
    "lending.dossierdocument", "lending.claimdeficiency", "lending.riskshare", "lending.shareagreement",
    "lending.collectiontask", "lending.collectioncontact", "lending.repaymentpromise",
    "screening.application", "screening.attachment", "screening.departmentopinion", "screening.recheck", "screening.leadinggroupdecision",
    "sanctions.warningnotice", "sanctions.blacklistcase", "sanctions.jointaction", "publicity.objection",
    "ledger.message", "ledger.statuschange", "documents.issueddocument",
)  # fmt: skip
GUARDED = ("ledger_statuschange", "documents_issueddocument")
KEPT = {
    "status",
    "record_type",
    "owner_code",
    "recipient_code",
    "issuer_code",
    "move",
    "from_status",
    "to_status",
    "kind",
}


def _texts(model):
    for field in model._meta.concrete_fields:
        free = isinstance(field, (models.CharField, models.TextField)) and not field.choices
        wide = (field.max_length or 99) >= 11 and not isinstance(field, models.JSONField)
        if free and wide and field.name not in KEPT and not field.primary_key and "hash" not in field.name:
            yield field


def plant():
    """Write the words straight into the copy of the database. Returns {word: (model label, row)}."""
    planted = {}
    with connection.cursor() as cursor:
        for table in GUARDED:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_update{on}")
        for label in OWNED:
            model = apps.get_model(label)
            _plant(cursor, label, model, "pk", planted)
            if hasattr(model, "history"):
                _plant(cursor, label, model.history.model, "id", planted)
        _plant_staged(cursor, planted)
    return planted


def _plant(cursor, label, model, owner, planted):
    fields = list(_texts(model))
    sets = ", ".join(f'"{field.column}" = %s' for field in fields)
    for pk, row in model._base_manager.values_list("pk", owner):
        words = []
        for _ in fields:
            words.append(f"QZ{len(planted):08x}Z")
            planted[words[-1]] = (label, row)
        if words:
            cursor.execute(
                f'UPDATE {model._meta.db_table} SET {sets} WHERE "{model._meta.pk.column}" = %s', [*words, pk]
            )


def _plant_staged(cursor, planted):
    for pk, upload in apps.get_model("imports.stagedrow")._base_manager.values_list("pk", "upload_id"):
        word = f"QZ{len(planted):08x}Z"
        planted[word] = ("imports.upload", upload)
        cursor.execute(
            "UPDATE imports_stagedrow SET raw = %s, changes = %s WHERE id = %s",
            [f'["{word}"]', f'[["{word}","",""]]', pk],
        )


class Crawler:
    """One account's random walk: seeded, over every address, with numbers, columns and words that are not its own."""

    def __init__(self, client, account, planted, seed):
        self.client, self.account, self.chance = client, account, random.Random(f"{seed}{account}")
        self.routes = [
            (n, r)
            for n, r in addresses()
            if r.startswith(("admin/", "n/", "chaxun", "fankui", "minglu", "gong", "api/"))
        ]
        self.mine = {label: set(Rows(label, account).mine().values_list("pk", flat=True)) for label in OWNED}
        self.mine["ledger.statuschange"] |= self._timelines()
        self.foreign = {w.encode(): at for w, at in planted.items() if at[1] not in self.mine[at[0]]}
        self.words = list(planted)
        self.columns = sorted(
            {f.name for label in OWNED for f in apps.get_model(label)._meta.concrete_fields}
        )
        self.asked, self.refused = 0, 0
        client.raise_request_exception = False
        if account:
            client.force_login(person(account))

    def _timelines(self):
        """A record that may be read is read with the course it took; what belongs to no institution is nobody's secret."""
        found = set(
            apps.get_model("ledger.statuschange").objects.filter(owner_code="").values_list("pk", flat=True)
        )
        for label in REGISTERS:
            rows = Rows(label, self.account).mine().values("pk")
            changes = apps.get_model("ledger.statuschange").objects.filter(
                record_type=label, record_id__in=rows
            )
            found |= set(changes.values_list("pk", flat=True))
        return found

    def walk(self, requests):
        """Ask that many times; yields (path, status, leaked words) of every answer that leaked or failed."""
        for _ in range(requests):
            path, method, data = self._question()
            answer = getattr(self.client, method)(path, data)
            self.asked += 1
            self.refused += answer.status_code in (302, 403, 404, 405)
            leaked = {self.foreign[w] for w in WORD.findall(_everything(answer)) if w in self.foreign}
            # A word the question itself carried may come back in the answer: it is no secret then.
            leaked -= {self.foreign[w.encode()] for w in self.words_asked if w.encode() in self.foreign}
            if leaked or answer.status_code >= 500:
                yield f"{method} {path} {data}", answer.status_code, leaked

    def _question(self):
        chance, (_, route) = self.chance, self.chance.choice(self.routes)
        number = chance.choice([chance.randint(0, 60), chance.randint(0, 60), chance.randint(1, 9000), -1])
        self.words_asked = [chance.choice(self.words)] if chance.random() < 0.15 else []
        path = self._path(route, number)
        query = self._query()
        if chance.random() < 0.25 and "logout" not in path and "password" not in path:
            return path + query, "post", self._form()
        return path + query, "get", {}

    def _path(self, route, number):
        chance = self.chance
        if "(?P<app_label>" in route:
            return f"/admin/{chance.choice(('lending', 'imports', 'ledger', 'screening', 'sanctions'))}/"
        if "(?P" in route or "(?:" in route:
            return "/admin/autocomplete/"
        steps = ("confirm_all", "withdraw", "lodge", "report", "demand", "answer", "submit", "pay")
        values = dict.fromkeys(("int", "path", "str", "id"), abs(number)) | {
            "slug": chance.choice(steps),
            "serial": "GS-2026-001",
            "uuid": UUID(int=abs(number)),
        }
        values["field"] = chance.choice(("file", "proof", "evidence", "waiver_file"))
        if chance.random() < 0.05:
            values["path"] = chance.choice(("x", "1 OR 1=1", "..%2f1", "1%00", "９", "99999999999999999999"))
        return filled(route, values)

    def _query(self):
        chance, column = self.chance, self.chance.choice(self.columns)
        word = self.words_asked[0] if self.words_asked else chance.choice(("", "1", "Q", "QZ", "NSH", "ZGYH"))
        label = chance.choice(OWNED).split(".")
        return chance.choice(("", "", "", f"?q={word}", f"?o={chance.randint(-9, 9)}", f"?p={chance.randint(0, 9)}", "?all=", "?e=1",
            f"?{column}={word}", f"?{column}__startswith={word}", f"?{column}__id__exact={chance.randint(1, 40)}", "?_popup=1&_to_field=id",
            f"?bank__id__exact={chance.randint(1, 40)}", f"?app_label={label[0]}&model_name={label[1]}&field_name={column}&term={word}",
            f"?export_items={chance.randint(1, 40)}", f"?{column}__isnull=0"))  # fmt: skip

    def _form(self):
        chance = self.chance
        names = [
            *self.columns,
            "reason",
            "change_reason",
            "format",
            "resource",
            "bank",
            "business",
            "principal",
            "interest",
        ]
        form = {
            name: chance.choice(("1", "2", "x", "2026-01-02", str(chance.randint(1, 60))))
            for name in chance.sample(names, 12)
        }
        return form | {"format": "0", "resource": "0", "reason": "试", "bank": str(chance.randint(1, 40))}


def _everything(answer):
    """Body (workbooks unpacked), header values and cookies, as bytes."""
    streamed = isinstance(answer, StreamingHttpResponse)
    body = b"".join(answer.streaming_content) if streamed else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"".join(packed.read(name) for name in packed.namelist())
    heads = " ".join([*map(str, answer.headers.values()), answer.cookies.output()])
    return body + heads.encode()


def fingerprints(account):
    """{label: SHA-256} over every row that is not the account's own, as stored."""
    found = {}
    for label in OWNED:
        if label in ("ledger.statuschange", "ledger.message", "documents.issueddocument"):
            continue  # these only grow, by everybody's acts
        rows = apps.get_model(label)._base_manager.exclude(pk__in=Rows(label, account).mine().values("pk"))
        stored = sorted(map(repr, rows.order_by("pk").values_list()))
        found[label] = hashlib.sha256("\n".join(stored).encode()).hexdigest()
    return found
