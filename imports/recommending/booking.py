"""Taking a recommendation sheet in, and making its rows drafts of one's own institution (R22)."""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.db import transaction

from registry.history.acting import acting
from registry.history.errors import Refusal
from registry.ledger.doors import require
from registry.ledger.errors import NotAllowed
from registry.parties.access import reach
from registry.parties.businesses import register_business
from registry.screening import intake

from .columns import CLAIMS
from .judging import BAD, business_of, judge_sheet
from .models import RecommendationSheet

SOURCE = "sheet"


@transaction.atomic
def stage_sheet(name, content, *, institution, actor, today) -> RecommendationSheet:
    """Keep the file; the same file again gives the sheet there is. Raises NotAllowed, Refusal when it is unfit."""
    must_recommend(actor, institution)
    rows = judge_sheet(name, content, institution=institution, today=today)
    digest = hashlib.sha256(content).hexdigest()
    there = RecommendationSheet.objects.filter(institution=institution, sha256=digest).first()
    if there is not None:
        return _with_file(there, content)
    sheet = RecommendationSheet(
        institution=institution,
        original_name=name[-200:],
        sha256=digest,
        rows=len(rows),
        uploaded_on=today,
        uploaded_by=actor,
    )
    sheet.file.save(f"{uuid.uuid4().hex}.dat", ContentFile(content), save=False)
    with acting(actor, "上传推荐表"):
        sheet.save()
    return sheet


def _with_file(sheet, content):
    """The sheet there is, its file put back where it was lost."""
    if not sheet.file.storage.exists(sheet.file.name):
        sheet.file.storage.save(sheet.file.name, ContentFile(content))
    return sheet


def rows_of(sheet, *, today):
    """The sheet's rows, judged as of `today`. Raises Refusal when the file is no longer kept."""
    try:
        with sheet.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Refusal(
            f"推荐表“{sheet.original_name}”的原文件已不在存储中，不能再读取。请重新上传同一文件。"
        ) from error
    return judge_sheet(sheet.original_name, content, institution=sheet.institution, today=today)


@transaction.atomic
def draft_sheet(sheet, *, actor, today, reason="", partial=False) -> RecommendationSheet:
    """Make a draft of every good row that has none; with bad rows only when `partial`. A second time changes nothing.

    Raises NotAllowed, and Refusal with the reasons of every bad row; then nothing is drafted.
    """
    must_recommend(actor, sheet.institution)
    sheet.refresh_from_db(from_queryset=RecommendationSheet._base_manager.select_for_update())
    rows = rows_of(sheet, today=today)
    bad = [row for row in rows if row.state == BAD]
    if bad and not partial:
        raise Refusal([problem.message for row in bad for problem in row.problems])
    if bad and len(bad) == len(rows):
        raise Refusal("没有一行可以填报。请按错误说明更正后重新上传。")
    with acting(actor, reason or "推荐表填报", source=f"{SOURCE}:{sheet.pk}"):
        made = [_draft(row, sheet.institution, actor, today) for row in rows if row.drafts]
        if made or sheet.confirmed_on is None:
            sheet.drafted += len(made)
            sheet.confirmed_on = today
            sheet.save()
    return sheet


def _draft(row, institution, actor, today):
    said = row.values
    business = business_of(row, institution)
    if business.pk is None:
        business = register_business(business, actor=actor, today=today, reason="推荐表登记")
    return intake.draft_application(
        business, channel="recommended", recommender=institution, contact_name=said["contact_name"],
        contact_phone=said["contact_phone"], actor=actor, today=today, reason="推荐表填报", declared=said,
        **{name: bool(said[name]) for name in CLAIMS},
    )  # fmt: skip


def must_recommend(actor, institution):
    """Raises NotAllowed unless `actor` recommends for this institution now."""
    require(actor, "screening.add_application", "上传推荐表")
    held = actor.memberships.current().filter(role="recommender", institution=institution)
    if institution.pk not in reach(actor).institutions or not held.exists():
        raise NotAllowed(
            f"账号“{actor}”不是{institution}的推荐经办人，不能上传或确认它的推荐表。请由该单位办理。"
        )
