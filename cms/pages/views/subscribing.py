"""Subscribing by e-mail: a form, the page that confirms, the page that ends. The same answer for every address."""

from django import forms
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from cms.pages.forms import SpeakingForm
from cms.pages.visiting import visitor_of
from publicity.subscribing import keeping
from publicity.subscribing.boards import BOARDS, in_words, normal
from publicity.subscribing.links import to_confirm, to_end
from registry.history import clock
from registry.history.errors import Refusal


class SubscribeForm(SpeakingForm):
    """The filter of the list the visitor comes from goes along hidden, beside the form."""

    refused = "没有订阅成："
    board = forms.ChoiceField(
        label="订阅什么", choices=[(b.slug, b.label) for b in BOARDS.values()], widget=forms.RadioSelect
    )
    email = forms.EmailField(
        label="邮箱", max_length=200, help_text="先收到一封确认信，确认之后才会订阅；只用来发送更新，退订当时清除。",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "邮箱的格式不正确，例如 zhangsan@example.cn。"},
    )  # fmt: skip


def subscribe(request):
    """The form for the list named in the address, with its filter in words."""
    if request.method == "POST":
        form = SubscribeForm(request.POST)
        if form.is_valid() and _taken(request, form):
            return redirect("/dingyue/?done=1")
        board, query = request.POST.get("board", ""), request.POST.get("query", "")
    else:
        board = request.GET.get("board", "")
        query = normal(BOARDS[board], request.GET) if board in BOARDS else ""
        form = SubscribeForm(initial={"board": board if board in BOARDS else "notices"})
    conditions = in_words(BOARDS[board], normal(BOARDS[board], _parsed(query))) if board in BOARDS else []
    context = {"form": form, "conditions": conditions, "query": query, "done": "done" in request.GET}
    context["board"] = BOARDS.get(board)
    return render(request, "pages/subscribe.html", context)


def _taken(request, form):
    board, moment = BOARDS[form.cleaned_data["board"]], clock.moment()
    try:
        keeping.must_not_flood(visitor_of(request), moment=moment)
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    query = normal(board, _parsed(request.POST.get("query", "")))
    keeping.ask(form.cleaned_data["email"], board.slug, query, moment=moment)
    return True


def _parsed(query):
    try:
        return QueryDict(query)
    except (ValueError, BadRequest):
        return QueryDict("")


def confirm_subscription(request, token):
    """Opening the link asks; the button confirms (a mail scanner that opens links confirms nothing)."""
    found = to_confirm(token)
    if found is not None and request.method == "POST":
        found = keeping.confirm(found, moment=clock.moment())
    return _page(request, "confirm", found)


@csrf_exempt
def end_subscription(request, token):
    """Opening the link asks; a POST ends it, from the button or from the mail program (RFC 8058)."""
    found = to_end(token)
    if found is not None and request.method == "POST":
        found = keeping.end(found, moment=clock.moment())
    return _page(request, "end", found)


def _page(request, step, found):
    board = BOARDS[found.board] if found else None
    conditions = in_words(board, found.query) if found else []
    context = {"step": step, "found": found, "board": board, "conditions": conditions}
    answer = render(request, "pages/subscription.html", context, status=200 if found else 404)
    answer["Cache-Control"], answer["Referrer-Policy"], answer["X-Robots-Tag"] = (
        "no-store",
        "no-referrer",
        "noindex",
    )
    return answer
