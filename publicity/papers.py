"""Files of objections: taken in quarantine, checked by name and content, handed in with what they prove (A11, OUT-2)."""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.db import transaction

from registry.documents.files import extension, file_problems, safe_name, size_problems
from registry.history.acting import acting
from registry.ledger.effects import once
from registry.ledger.errors import Refusal

from .models import ObjectionPaper, WaitingPaper

MOST = 6


def new_ticket() -> str:
    return uuid.uuid4().hex


def waiting(ticket):
    """The files of this ticket that have passed the check and are not yet handed in."""
    return WaitingPaper.objects.filter(ticket=ticket or "-", state=WaitingPaper.State.CHECKED)


def keep_paper(ticket, *, name, content, today) -> WaitingPaper:
    """Keep one file: first in quarantine (待检), then checked. The same file again changes nothing.

    `content` is the file's bytes. Raises Refusal with every reason; a file that fails is deleted at once.
    """
    name = safe_name(name)
    if problems := size_problems(name, len(content)):
        raise Refusal(problems)
    paper = _quarantined(ticket, name, content, today)
    if problems := file_problems(name, content):
        discard(paper)
        raise Refusal(problems)
    if paper.state != WaitingPaper.State.CHECKED:
        paper.state = WaitingPaper.State.CHECKED
        paper.save(update_fields=["state"])
    return paper


@transaction.atomic
def _quarantined(ticket, name, content, today):
    digest = hashlib.sha256(content).hexdigest()
    there = WaitingPaper.objects.filter(ticket=ticket, sha256=digest).first()
    if there is not None:
        return there
    if WaitingPaper.objects.filter(ticket=ticket).count() >= MOST:
        raise Refusal(f"已经选了{MOST}份材料，不能再增加。请先移除不需要的，或者把几页合成一个PDF文件。")
    paper = WaitingPaper(ticket=ticket, original_name=name, size=len(content), sha256=digest, kept_on=today)
    ending = extension(name)[:5] if extension(name).isalnum() else "dat"
    paper.file.save(f"{uuid.uuid4().hex}.{ending}", ContentFile(content), save=False)
    paper.save()
    return paper


def remove_paper(ticket, pk):
    """Take one waiting file of this ticket away; gone already is fine."""
    paper = WaitingPaper.objects.filter(ticket=ticket or "-", pk=pk).first()
    if paper is not None:
        discard(paper)


def discard(paper):
    """Delete the row, and its file once that is certain."""
    storage, stored_as = paper.file.storage, paper.file.name
    paper.delete()
    transaction.on_commit(lambda: storage.delete(stored_as))


def hand_over(papers, objection, *, side, actor, today, reason=""):
    """Waiting files become files of the objection, each once. Returns the ObjectionPapers made."""
    made = []
    with acting(actor, reason or "收到材料"):
        for paper in papers:
            if objection.papers.filter(sha256=paper.sha256).exists():
                discard(paper)
                continue
            kept = ObjectionPaper(
                objection=objection, side=side, file=paper.file.name, original_name=paper.original_name,
                size=paper.size, sha256=paper.sha256, received_on=today,
            )  # fmt: skip
            kept.save()
            paper.delete()
            made.append(kept)
    return made


def add_file(objection, *, file, side, actor, today, reason=""):
    """One file registered by the office: through the same quarantine and check. Raises Refusal."""
    paper = keep_paper(new_ticket(), name=file.name, content=file.read(), today=today)
    return hand_over([paper], objection, side=side, actor=actor, today=today, reason=reason)


def left_behind(today):
    """Files chosen on an earlier day and never handed in."""
    return WaitingPaper.objects.filter(kept_on__lt=today)


@transaction.atomic
def purge(paper, *, actor, today):
    """Delete one file that was never handed in (PIPL 47)."""
    key = f"waiting-paper:{paper.pk}:{paper.sha256[:16]}:purge"
    if once(key, duty="purge_waiting_papers", record=paper, effective_on=today, clause="A11"):
        discard(paper)
