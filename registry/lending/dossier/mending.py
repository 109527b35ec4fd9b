"""A claim sent back by coded deficiencies, each answered by the bank before it lodges again; every round is kept (R47)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.policy.dates import written

from ..addressees import must_act_for
from ..models import ClaimDeficiency, DossierDocument
from ..rules.deficiency import sentence
from ..rules.dossier import UPLOAD
from .papers import lodgings

DEED = "登记补正"


def raise_deficiencies(claim, found, *, actor, today, reason):
    """Write down what is wanting; `found` are (PaperRequirement or None, code) pairs. Returns the rows."""
    rows = [
        ClaimDeficiency(
            bank=claim.bank, claim=claim, paper=paper, code=code, round=claim.round, raised_on=today
        )
        for paper, code in found
    ]
    with acting(actor, reason or "退回补正"):
        for row in rows:
            row.save()
    return rows


@transaction.atomic
def answer(deficiency, *, actor, today, answer, reason=""):
    """The bank says how it mended one deficiency. A paper that is uploaded needs a new file first. Raises Refusal."""
    require(actor, "lending.add_dossierdocument", DEED)
    must_act_for(deficiency.bank, actor, DEED)
    deficiency.refresh_from_db(from_queryset=ClaimDeficiency._base_manager.select_for_update())
    problems = list(_answer_problems(deficiency, answer))
    if problems:
        raise Refusal(problems)
    deficiency.answer, deficiency.answered_on = answer.strip(), today
    with acting(actor, reason or DEED):
        deficiency.save()
    return deficiency


def _answer_problems(deficiency, answer):
    claim = deficiency.claim
    if deficiency.answered_on:
        yield f"这一项已于{written(deficiency.answered_on)}登记补正，不必重复办理。"
    if claim.status != "returned":
        yield f"代偿申请现在是“{claim.get_status_display()}”，只有“已退回补正”时才登记补正。"
    if not answer.strip():
        yield "没有填写补正说明。请写明补充、更正了什么。"
    if deficiency.paper_id and deficiency.paper.source == UPLOAD and not _anew(deficiency):
        yield f"退回以后还没有重新上传“{deficiency.paper.name}”。请先在“代偿资料包”页面上传，再登记补正。"


def _anew(deficiency):
    """Whether a file of this paper was put in since the claim was sent back."""
    claim = deficiency.claim
    before = lodgings(claim.episode_id) - claim.round + deficiency.round
    rows = DossierDocument.objects.filter(
        dossier__episode=claim.episode_id, standing=True, lodgings__gte=before
    )
    return rows.filter(paper__code=deficiency.paper.code).exists()


def open_problems(claim) -> list[str]:
    """Deficiencies the bank has not answered yet, as sentences."""
    rows = claim.deficiencies.filter(answered_on=None).select_related("paper")
    told = [sentence(row.subject, row.code) for row in rows]
    return [f"{text}补正后在“代偿补正事项”中逐项登记，再重新提交。" for text in told]
