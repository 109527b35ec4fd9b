"""The file as a sealed bundle: a page that opens without a network, the papers, and a list with the SHA-256 of each part."""

import csv
import hashlib
import io
import json
import tempfile
import zipfile

from django.conf import settings
from django.template.loader import render_to_string

from publicity.models import ObjectionPaper
from registry.documents.files import safe_name
from registry.ledger.admin_base.export import harmless
from registry.ledger.chain import COVERED
from registry.screening.models import Attachment

from .gather import HEADS, File
from .sections import clock_time

STYLE = settings.BASE_DIR / "cms" / "static" / "css" / "archive.css"
MEMORY = 8 * 1024 * 1024


class Bundle:
    """A zip being written, and the list of its parts."""

    def __init__(self):
        self.stream = tempfile.SpooledTemporaryFile(max_size=MEMORY)  # noqa: SIM115
        self.zip = zipfile.ZipFile(self.stream, "w", zipfile.ZIP_DEFLATED)
        self.parts, self.missing = [], []

    def add(self, path, content, *, title, registered=""):
        """One part. `registered` is the fingerprint the register holds; a difference is said in the list."""
        content = content.encode() if isinstance(content, str) else content
        sha = hashlib.sha256(content).hexdigest()
        part = {"path": path, "title": title, "bytes": len(content), "sha256": sha}
        if registered:
            part |= {"registered_sha256": registered, "matches_register": registered == sha}
        self.zip.writestr(path, content)
        self.parts.append(part)

    def add_file(self, path, file, *, title, registered=""):
        """A stored file; one that cannot be read is named as missing, never left out in silence."""
        try:
            with file.open("rb") as held:
                content = held.read()
        except (OSError, ValueError):
            self.missing.append({"path": path, "title": title, "registered_sha256": registered})
            return
        self.add(path, content, title=title, registered=registered)


def pack(file: File, *, actor, moment):
    """(stream, number of parts, SHA-256 of the list). The stream stands at its beginning."""
    bundle = Bundle()
    _attachments(bundle, file)
    _evidence(bundle, file)
    for number, paper in enumerate(file.papers, start=1):
        bundle.add(f"文书/{number:02d}-{safe_name(paper.number)}.txt", _paper(paper), title=paper.title)
    bundle.add("台账链.json", chain_rows(file.changes), title="状态变动台账的原始记录（可据此复算指纹）")
    bundle.add("办理经过.csv", ledger_csv(file), title="办理经过")
    bundle.add("index.html", _page(bundle, file, actor, moment), title="申报档案")
    manifest = _manifest(bundle, file, actor, moment)
    bundle.zip.writestr("manifest.json", manifest)
    bundle.zip.close()
    bundle.stream.seek(0)
    return bundle.stream, len(bundle.parts), hashlib.sha256(manifest.encode()).hexdigest()


def _attachments(bundle, file):
    held = Attachment.objects.visible_to(file.sight.user).filter(application=file.application).order_by("id")
    for number, one in enumerate(held, start=1):
        path = f"材料/{number:02d}-{safe_name(one.original_name)}"
        bundle.add_file(path, one.file, title=str(one), registered=one.sha256)


def _evidence(bundle, file):
    proofs = [
        (one, field) for one in file.postings for field in ("photo", "removal_photo") if getattr(one, field)
    ]
    for number, (one, field) in enumerate(proofs, start=1):
        stored, what = getattr(one, field), "" if field == "photo" else "（撤下）"
        bundle.add_file(f"发布凭据/{number:02d}-{safe_name(stored.name)}", stored, title=f"{one}{what}")
    held = ObjectionPaper.objects.visible_to(file.sight.user).exclude(file="")
    held = held.filter(objection__entry__in=[e.pk for e in file.entries]).select_related("objection")
    for number, one in enumerate(held.order_by("id"), start=1):
        path = f"异议证据/{number:02d}-{safe_name(one.original_name)}"
        title = f"异议{one.objection.receipt_number}：{one.get_side_display()}"
        bundle.add_file(path, one.file, title=title, registered=one.sha256)


def _paper(paper):
    head = [paper.title, paper.number, f"{paper.addressee}：" if paper.addressee else ""]
    foot = [
        paper.issuer_name,
        f"{paper.issued_on:%Y-%m-%d}",
        f"查验码 {paper.check_code}",
        f"指纹 {paper.sha256}",
    ]
    return "\n".join([*head, "", paper.body, "", *foot])


def chain_rows(changes) -> str:
    """The ledger rows as they are covered by their fingerprints, for recomputing (registry.ledger.chain)."""
    rows = [{name: getattr(change, name) for name in (*COVERED, "row_hash")} for change in changes]
    for row, change in zip(rows, changes, strict=True):
        row["effective_on"] = change.effective_on.isoformat()
        row["recorded_at"] = f"{change.recorded_at.timestamp():.6f}"
    return json.dumps(rows, ensure_ascii=False, indent=1)


def ledger_csv(file) -> str:
    """The acts as a table; no cell that a spreadsheet would run."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(HEADS)
    writer.writerows([harmless(cell) for cell in row] for row in file.sections[-1].rows)
    return "\ufeff" + stream.getvalue()


def _page(bundle, file, actor, moment):
    told = {
        "file": file,
        "parts": bundle.parts,
        "missing": bundle.missing,
        "actor": actor,
        "made": clock_time(moment),
    }
    return render_to_string("archive/offline.html", told | {"style": STYLE.read_text(encoding="utf-8")})


def _manifest(bundle, file, actor, moment):
    told = {
        "receipt_number": file.application.receipt_number,
        "title": file.title,
        "made_at": clock_time(moment),
        "made_by": str(actor),
        "chain_positions": [change.position for change in file.changes],
        "parts": bundle.parts,
        "missing": bundle.missing,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)
