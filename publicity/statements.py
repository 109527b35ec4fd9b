"""Asking the business objected to, and taking its answer: it reads the redacted copy, never the sender (A11)."""

from django.db import transaction
from django.utils.crypto import constant_time_compare

from registry.documents.issuing import issue
from registry.history.acting import acting
from registry.ledger.actors import is_public, public_actor
from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post
from registry.policy.dates import written
from registry.policy.identifiers import clean
from registry.screening.throttle import must_not_be_guessing, note_failure

from .deadlines import statement_by
from .models import ObjectionPaper, Statement
from .papers import hand_over
from .redaction import redacted, redaction_problems
from .wording import question_text

RIGHT = "publicity.investigate_objection"
OPEN = ("accepted", "investigating")
TEXT_LENGTH = (10, 5000)
UNKNOWN = "没有找到这份核实通知：查验码与统一社会信用代码不相符。请核对通知上的12位查验码和营业执照上的代码后重新输入。"
WAIT = "输错的次数太多，请过15分钟后再试。找不到通知的，请带营业执照到旗金融服务中心办理。"


def first_copy(objection) -> str:
    """What the form starts with: the copy made before, or the original with the sender and all numbers hidden."""
    return objection.shared_text or redacted(objection.facts, **_sender(objection))


@transaction.atomic
def share_copy(objection, *, text, actor, today, reason=""):
    """Keep the redacted copy. Raises Refusal while the sender or a number can be read from it."""
    require(actor, RIGHT, "制作脱敏文本")
    if objection.forgotten_on:
        raise Refusal("本件的原文保存期满，已经清除，不能再制作脱敏文本。")
    if hasattr(objection, "statement"):
        raise Refusal("脱敏文本已经随核实通知发出，不能再改。")
    problems = [] if text.strip() else ["脱敏文本是空的。请写明反映的主要情况。"]
    problems += redaction_problems(text, **_sender(objection))
    if problems:
        raise Refusal(problems)
    objection.shared_text, objection.shared_on = text.strip(), today
    with acting(actor, reason or "制作脱敏文本"):
        objection.save(update_fields=["shared_text", "shared_on"])
    return objection


@transaction.atomic
def ask_statement(objection, *, actor, today, reason=""):
    """Send the business the redacted copy and ask for its side, once. Returns the Statement.

    Raises Refusal without a redacted copy, before acceptance, or when it has been asked.
    """
    require(actor, RIGHT, "要求被反映对象说明")
    problems = []
    if objection.status not in OPEN:
        problems.append(f"本件现在是“{objection.get_status_display()}”，受理之后、认定之前才可以要求说明。")
    if not objection.shared_text:
        problems.append("还没有脱敏文本。请先办理“制作脱敏文本”，被反映对象只能看到脱敏文本。")
    if hasattr(objection, "statement"):
        problems.append(f"已于{written(objection.statement.asked_on)}要求说明，不必重复发出。")
    if problems:
        raise Refusal(problems)
    entry, due = objection.entry, statement_by(today)
    recommender = entry.application.recommender
    title, body = question_text(objection=objection, due_on=due)
    letter = issue(
        "statement", title=title, body=body, actor=actor, today=today, about=objection,
        to=[recommender.code] if recommender else [], addressee=entry.shown_name,
    )  # fmt: skip
    statement = Statement(objection=objection, letter=letter, asked_on=today, due_on=due)
    with acting(actor, reason or "要求被反映对象说明"):
        statement.save()
    return statement


def find_statement(check_code, uscc, *, visitor, moment) -> Statement:
    """The question of this letter to this business. Raises Refusal, the same for either being wrong; tries are counted."""
    code, told = clean(check_code), clean(uscc)
    must_not_be_guessing(code, visitor, moment=moment, told=WAIT)
    rows = Statement.objects.select_related("objection__entry__notice", "letter")
    found = rows.filter(letter__check_code=code).first() if code else None
    if found is None or not constant_time_compare(found.objection.entry.uscc, told):
        note_failure(code, visitor, moment=moment)
        raise Refusal(UNKNOWN)
    return found


@transaction.atomic
def give_statement(statement, *, text, signed_by, papers=(), today, actor=None, reason=""):
    """Take in what the business says, once; late is taken too while nothing has been found. Raises Refusal.

    From the public page the text also needs the name of who gives it.
    """
    actor = actor or public_actor()
    if not is_public(actor):
        require(actor, RIGHT, "登记说明")
    statement.refresh_from_db(from_queryset=Statement.objects.select_for_update())
    problems = _statement_problems(statement, text, signed_by)
    if problems:
        raise Refusal(problems)
    statement.text, statement.signed_by = text.strip(), signed_by.strip()
    statement.given_on, statement.online = today, is_public(actor)
    with acting(actor, reason or "被反映对象作出说明"):
        statement.save(update_fields=["text", "signed_by", "given_on", "online"])
    hand_over(papers, statement.objection, side=ObjectionPaper.Side.BUSINESS, actor=actor, today=today)
    _tell_office(statement, today)
    return statement


@transaction.atomic
def record_statement(objection, *, text, signed_by, file=None, actor, today, reason=""):
    """The office takes down a statement made on paper or in person."""
    from .papers import add_file

    statement = Statement.objects.filter(objection=objection).first()
    if statement is None:
        raise Refusal("还没有要求被反映对象说明。请先办理“要求被反映对象说明”。")
    done = give_statement(statement, text=text, signed_by=signed_by, actor=actor, today=today, reason=reason)
    if file:
        add_file(
            objection, file=file, side=ObjectionPaper.Side.BUSINESS, actor=actor, today=today, reason=reason
        )
    return done


def _statement_problems(statement, text, signed_by):
    objection = statement.objection
    if statement.given_on:
        return [f"说明已于{written(statement.given_on)}收到，不能重复提交。有补充的，请联系旗金融服务中心。"]
    if objection.status not in OPEN:
        return [f"本件现在是“{objection.get_status_display()}”，核查已经结束，不再收取说明。"]
    least, most = TEXT_LENGTH
    found = []
    if not least <= len(text.strip()) <= most:
        found.append(f"“说明内容”有{len(text.strip())}个字，应在{least}至{most}字之间。请写明事实经过。")
    if len(signed_by.strip()) < 2:
        found.append("没有填写说明人。请填写法定代表人、经营者或者受委托人的姓名。")
    return found


def _sender(objection):
    return {name: getattr(objection, name) for name in ("name", "phone", "address")}


def _tell_office(statement, today):
    found = statement.objection
    post(
        key=f"statement:{statement.pk}", kind="objection", to=["OFFICE"], today=today, about=found,
        subject=f"收到被反映对象的说明：{found.entry.shown_name}（{found.receipt_number}）",
        body=f"“{found.entry.shown_name}”已就受理号{found.receipt_number}的异议作出说明，"
        "请在后台“公示与公告—异议”中查看并核查认定。",
    )  # fmt: skip
