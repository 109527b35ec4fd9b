"""The business objected to makes its statement: by the letter's check code and its own credit code (A11)."""

from django.shortcuts import redirect, render

from cms.pages.forms import ACCEPT, KINDS, StatementFindForm, StatementForm
from cms.pages.visiting import visitor_of
from publicity import papers
from publicity.models import Statement
from publicity.statements import OPEN, find_statement, give_statement
from registry.history import clock
from registry.history.errors import Refusal

from .objecting import take_files

HELD, TICKET = "statement_held", "statement_ticket"


def statement(request):
    """Find the letter, read the redacted copy, answer once; what was typed and chosen is kept."""
    if "leave" in request.POST:
        for name in (HELD, TICKET):
            request.session.pop(name, None)
        return redirect("statement")
    held = Statement.objects.select_related("objection__entry__notice", "letter")
    held = held.filter(pk=request.session.get(HELD)).first()
    return _answer(request, held) if held else _find(request)


def _find(request):
    form = StatementFindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = find_statement(
                form.cleaned_data["check_code"], form.cleaned_data["uscc"], visitor=visitor_of(request),
                moment=clock.moment(),
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            request.session.cycle_key()
            request.session[HELD] = found.pk
            return redirect("statement")
    return render(request, "pages/statement.html", {"form": form})


def _answer(request, held):
    problems, given = (
        [],
        {"text": request.POST.get("text", ""), "signed_by": request.POST.get("signed_by", "")},
    )
    if request.method == "POST":
        problems = take_files(request, TICKET)
        if request.POST.get("remove", "").isdecimal():
            papers.remove_paper(request.session.get(TICKET), request.POST["remove"])
    sending = request.method == "POST" and not {"remove", "upload"} & set(request.POST)
    form = StatementForm(request.POST if sending else None, initial=given)
    if sending and form.is_valid() and not problems:
        try:
            give_statement(
                held,
                papers=papers.waiting(request.session.get(TICKET)),
                today=clock.today(),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            request.session.pop(TICKET, None)
            return redirect("statement")
    context = {
        "held": held, "form": form, "problems": problems, "papers": papers.waiting(request.session.get(TICKET)),
        "accept": ACCEPT, "kinds": KINDS, "may": held.given_on is None and held.objection.status in OPEN,
    }  # fmt: skip
    return render(request, "pages/statement.html", context)
