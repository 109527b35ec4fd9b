"""Evidence handed in so far becomes papers of its objection; originals get their fingerprint; first wording of papers."""

import hashlib

from django.core.files.storage import storages
from django.db import migrations
from django.db.models.functions import Now

from publicity.canonical import canonical_json, fingerprint
from publicity.wording.places import KINDS


def carry(apps, schema_editor):
    _papers(apps)
    _fingerprints(apps)
    _first_wording(apps)


def _first_wording(apps):
    """Each row with the history row a first save would have written."""
    Template, History = (apps.get_model("publicity", f"{kind}WordingTemplate") for kind in ("", "Historical"))
    for name, kind in KINDS.items():
        row, new = Template.objects.get_or_create(kind=name, defaults={"text": kind.text, "version": 1})
        if new:
            columns = {field.attname: getattr(row, field.attname) for field in Template._meta.concrete_fields}
            History.objects.create(
                **columns, history_type="+", history_date=Now(), history_change_reason="系统建立时写入",
                history_username="system", history_source="",
            )  # fmt: skip


def _papers(apps):
    Objection, Paper = (apps.get_model("publicity", name) for name in ("Objection", "ObjectionPaper"))
    store = storages["private"]
    for objection in Objection.objects.exclude(evidence=""):
        name = objection.evidence.name
        content = store.open(name).read() if store.exists(name) else b""
        Paper.objects.get_or_create(
            objection=objection,
            sha256=hashlib.sha256(content).hexdigest(),
            defaults={
                "side": "sender", "file": name, "original_name": objection.evidence_name or name.rsplit("/", 1)[-1],
                "size": len(content), "received_on": objection.received_on, "version": 1,
            },
        )  # fmt: skip


def _fingerprints(apps):
    Objection = apps.get_model("publicity", "Objection")
    names = ("receipt_number", "sort", "name", "phone", "address", "facts")
    for objection in Objection.objects.filter(original_sha256=""):
        given = {name: getattr(objection, name) for name in names}
        text = canonical_json(given | {"received_on": objection.received_on.isoformat()})
        Objection.objects.filter(pk=objection.pk).update(original_sha256=fingerprint(text))


class Migration(migrations.Migration):
    dependencies = [("publicity", "0002_objections_and_corrections")]
    operations = [migrations.RunPython(carry, migrations.RunPython.noop, elidable=False)]
