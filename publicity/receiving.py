"""Receiving an objection from the public page, by letter or in person (A11, §7.2)."""

from django.db import transaction

from registry.documents.issuing import next_number
from registry.ledger.actors import is_public, public_actor
from registry.ledger.doors import perform, register, require
from registry.ledger.errors import Refusal
from registry.ledger.models import StatusChange
from registry.ledger.outbox import post
from registry.policy.identifiers import check_phone

from .deadlines import accept_by, forget_on
from .models import Objection, ObjectionPaper
from .papers import MOST, discard, hand_over

_ANONYMOUS = "匿名反映，作为线索核查。"
FACTS_LENGTH = (10, 5000)


@transaction.atomic
def receive_objection(
    entry, *, sort, name="", phone="", address="", facts, papers=(), today, actor=None, reason=""
):
    """Take in one objection or lead. Returns the Objection with its receipt number; `late` says it came after the end.

    `papers` are WaitingPapers that have passed the check. The same words from the same person again on the same day give the first receipt (a double click).
    Raises Refusal with every reason.
    """
    actor = actor or public_actor()
    if not is_public(actor):
        require(actor, "publicity.accept_objection", "登记异议")
    given = {"sort": sort, "name": name.strip(), "address": address.strip(), "facts": facts.strip()}
    given["phone"], problems = _checked(given, phone)
    papers = list(papers)
    if sort == Objection.Sort.ORGANISATION and not papers and is_public(actor):
        problems.append("单位提出异议应当加盖公章。请上传盖章的书面异议（扫描件或照片）。")
    problems = _entry_problems(entry, today) + problems
    if problems:
        raise Refusal(problems)
    again = entry.objections.filter(received_on=today, **given).first()
    if again is None:
        again = _take_in(entry, given, actor, today, reason)
    side = ObjectionPaper.Side.SENDER
    hand_over(_with_room(again, papers), again, side=side, actor=actor, today=today, reason=reason)
    return again


@transaction.atomic
def add_papers(objection, papers, *, today, actor=None):
    """More files from the sender while the objection is open. Raises Refusal once it has been found or declined."""
    if objection.status not in ("received", "accepted", "lead", "investigating"):
        raise Refusal(f"本件现在是“{objection.get_status_display()}”，不再补充材料。有新情况的，请重新提出。")
    papers = list(papers)
    if not papers:
        raise Refusal("没有选择材料。请选择文件或者拍照后再提交。")
    room = 2 * MOST - objection.papers.filter(side=ObjectionPaper.Side.SENDER).count()
    if len(papers) > room:
        raise Refusal(
            f"本件的材料最多{2 * MOST}份，还可以补充{max(room, 0)}份。更多的材料请送交旗金融服务中心。"
        )
    actor = actor or public_actor()
    return hand_over(
        papers, objection, side=ObjectionPaper.Side.SENDER, actor=actor, today=today, reason="补充材料"
    )


def _with_room(objection, papers):
    """The same words again bring no more files than one form may carry."""
    room = MOST - objection.papers.count()
    for paper in papers[max(room, 0) :]:
        discard(paper)
    return papers[: max(room, 0)]


def _take_in(entry, given, actor, today, reason):
    anonymous = given["sort"] == Objection.Sort.ANONYMOUS
    objection = Objection(
        entry=entry,
        receipt_number=f"YY{today.year}{next_number('yiyi', today.year):04d}",
        received_on=today,
        late=not entry.notice.is_open(today),
        accept_due_on=None if anonymous else accept_by(today),
        forget_on=forget_on(today) if anonymous else None,
        **given,
    )
    register(objection, actor=actor, today=today, reason=reason, clause="A11")
    if objection.sort == Objection.Sort.ANONYMOUS:
        because = StatusChange.objects.of(objection).last()
        perform(objection, "treat_as_lead", actor=actor, today=today, reason=_ANONYMOUS, because=because)
    _tell_office(objection, today)
    return objection


def _entry_problems(entry, today):
    notice = entry.notice
    if notice.status not in ("open", "closed") or not notice.published_on or notice.published_on > today:
        return [f"“{notice}”没有在公示，不能就它提出异议。请在“公示”栏目中选择正在公示的名单。"]
    if entry.listed_on is None or entry.status == "withdrawn":
        return [f"“{entry.shown_name}”已不在公示名单中，不必再提出异议。如有疑问请联系{notice.contact}。"]
    return []


def _checked(given, phone):
    """The telephone number as stored, and every reason against the form (real-name rules of §7.2)."""
    problems, sort = [], given["sort"]
    number = phone.strip()
    if sort not in Objection.Sort.values:
        problems.append("没有选择异议人类别。请选择个人实名、单位或者匿名线索。")
    elif sort != Objection.Sort.ANONYMOUS:
        number, found = _real_name(given, phone)
        problems += found
    problems += _too_long(given) + facts_problems(given["facts"])
    return number, problems


def facts_problems(facts) -> list[str]:
    """Why these facts and reasons are too short or too long."""
    least, most = FACTS_LENGTH
    if least <= len(facts) <= most:
        return []
    return [
        f"“事实与理由”有{len(facts)}个字，应在{least}至{most}字之间。请写明时间、事情经过和您知道的证据。"
    ]


def real_name_problems(name, phone, address) -> dict[str, list[str]]:
    """What is missing of a person or a body that gives its name, by the name of the field (§7.2)."""
    found = {"name": [], "phone": [str(reason) for reason in check_phone(phone).errors], "address": []}
    if len(name) < 2:
        found["name"].append(
            "没有填写姓名或单位名称。个人应填写真实姓名，单位应填写全称；不愿具名的请选择“匿名线索”。"
        )
    if not address:
        found["address"].append("没有填写联系地址。书面答复需要寄达，请填写能收到信件的地址。")
    return found


def _real_name(given, phone):
    found = real_name_problems(given["name"], phone, given["address"])
    return check_phone(phone).code, [sentence for sentences in found.values() for sentence in sentences]


def _too_long(given):
    fields = ((name, Objection._meta.get_field(name)) for name in ("name", "address"))
    return [
        f"“{field.verbose_name}”有{len(given[name])}个字，最多{field.max_length}个字。请写得简短些。"
        for name, field in fields
        if len(given[name]) > field.max_length
    ]


def _tell_office(objection, today):
    kind = "线索" if objection.sort == Objection.Sort.ANONYMOUS else "异议"
    late = "（公示期外收到）" if objection.late else ""
    post(
        key=f"objection:{objection.receipt_number}",
        kind="objection",
        to=["OFFICE"],
        subject=f"收到{kind}{late}：{objection.receipt_number}",
        body=f"对“{objection.entry.shown_name}”（{objection.entry.notice.number}）的{kind}已收到{late}，"
        f"受理号{objection.receipt_number}。请在后台“公示与公告—异议”中办理。内容只供经办人查看，不得外传。",
        today=today,
        about=objection,
    )
