"""Objecting to an entry on notice: files first, then the words, a receipt, and how far it is (A11)."""

import segno
from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse

from cms.pages.blank import alike_when_blank
from cms.pages.forms import ACCEPT, KINDS, ObjectionForm, ProgressForm
from cms.pages.visiting import visitor_of
from publicity import flooding, papers
from publicity.models import Objection
from publicity.progress import find_objection, progress, receipt_sentences
from publicity.receiving import add_papers, receive_objection
from registry.history import clock
from registry.history.errors import Refusal
from registry.policy.identifiers import check_phone

TICKET, SUM, DONE, FOLLOWED = "feedback_ticket", "feedback_sum", "objection", "objection_followed"
_FIRST_SUM = "现在提交的人较多，请回答最后的算术题后再提交一次，已填的内容都还在。"
WRONG_SUM = "没有答对算术题“{question}”。请回答新的题目后再提交，已填的内容都还在。"


@alike_when_blank
def feedback(request):
    """The form; what was chosen or typed is kept whatever goes wrong."""
    today, asked, problems = clock.today(), request.method == "POST", []
    if asked:
        problems = take_files(request, TICKET)
        if "remove" in request.POST and request.POST["remove"].isdecimal():
            papers.remove_paper(request.session.get(TICKET), request.POST["remove"])
    sending = asked and not {"remove", "upload"} & set(request.POST)
    question = request.session.get(SUM, {}).get("question", "") if sending else ""
    form = ObjectionForm(
        request.POST if sending else None, today=today, question=question,
        initial=kept_words(request) if asked else {"entry": request.GET.get("entry")},
    )  # fmt: skip
    if sending and form.is_valid() and not problems:
        try:
            objection = _receive(request, form, today)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            _receipt_for(request, objection)
            return redirect("feedback_receipt")
    context = {
        "form": _with_question(request, form), "problems": problems, "papers": papers.waiting(request.session.get(TICKET)),
        "accept": ACCEPT, "kinds": KINDS, "any": form.fields["entry"].queryset.exists(),
    }  # fmt: skip
    return render(request, "pages/feedback.html", context)


def _receive(request, form, today):
    given, visitor, moment = dict(form.cleaned_data), visitor_of(request), clock.moment()
    answer = given.pop("answer", "")
    phone = "" if given["sort"] == Objection.Sort.ANONYMOUS else check_phone(given["phone"]).code
    flooding.must_not_flood(visitor, phone, moment=moment)
    if flooding.is_busy(visitor, moment=moment):
        wanted = request.session.pop(SUM, {})
        if not flooding.answers(answer, wanted.get("answer", "")):
            raise Refusal(WRONG_SUM.format(question=wanted.get("question", "")) if wanted else _FIRST_SUM)
    objection = receive_objection(
        today=today, papers=papers.waiting(request.session.get(TICKET)), **_of_the_sort(given)
    )
    flooding.note_objection(visitor, phone, moment=moment)
    return objection


def _of_the_sort(given):
    """Nothing of a person is kept with an anonymous lead, whatever was typed."""
    if given["sort"] == Objection.Sort.ANONYMOUS:
        return given | {"name": "", "phone": "", "address": ""}
    return given


def _with_question(request, form):
    """While the network is busy, the form carries a new sum."""
    if not flooding.is_busy(visitor_of(request), moment=clock.moment()):
        return form
    question, answer = flooding.question(clock.moment())
    request.session[SUM] = {"question": question, "answer": answer}
    form.ask(question)
    return form


def kept_words(request):
    return {
        name: request.POST.get(name, "") for name in ("entry", "sort", "name", "phone", "address", "facts")
    }


def take_files(request, name) -> list[str]:
    """Put what was chosen into quarantine under this visitor's ticket. Returns why some were not taken."""
    chosen, problems = request.FILES.getlist("evidence"), []
    if chosen and not request.session.get(name):
        request.session[name] = papers.new_ticket()
    for file in chosen:
        try:
            flooding.must_not_pile_up(visitor_of(request), moment=clock.moment())
            flooding.note_paper(visitor_of(request), moment=clock.moment())
            if too_big := papers.size_problems(file.name, file.size):
                raise Refusal(too_big)
            papers.keep_paper(request.session[name], name=file.name, content=file.read(), today=clock.today())
        except Refusal as refusal:
            problems += refusal.sentences
    return problems


def _receipt_for(request, objection):
    for name in (TICKET, SUM):
        request.session.pop(name, None)
    if request.session.session_key:
        request.session.cycle_key()
    request.session[DONE] = objection.pk


def feedback_receipt(request):
    """The receipt: number, what comes next, printable with a QR code to its progress."""
    objection = Objection.objects.filter(pk=request.session.get(DONE)).select_related("entry__notice").first()
    if objection is None:
        return redirect("feedback")
    if request.method == "POST":
        request.session.pop(DONE, None)
        return redirect("feedback")
    address = f"{settings.SITE_URL}{reverse('feedback_progress')}?n={objection.receipt_number}"
    context = {
        "objection": objection, "lines": receipt_sentences(objection), "papers": objection.papers.count(),
        "qr": segno.make(address, error="m").svg_data_uri(scale=4, border=2),
    }  # fmt: skip
    return render(request, "pages/feedback_receipt.html", context)


def feedback_progress(request):
    """How far an objection is; for the whole telephone number also its letters, and more papers may be handed in."""
    if request.method == "POST" and "leave" in request.POST:
        request.session.pop(FOLLOWED, None)
        return redirect("feedback_progress")
    asked = request.method == "POST" and "receipt_number" in request.POST
    form = ProgressForm(request.POST if asked else None, initial={"receipt_number": request.GET.get("n", "")})
    if asked and form.is_valid():
        try:
            objection, whole = find_objection(
                form.cleaned_data["receipt_number"], form.cleaned_data["phone"], visitor=visitor_of(request),
                moment=clock.moment(),
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            request.session.cycle_key()
            request.session[FOLLOWED] = {"pk": objection.pk, "whole": whole}
            return redirect("feedback_progress")
    objection, whole = (None, False) if asked or request.GET.get("n") else _followed(request)
    context = {"form": form, "accept": ACCEPT, "kinds": KINDS, "problems": [], "whole": whole}
    if objection is not None:
        if request.method == "POST" and "add" in request.POST:
            context["problems"], context["added"] = _add(request, objection) if whole else ([], 0)
        context["found"] = progress(objection, whole=whole)
    return render(request, "pages/feedback_progress.html", context)


def _followed(request):
    held = request.session.get(FOLLOWED) or {}
    found = Objection.objects.filter(pk=held.get("pk")).select_related("entry__notice").first()
    return (found, bool(held.get("whole"))) if found else (None, False)


def _add(request, objection):
    """(why files were not taken, how many were)."""
    ticket = f"add_{objection.pk}"
    problems = take_files(request, ticket)
    chosen = papers.waiting(request.session.pop(ticket, None))
    if problems and not chosen:
        return problems, 0
    try:
        made = add_papers(objection, chosen, today=clock.today())
    except Refusal as refusal:
        return problems + refusal.sentences, 0
    return problems, len(made)
