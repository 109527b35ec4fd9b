"""The bank puts files into the compensation file and takes wrong ones out; while the office decides, nothing moves."""

from django.db import transaction
from django.db.models import Sum

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.policy.dates import written

from ..addressees import must_act_for
from ..files import keep_file
from ..models import ClaimDossier, CompensationClaim, DossierDocument
from ..rules.dossier import UPLOAD
from .holdings import CLOSED, FROZEN

DEED = "上传代偿资料"


@transaction.atomic
def upload(dossier, *, actor, today, paper, file, about="", reason=""):
    """Put one file in as `paper`; `file` is (name, bytes). Returns the DossierDocument. Raises Refusal, NotAllowed."""
    require(actor, "lending.add_dossierdocument", DEED)
    must_act_for(dossier.bank, actor, DEED)
    ClaimDossier._base_manager.select_for_update().get(pk=dossier.pk)
    problems = shut(dossier)
    if paper.source != UPLOAD:
        problems.append(f"“{paper.name}”由系统从登记的记录中取得，不用上传。请在相应页面登记。")
    if not file:
        problems.append("没有选择文件。请选择要上传的文件。")
    if problems:
        raise Refusal(problems)
    document = DossierDocument(
        bank=dossier.bank,
        dossier=dossier,
        paper=paper,
        about=about.strip(),
        uploaded_on=today,
        uploaded_by=actor,
        lodgings=lodgings(dossier.episode_id),
    )
    keep_file(document, "file", file)
    with acting(actor, reason or f"上传{paper.name}"):
        document.save()
    return document


@transaction.atomic
def take_out(document, *, actor, today, reason):
    """Take a wrong file out of the compensation file. It is kept, with the reason. Raises Refusal, NotAllowed."""
    require(actor, "lending.add_dossierdocument", "撤下代偿资料")
    must_act_for(document.bank, actor, "撤下代偿资料")
    document.refresh_from_db(from_queryset=DossierDocument._base_manager.select_for_update())
    problems = shut(document.dossier)
    if not document.standing:
        problems.append(f"{document}已于{written(document.taken_out_on)}撤下，不必重复办理。")
    if not reason.strip():
        problems.append("没有写明撤下理由。请写明哪里不对、以哪一份为准。")
    if problems:
        raise Refusal(problems)
    document.standing, document.taken_out_on, document.taken_out_for = False, today, reason.strip()[:200]
    with acting(actor, reason):
        document.save()
    return document


@transaction.atomic
def reclassify(document, *, actor, today, paper, reason):
    """The file was put in under the wrong name: it becomes `paper` instead. The old name stays in its history."""
    require(actor, "lending.add_dossierdocument", "改正资料名称")
    must_act_for(document.bank, actor, "改正资料名称")
    document.refresh_from_db(from_queryset=DossierDocument._base_manager.select_for_update())
    problems = shut(document.dossier) + list(_naming_problems(document, paper, reason))
    if problems:
        raise Refusal(problems)
    document.paper = paper
    with acting(actor, reason):
        document.save(update_fields=["paper"])
    return document


def _naming_problems(document, paper, reason):
    if not document.standing:
        yield f"{document}已于{written(document.taken_out_on)}撤下，不能再改名称。需要的，请重新上传。"
    if paper.source != UPLOAD:
        yield f"“{paper.name}”由系统从登记的记录中取得，不用文件。请选择银行上传的资料。"
    if paper.pk == document.paper_id:
        yield f"这份文件已经是“{paper.name}”。请选择另一种资料。"
    if not reason.strip():
        yield "没有写明理由。请写明原来错在哪里。"


def lodgings(episode_id) -> int:
    """How often claims of an episode have been lodged so far."""
    rows = CompensationClaim.objects.filter(episode=episode_id)
    return rows.aggregate(total=Sum("round"))["total"] or 0


def shut(dossier):
    """Why nothing may be put in or taken out now."""
    episode = dossier.episode
    if episode.status in CLOSED:
        return [f"{episode}现在是“{episode.get_status_display()}”，代偿资料包不再增减。"]
    claim = episode.claims.filter(status__in=FROZEN).first()
    if claim is None:
        return []
    return [
        f"代偿申请现在是“{claim.get_status_display()}”，资料包不能增减，以免审批的不是同一份资料。"
        "确需补充的，请办公室先退回补正，或者先撤回申请。"
    ]
