"""咨询留言: the form, the receipt, the answer; below it the answers that are public. Works without JavaScript."""

from django.http import Http404
from django.shortcuts import redirect, render

from cms.pages import letters
from cms.pages.forms_letters import LetterFindForm, LetterForm
from cms.pages.gone import gone
from cms.pages.models import Letter, OfficeSettings
from cms.pages.paging import page_of
from cms.pages.visiting import visitor_of
from publicity import flooding
from registry.history import clock
from registry.history.errors import Refusal
from registry.policy.identifiers import check_phone

SUM, DONE, FOLLOWED, TRIED = "letter_sum", "letter", "letter_followed", "letter"
_FIRST_SUM = "现在提交的人较多，请回答最后的算术题后再提交一次，已填的内容都还在。"
_WRONG_SUM = "没有答对算术题“{question}”。请回答新的题目后再提交，已填的内容都还在。"


def letters_page(request):
    """The form and the public answers; whatever goes wrong, what was typed is kept."""
    form = LetterForm(request.POST or None, initial={"kind": "question"})
    question = request.session.get(SUM, {}).get("question", "") if request.method == "POST" else ""
    if question:
        form.ask(question)
    if request.method == "POST" and form.is_valid():
        try:
            letter, code = _receive(request, dict(form.cleaned_data))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            request.session.pop(SUM, None)
            request.session.cycle_key()
            request.session[DONE] = {"pk": letter.pk, "code": code}
            return redirect("letter_receipt")
    page = page_of(request, Letter.objects.public(), 10)
    days = OfficeSettings.objects.values_list("answer_workdays", flat=True).first() or 5
    return render(
        request, "pages/letters.html", {"form": _with_sum(request, form), "page_obj": page, "days": days}
    )


def _receive(request, given):
    visitor, moment, answer = visitor_of(request), clock.moment(), given.pop("answer", "")
    phone = check_phone(given["phone"]).code if given["phone"] else ""
    flooding.must_not_flood(visitor, phone, moment=moment)
    if flooding.is_busy(visitor, moment=moment):
        wanted = request.session.pop(SUM, {})
        if not flooding.answers(answer, wanted.get("answer", "")):
            raise Refusal(_WRONG_SUM.format(question=wanted.get("question", "")) if wanted else _FIRST_SUM)
    received = letters.receive_letter(**given, today=clock.today())
    flooding.note_objection(visitor, phone, moment=moment)
    return received


def _with_sum(request, form):
    if flooding.is_busy(visitor_of(request), moment=clock.moment()):
        question, answer = flooding.question(clock.moment())
        request.session[SUM] = {"question": question, "answer": answer}
        form.ask(question)
    return form


def letter_receipt(request):
    done = request.session.get(DONE) or {}
    letter = Letter.objects.filter(pk=done.get("pk")).first()
    if letter is None:
        return redirect("letters")
    if request.method == "POST":
        request.session.pop(DONE, None)
        return redirect("letters")
    return render(
        request, "pages/letter_receipt.html", {"letter": letter, "code": done["code"], "noindex": True}
    )


def letter_progress(request):
    """The answer, for number and code."""
    if request.method == "POST" and "leave" in request.POST:
        request.session.pop(FOLLOWED, None)
        return redirect("letter_progress")
    asked = request.method == "POST"
    form = LetterFindForm(
        request.POST if asked else None, initial={"receipt_number": request.GET.get("n", "")}
    )
    if asked and form.is_valid():
        try:
            found = _found(request, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            request.session.cycle_key()
            request.session[FOLLOWED] = found.pk
            return redirect("letter_progress")
    shown = None if asked else Letter.objects.filter(pk=request.session.get(FOLLOWED)).first()
    return render(request, "pages/letter_progress.html", {"form": form, "found": shown, "noindex": True})


def _found(request, *, receipt_number, code):
    """Raises Refusal after too many wrong tries from one network, without looking."""
    visitor, moment = visitor_of(request), clock.moment()
    flooding.must_not_guess(visitor, moment=moment)
    try:
        return letters.find_letter(receipt_number, code)
    except Refusal:
        flooding.note_guess(visitor, moment=moment)
        raise


def letter_answer(request, number):
    """One public question and answer; 410 when it is public no more."""
    letter = Letter.objects.filter(receipt_number=number, status__in=("published", "withdrawn")).first()
    if letter is None:
        raise Http404
    if letter.status == "withdrawn":
        return gone(request, "留言和答复")
    return render(request, "pages/letter.html", {"letter": letter})
