"""Beginning a draft, saving each step, and finding it again by its number and the whole telephone number."""

from django.db import transaction
from django.utils.crypto import constant_time_compare

from registry.documents.issuing import new_check_code
from registry.ledger.errors import Refusal
from registry.policy.dates import written
from registry.policy.identifiers import clean

from ..models import ApplicationDraft
from ..rounds import round_for
from ..throttle import must_not_be_guessing, note_failure
from .answers import stored

UNKNOWN = "没有找到这份草稿：草稿号与电话不相符，或者电话填写得不完整。请核对后重新输入。"


@transaction.atomic
def start_draft(given, *, today) -> ApplicationDraft:
    """Begin a draft with the first answers, kept until the window closes. Raises Refusal outside the window."""
    chosen = round_for(today)
    if chosen is None:
        raise Refusal(f"{written(today)}没有开放的申报轮次，不能开始填写。推荐申报时间为每年5月份、12月份。")
    return ApplicationDraft.objects.create(
        number=new_check_code(),
        round=chosen,
        answers=stored(given) | {"steps": []},
        started_on=today,
        expires_on=chosen.closes_on,
    )


@transaction.atomic
def save_answers(draft, given, *, today, step="", anew=False) -> ApplicationDraft:
    """Keep the answers of one step, which then counts as answered; `anew` forgets all earlier ones (another code).

    Raises Refusal when the draft is over.
    """
    draft.refresh_from_db(from_queryset=ApplicationDraft.objects.select_for_update())
    must_be_live(draft, today)
    before = {} if anew else draft.answers
    steps = sorted({*before.get("steps", []), *([step] if step else [])})
    draft.answers = before | stored(given) | {"steps": steps}
    draft.save(update_fields=["answers"])
    return draft


def must_be_live(draft, today):
    """Raises Refusal with what became of the draft."""
    if draft.purged_on or draft.expires_on < today:
        raise Refusal(
            f"这份草稿只保留到{written(draft.expires_on)}申报截止，现在已经过期，内容按规定删除。请在下一次申报时间重新填写。"
        )


def continued(pk, *, today) -> ApplicationDraft | None:
    """The draft this visitor is at work on, None when it is over."""
    return ApplicationDraft.objects.live(today).filter(pk=pk).first() if pk else None


def resume(number, phone, *, visitor, today, moment) -> ApplicationDraft:
    """The draft of this number and whole telephone number. Raises Refusal; wrong tries are counted (throttle)."""
    number = clean(number)
    must_not_be_guessing(number, visitor, moment=moment)
    draft = ApplicationDraft.objects.filter(number=number).first()
    if draft is not None and draft.purged_on and draft.application_id is None:
        must_be_live(draft, today)
    told = clean(draft.answers.get("contact_phone", "")) if draft else ""
    if not told or not constant_time_compare(told, clean(phone)):
        note_failure(number, visitor, moment=moment)
        raise Refusal(UNKNOWN)
    must_be_live(draft, today)
    return draft
