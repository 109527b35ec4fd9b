"""Answering a supplement: exactly what was asked, one thing at a time, kept at once; then handed in again (R23)."""

from django.shortcuts import redirect, render

from cms.pages.forms_applying import ContactForm, FiguresForm, PaperForm
from registry.history import clock
from registry.history.errors import Refusal
from registry.ledger.actors import public_actor
from registry.screening import supplements
from registry.screening.files import size_problems
from registry.screening.models import Application
from registry.screening.progress import progress_of
from registry.screening.supplements import CONTACT, FIGURES, ITEMS

from .applying_session import followed

OTHER = "other"


def apply_supplement(request):
    """The list of what is asked, each with its own form; open to who gave the whole telephone number."""
    application, whole = followed(request)
    own = application is not None and application.channel == Application.Channel.SELF
    if not (own and whole and application.status == "supplement"):
        return redirect("apply_progress")
    today, item = clock.today(), request.POST.get("item", "")
    forms, problems = _forms(application, today), []
    try:
        if "finish" in request.POST:
            supplements.answer_supplement(application, actor=public_actor(), today=today)
            return redirect("apply_receipt")
        if item in ITEMS:
            forms[item] = _form(application, item, today, request)
            if forms[item].is_valid() and not {"find", "all"} & set(request.POST):
                _supply(application, item, forms[item], today)
                return redirect("apply_supplement")
            if {"find", "all"} & set(request.POST):
                forms[item].errors.clear()
    except Refusal as refusal:
        problems = refusal.sentences
        application.refresh_from_db()
    found = progress_of(application, today=today, whole=True)
    rows = [
        {"key": key, "label": ITEMS[key], "done": key in application.supplement_done, "form": form,
         "files": application.attachments.standing().filter(kind=key)}
        for key, form in forms.items()
    ]  # fmt: skip
    context = {"application": application, "rows": rows, "problems": problems, "found": found,
               "asked": next((line["reason"] for line in reversed(found["lines"]) if line["reason"]), "")}  # fmt: skip
    return render(request, "pages/apply_supplement.html", context)


def _forms(application, today):
    return {item: _form(application, item, today) for item in application.supplement_items or [OTHER]}


def _form(application, item, today, request=None):
    data = request.POST if request else None
    if item == CONTACT:
        return ContactForm(
            data, initial={n: getattr(application, n) for n in ("contact_name", "contact_phone")}
        )
    if item == FIGURES:
        whole = "all" in request.POST if request else False
        return FiguresForm(data, today=today, initial=_declared(application), whole_list=whole)
    given = {"kind": item} | (data.dict() if data else {})
    return PaperForm(given, request.FILES) if request else PaperForm(initial={"kind": item})


def _declared(application):
    held = {name: getattr(application, name) for name in supplements.WORDS[FIGURES]}
    for name in ("revenue", "assets"):
        amount = held.pop(name)
        held[f"{name}_wan"] = "" if amount is None else f"{(amount / 10_000).normalize():f}"
    return held


def _supply(application, item, form, today):
    actor = public_actor()
    if item in (CONTACT, FIGURES):
        given = form.answers() if item == FIGURES else form.cleaned_data
        supplements.supply_words(application, item=item, given=given, actor=actor, today=today)
        return
    file = form.cleaned_data["file"]
    if problems := size_problems(file.name, file.size):
        raise Refusal(problems)
    supplements.supply_paper(
        application, kind=item, name=file.name, content=file.read(), actor=actor, today=today
    )
