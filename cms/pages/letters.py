"""Letters from the public: taken in, answered, published by two persons, forgotten (domain §6.3, §5.4)."""

import secrets

from django.db import transaction

from publicity.deadlines import forget_on, workdays_after
from registry.documents.issuing import next_number
from registry.history.acting import acting
from registry.ledger.actors import public_actor
from registry.ledger.doors import may_happen, may_person, perform, register
from registry.ledger.effects import once
from registry.ledger.errors import Refusal
from registry.ledger.models import Effect
from registry.ledger.outbox import post
from registry.policy.dates import written
from registry.policy.identifiers import check_phone
from registry.policy.privacy import hidden, publication_problems
from registry.screening.keyed import lookup_key

from .models import Letter, OfficeSettings

ALARM, FORGET = "letter_alarms", "forget_letters"
LENGTHS = {"subject": (2, 60), "text": (5, 3000)}
ANSWER = (5, 5000)
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@transaction.atomic
def receive_letter(*, kind, subject, text, name="", phone="", may_publish=False, today):
    """Take in one letter. Returns it and the code its writer follows it with; the same words again today give the first one.

    Raises Refusal with every reason. A telephone is not asked for; one that is given must be one.
    """
    given = {
        "kind": kind,
        "subject": subject.strip(),
        "text": text.strip(),
        "name": name.strip(),
        "may_publish": may_publish,
    }
    given["phone"], problems = _phone(phone)
    for field, (least, most) in LENGTHS.items():
        if not least <= len(given[field]) <= most:
            label = "主题" if field == "subject" else "内容"
            problems.append(f"“{label}”有{len(given[field])}个字，应在{least}至{most}字之间。")
    if problems:
        raise Refusal(problems)
    again = Letter.objects.filter(received_on=today, **given).first()
    letter = again or _take_in(given, today)
    return letter, code_of(letter.receipt_number)


def code_of(number) -> str:
    """The code on the receipt: made from the number and the site's secret, so that a double click shows the same one."""
    digest = bytes.fromhex(lookup_key("liuyan-code", number))
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:8])


def _phone(phone):
    if not phone.strip():
        return "", []
    check = check_phone(phone)
    return check.code, [str(reason) for reason in check.errors]


def _take_in(given, today):
    number = f"LY{today.year}{next_number('liuyan', today.year):05d}"
    letter = Letter(
        receipt_number=number,
        code_key=lookup_key("liuyan", number, code_of(number)),
        received_on=today,
        due_on=answer_by(today),
        **given,
    )
    register(letter, actor=public_actor(), today=today, clause="国办秘函〔2019〕19号")
    post(
        key=f"letter:{number}", kind="letter", to=["OFFICE"], today=today, about=letter,
        subject=f"收到留言：{number}（{letter.get_kind_display()}）",
        body=f"收到{letter.get_kind_display()}留言，编号{number}。请在{written(letter.due_on)}前在后台“公示与公告—咨询留言”中答复。",
    )  # fmt: skip
    return letter


def answer_by(today):
    """The last day to answer: the office's own promise, in working days after the day of receipt."""
    days = OfficeSettings.objects.values_list("answer_workdays", flat=True).first() or 5
    return workdays_after(today, days)


def find_letter(number, code) -> Letter:
    """The letter of this number and code. Raises Refusal, the same for a wrong number and a wrong code."""
    number, code = number.strip().upper(), code.strip().upper()
    found = Letter.objects.filter(receipt_number=number).first()
    if found is None or not secrets.compare_digest(found.code_key, lookup_key("liuyan", number, code)):
        raise Refusal("没有找到这件留言。请核对回执上的编号和查询码；回执丢失的，请打电话询问。")
    return found


@transaction.atomic
def answer(letter, *, actor, today, reason="", text):
    """答复: its writer reads it with number and code. It tells no full number of a person."""
    _must("answer", letter, actor, reason, _answer_problems({"答复": text}))
    perform(letter, "answer", actor=actor, today=today, reason=reason)
    _keep(letter, actor, "答复", answer=text.strip(), answered_on=today, forget_on=forget_on(today))


@transaction.atomic
def decline(letter, *, actor, today, reason):
    perform(letter, "decline", actor=actor, today=today, reason=reason)
    _keep(letter, actor, reason, answer=reason, answered_on=today, forget_on=forget_on(today))


@transaction.atomic
def prepare(letter, *, actor, today, reason="", subject, text, answer):
    """拟公开: the edited copy. Raises Refusal without the writer's consent, or where it still tells who wrote."""
    copy = {"公开的主题": subject.strip(), "公开的内容": text.strip(), "公开的答复": answer.strip()}
    _must("prepare", letter, actor, reason, copy_problems(letter, copy))
    perform(letter, "prepare", actor=actor, today=today, reason=reason)
    names = ("public_subject", "public_text", "public_answer")
    _keep(letter, actor, "拟公开", **dict(zip(names, copy.values(), strict=True)))


@transaction.atomic
def publish(letter, *, actor, today, reason=""):
    """批准公开, by another person than the one who edited the copy."""
    copy = {
        "公开的主题": letter.public_subject,
        "公开的内容": letter.public_text,
        "公开的答复": letter.public_answer,
    }
    _must("publish", letter, actor, reason, copy_problems(letter, copy))
    perform(letter, "publish", actor=actor, today=today, reason=reason)
    _keep(letter, actor, "批准公开", published_on=today)


@transaction.atomic
def keep(letter, *, actor, today, reason):
    perform(letter, "keep", actor=actor, today=today, reason=reason)


@transaction.atomic
def withdraw(letter, *, actor, today, reason):
    perform(letter, "withdraw", actor=actor, today=today, reason=reason)


def first_copy(letter) -> dict:
    """The copy to begin with: numbers hidden, the writer's name taken out."""
    covered = {"subject": letter.subject, "text": letter.text, "answer": letter.answer}
    told = {name: hidden(text) for name, text in covered.items()}
    return {
        name: text.replace(letter.name, "某某") if len(letter.name) > 1 else text
        for name, text in told.items()
    }


def copy_problems(letter, copy) -> list[str]:
    """Why this copy may not be public."""
    found = publication_problems(copy)
    if not letter.may_publish:
        found.append("留言人没有同意公开，只答复本人。请办理“不公开”。")
    found += [f"“{label}”没有填写。" for label, text in copy.items() if not text]
    for part, what in ((letter.name, "称呼"), (letter.phone, "电话")):
        if len(part) > 1 and any(part in text for text in copy.values()):
            found.append(f"拟公开的文字里有留言人的{what}，请删去。")
    return found


def _answer_problems(texts):
    least, most = ANSWER
    short = [
        f"“{label}”有{len(t.strip())}个字，应在{least}至{most}字之间。"
        for label, t in texts.items()
        if not least <= len(t.strip()) <= most
    ]
    return short + publication_problems(texts)


def _must(move, letter, actor, reason, problems):
    step = Letter.TABLE.by_name[move]
    may_happen(letter, step, Letter.TABLE, reason)
    may_person(letter, step, Letter.TABLE, actor)
    if problems:
        raise Refusal(problems)


def _keep(letter, actor, reason, **values):
    for name, value in values.items():
        setattr(letter, name, value)
    with acting(actor, reason):
        letter.save(update_fields=list(values))


def late_letters(today):
    """Letters past their day of which the office has not been told."""
    rows = list(Letter.objects.overdue(today).order_by("pk"))
    told = set(Effect.objects.filter(key__in=[_late(row) for row in rows]).values_list("key", flat=True))
    return [row for row in rows if _late(row) not in told]


def tell_late(letter, *, actor, today):
    if once(
        _late(letter), duty=ALARM, record=letter, effective_on=letter.due_on, clause="国办秘函〔2019〕19号"
    ):
        post(
            key=_late(letter), kind="letter", to=["OFFICE"], today=today, about=letter,
            subject=f"留言超期：{letter.receipt_number}应在{written(letter.due_on)}前答复",
            body=f"{letter.get_kind_display()}留言{letter.receipt_number}应在{written(letter.due_on)}前答复，至今没有答复。"
            "网上咨询三个月不答复的，政府网站检查一票否决。请立即在后台“公示与公告—咨询留言”中办理。",
        )  # fmt: skip


def _late(letter):
    return f"letter:{letter.pk}:late"


def letters_to_forget(today):
    return Letter.objects.to_forget(today).order_by("pk")


@transaction.atomic
def forget_letter(letter, *, actor, today):
    """Empty what the writer typed, history included; number, answer and the published copy stay."""
    key = f"letter:{letter.pk}:forget"
    if not once(key, duty=FORGET, record=letter, effective_on=letter.forget_on, clause="个保法25"):
        return
    empty = dict.fromkeys(Letter.PERSONAL, "")
    _keep(letter, actor, "保存期满，清除留言人信息和原文", **empty, forgotten_on=today)
    Letter.history.filter(id=letter.pk).update(**empty)
