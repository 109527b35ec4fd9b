"""Files of a draft: taken in quarantine, checked by content, removable, never served (R23, trust OUT-2)."""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.db import transaction

from registry.ledger.errors import Refusal

from ..files import extension, file_problems, safe_name, size_problems
from ..models import ApplicationDraft, Attachment, DraftPaper
from .keeping import must_be_live

MOST = 12


def keep_paper(draft, *, kind, name, content, today) -> DraftPaper:
    """Keep one file: first in quarantine (待检), then checked. The same file again changes nothing.

    `content` is the file's bytes. Raises Refusal with every reason; a file that fails the check is deleted at once.
    """
    name = safe_name(name)
    problems = size_problems(name, len(content))
    if kind not in Attachment.Kind.values:
        problems.append("没有选择材料类别。请选择征信报告、申报表、营业执照或者其他材料。")
    if problems:
        raise Refusal(problems)
    paper = _quarantined(draft, kind, name, content, today)
    return check_paper(paper, content)


@transaction.atomic
def _quarantined(draft, kind, name, content, today):
    draft.refresh_from_db(from_queryset=ApplicationDraft.objects.select_for_update())
    must_be_live(draft, today)
    digest = hashlib.sha256(content).hexdigest()
    there = draft.papers.filter(kind=kind, sha256=digest).first()
    if there is not None:
        return there
    if draft.papers.count() >= MOST:
        raise Refusal(f"已经上传了{MOST}份材料，不能再增加。请先移除不需要的，或者把几页合成一个PDF文件。")
    paper = DraftPaper(draft=draft, kind=kind, original_name=name, size=len(content), sha256=digest)
    ending = extension(name)[:5] if extension(name).isalnum() else "dat"
    paper.file.save(f"{uuid.uuid4().hex}.{ending}", ContentFile(content), save=False)
    paper.save()
    return paper


def check_paper(paper, content=None) -> DraftPaper:
    """Take a file out of quarantine when its content is what its name says. Raises Refusal and deletes it otherwise."""
    if paper.state == DraftPaper.State.CHECKED:
        return paper
    problems = file_problems(paper.original_name, content if content is not None else content_of(paper))
    if problems:
        discard(paper)
        raise Refusal(problems)
    paper.state = DraftPaper.State.CHECKED
    paper.save(update_fields=["state"])
    return paper


def content_of(paper) -> bytes:
    with paper.file.open("rb") as file:
        return file.read()


def remove_paper(draft, pk, *, today):
    """Take one file of this draft away; gone already is fine."""
    must_be_live(draft, today)
    paper = draft.papers.filter(pk=pk).first()
    if paper is not None:
        discard(paper)


def discard(paper):
    """Delete the row, and its file once that is certain."""
    storage, stored_as = paper.file.storage, paper.file.name
    paper.delete()
    transaction.on_commit(lambda: storage.delete(stored_as))


def missing_papers(draft) -> list[str]:
    """One sentence naming every mandatory paper that is not there yet (文件二（一）1)."""
    there = set(draft.papers.values_list("kind", flat=True))
    missing = [Attachment.Kind(kind).label for kind in Attachment.REQUIRED if kind not in there]
    return [f"还缺少必备材料：{'、'.join(missing)}。请上传后再提交。"] if missing else []
