"""Where the public checks: a business by its exact code or name, a printed paper by its check code; today or an earlier day."""

import unicodedata

from django.shortcuts import render

from cms.pages.answering import business_answer, named_answer, paper_answer
from cms.pages.asking_often import TOO_OFTEN, count, too_often
from cms.pages.forms import CheckForm
from publicity.checking import first_day
from registry.history import clock

CODE = 18


def check(request):
    """One exact credit code or name, or the check code of a paper. Never a list; never many in a short time."""
    today = clock.today()
    form, answer, status = CheckForm(request.GET or None, today=today, since=first_day()), None, 200
    if request.GET and form.is_valid():
        if too_often(request):
            form.add_error(None, TOO_OFTEN)
            status = 429
        else:
            answer = _answer(form.cleaned_data["code"], form.cleaned_data["on"], today)
            if answer.get("paper") is None:
                count(request)
    return render(request, "pages/check.html", {"form": form, "answer": answer}, status=status)


def _answer(asked, on, today):
    asked = unicodedata.normalize("NFKC", asked).strip()
    if any("\u3400" <= character <= "\u9fff" for character in asked):
        return named_answer(asked, on=on, today=today)
    if len(asked) == CODE:
        return business_answer(asked.upper(), on=on, today=today)
    return paper_answer(asked.upper(), on=on, today=today)
