"""The papers of a whole sheet in one pack, and handing in every draft that is complete (R22, R23)."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction

from registry.history.errors import Refusal
from registry.policy.identifiers import check_uscc
from registry.screening import intake
from registry.screening.models import Application, Attachment
from registry.screening.rounds import round_for

from .booking import must_recommend, rows_of
from .packs import read_pack

KIND_NAMES = dict(Attachment.Kind.choices)


@dataclass
class Filed:
    """What became of a pack or of a handing-in; `told` are the sentences a person reads."""

    done: list = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def drafts_of(sheet, *, today):
    """The sheet's applications of the round open today that still wait for papers, in the order of its rows."""
    codes = [row.values["uscc"] for row in rows_of(sheet, today=today) if row.values.get("uscc")]
    wanted = {check_uscc(code).code for code in codes}
    rows = Application.objects.filter(
        round=round_for(today), recommender=sheet.institution, status__in=("draft", "supplement"),
        business__uscc__in=wanted,
    )  # fmt: skip
    return list(rows.select_related("business", "round").order_by("id"))


@transaction.atomic
def file_pack(sheet, *, pack, actor, today, reason="", skip_bad=False) -> Filed:
    """Put every file of the pack (an uploaded zip) with its application. The same pack again changes nothing.

    Raises NotAllowed, and Refusal with the reasons of every file that cannot be placed, unless `skip_bad`.
    """
    must_recommend(actor, sheet.institution)
    waiting = {a.business.uscc: a for a in drafts_of(sheet, today=today)}
    papers = _judged(read_pack(pack.name, pack.read()), waiting)
    bad = [sentence for paper in papers for sentence in paper.problems]
    if bad and not skip_bad:
        raise Refusal(bad)
    filed = Filed(left=bad)
    good = [paper for paper in papers if not paper.problems]
    if not good:
        raise Refusal([*bad, "没有一件材料可以收下。请按上面的说明更正后重新上传。"])
    for paper in good:
        _file(paper, waiting[paper.code], actor, today, reason or f"材料包“{pack.name}”")
        filed.done.append(paper)
    filed.told = [_summary(filed, waiting), *bad]
    return filed


def _judged(papers, waiting):
    seen = Counter((paper.code, paper.kind) for paper in papers if paper.code and paper.kind)
    for paper in papers:
        if paper.code and paper.code not in waiting:
            paper.problems.append(
                f"“{paper.name}”所属的{paper.code}不在这张推荐表尚未提交的申报中。请核对代码，或者先建立申报草稿。"
            )
        elif paper.code and paper.kind and seen[paper.code, paper.kind] > 1:
            paper.problems.append(
                f"{waiting[paper.code].business}的{KIND_NAMES[paper.kind]}在包里有{seen[paper.code, paper.kind]}件，"
                f"“{paper.name}”是其中之一。请合并成一个文件，或者只留一件。"
            )
    return papers


def _file(paper, application, actor, today, reason):
    given = {"kind": paper.kind, "name": paper.name, "content": paper.content}
    kept = intake.attach(application, actor=actor, today=today, reason=reason, **given)
    intake.replace_others(
        application, kinds=[paper.kind], kept=[kept.pk], actor=actor, today=today, reason=reason
    )


def _summary(filed, waiting):
    touched = len({paper.code for paper in filed.done})
    lacking = [a for a in waiting.values() if missing(a)]
    rest = f"，还有{len(lacking)}户材料不齐" if lacking else "，全部材料已齐，可以提交"
    return f"收到{len(filed.done)}件材料，涉及{touched}户{rest}。"


def missing(application):
    """Names of the papers that are still lacking (R23)."""
    held = set(application.attachments.standing().values_list("kind", flat=True))
    return [KIND_NAMES[kind] for kind in Attachment.REQUIRED if kind not in held]


@transaction.atomic
def hand_in(sheet, *, actor, today, reason="") -> Filed:
    """Hand in every draft of the sheet that is complete; the others stay drafts, each with its reason.

    Raises NotAllowed, Refusal when not a single one can be handed in.
    """
    must_recommend(actor, sheet.institution)
    filed = Filed()
    for application in drafts_of(sheet, today=today):
        verb = intake.submit if application.status == "draft" else intake.resubmit
        try:
            with transaction.atomic():
                verb(application, actor=actor, today=today, reason=reason or "推荐表提交")
            filed.done.append(application)
        except Refusal as refusal:
            filed.left.append(f"{application.business}没有提交：{''.join(refusal.sentences)}")
    if not filed.done:
        raise Refusal(filed.left or ["这张推荐表没有等待提交的申报。请先建立申报草稿。"])
    rest = f"，{len(filed.left)}户没有提交" if filed.left else ""
    filed.told = [f"已提交{len(filed.done)}户的申报{rest}。", *filed.left]
    return filed
