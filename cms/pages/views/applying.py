"""Applying step by step: each page saves its answers and leads to the next; nothing needs JavaScript (R22–R24)."""

from django.http import Http404
from django.shortcuts import redirect, render

from cms.pages.forms_applying import ConsentsForm, FiguresForm, KnownForm, NewForm, PaperForm, SubjectForm
from registry.history import clock
from registry.history.errors import Refusal
from registry.policy.identifiers import check_uscc
from registry.screening import drafts
from registry.screening.drafts.answers import business_of, kind_of_answers
from registry.screening.files import size_problems
from registry.screening.models import Attachment

from .applying_session import draft_of, follow, take_up
from .applying_shown import masked, summary

TITLES = {
    "zhuti": "谁来申报",
    "xinxi": "主体信息",
    "jingying": "经营情况",
    "panduan": "初步判断",
    "shengming": "声明与授权",
    "cailiao": "材料",
    "hedui": "核对并提交",
}
STEPS = tuple(TITLES)


def apply_step(request, name):
    """One step; earlier ones first, and nothing of a draft that is over."""
    if name not in TITLES:
        raise Http404
    today = clock.today()
    draft = draft_of(request, today)
    if draft is None and name != "zhuti":
        return redirect("/shenbao/?over=1")
    if draft is not None:
        if draft.application_id and not drafts.may_still_change(draft.application, moment=clock.moment()):
            return redirect("apply_receipt")
        reached = _reached(draft, today)
        if STEPS.index(name) > STEPS.index(reached):
            return redirect("apply_step", reached)
    return _VIEWS[name](request, draft, today)


def _reached(draft, today):
    """The furthest step that may be opened: the first one not answered, never past a verdict that forbids."""
    answered = draft.answers.get("steps", [])
    first = next((step for step in STEPS if step not in answered and step != "panduan"), "hedui")
    if STEPS.index(first) > STEPS.index("panduan") and not _verdict(draft, today).ok:
        return "panduan"
    return first


def _verdict(draft, today):
    own = draft.application
    return drafts.judge(drafts.answers_of(draft), today=own.received_on if own else today, own=own)


def _page(request, name, draft, **context):
    index = STEPS.index(name)
    context |= {
        "name": name, "title": TITLES[name], "number": index + 1, "count": len(STEPS), "draft": draft,
        "back": STEPS[index - 1] if index else "", "steps": list(TITLES.items()),
    }  # fmt: skip
    return render(request, f"pages/apply_{name}.html", context)


def _save(draft, name, given, today, *, anew=False):
    drafts.save_answers(draft, given, today=today, step=name, anew=anew)
    return redirect("apply_step", _onward(draft, name))


def _onward(draft, name):
    """The next step; with everything answered, straight back to the last page (after figures by way of the verdict)."""
    whole = set(STEPS) - {"panduan", "hedui"} <= set(draft.answers.get("steps", []))
    if whole and name not in ("zhuti", "xinxi", "jingying"):
        return "hedui"
    return "panduan" if whole else STEPS[STEPS.index(name) + 1]


def _subject(request, draft, today):
    form = SubjectForm(request.POST or None, initial=draft.answers if draft else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if draft is not None and draft.application_id and given["uscc"] != draft.answers["uscc"]:
            form.add_error("uscc", "已经提交的申报不能改换信用代码。填错了的，请撤回后重新申报。")
            return _page(request, "zhuti", draft, form=form)
        try:
            if draft is None:
                draft = drafts.start_draft(given, today=today)
                take_up(request, draft)
            return _save(draft, "zhuti", given, today, anew=given["uscc"] != draft.answers["uscc"])
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(request, "zhuti", draft, form=form)


def _particulars(request, draft, today):
    answers, known = draft.answers, business_of(draft.answers)
    if answers.get("entered_by_draft"):
        known = None
    individual = kind_of_answers(answers) == "individual"
    options = {"individual": individual, "masked": answers.get("operator_masked", ""), "initial": answers}
    if known is None:
        options |= {"uscc": answers["uscc"], "contact_phone": answers["contact_phone"]}
    form = (NewForm if known is None else KnownForm)(request.POST or None, **options)
    if request.method == "POST" and form.is_valid():
        return _save(draft, "xinxi", form.answers(), today)
    remarks = [str(warning) for warning in check_uscc(answers["uscc"]).warnings]
    return _page(request, "xinxi", draft, form=form, known=masked(known) if known else None, remarks=remarks)


def _figures(request, draft, today):
    data = request.POST or None
    form = FiguresForm(data, today=today, initial=_in_wan(draft), whole_list="all" in request.POST)
    asked = request.method == "POST" and not {"find", "all"} & set(request.POST)
    if asked and form.is_valid():
        return _save(draft, "jingying", form.answers(), today)
    if data is not None and not asked:
        form.errors.clear()
    return _page(request, "jingying", draft, form=form, quiet=not asked)


def _in_wan(draft):
    answers = drafts.answers_of(draft)
    initial = dict(draft.answers)
    for name in ("revenue", "assets"):
        amount = answers.get(name)
        initial[f"{name}_wan"] = "" if amount is None else f"{(amount / 10_000).normalize():f}"
    return initial


def _judged(request, draft, today):
    return _page(request, "panduan", draft, verdict=_verdict(draft, today), onward=_after_verdict(draft))


def _after_verdict(draft):
    """Past the verdict: the last page when everything is answered, else the declarations."""
    return "hedui" if _onward(draft, "zhuti") == "panduan" else "shengming"


def _consents(request, draft, today):
    form = ConsentsForm(request.POST or None, initial=draft.answers)
    if request.method == "POST" and form.is_valid():
        return _save(draft, "shengming", form.cleaned_data, today)
    return _page(request, "shengming", draft, form=form)


def _papers(request, draft, today):
    form = PaperForm(initial={"kind": _first_missing(draft)})
    try:
        if "remove" in request.POST:
            drafts.remove_paper(draft, int(request.POST["remove"]), today=today)
            return redirect("apply_step", "cailiao")
        if "next" in request.POST and not drafts.missing_papers(draft):
            return _save(draft, "cailiao", {}, today)
        if request.method == "POST":
            form = PaperForm(request.POST, request.FILES)
            if "next" in request.POST and not request.FILES:
                form = PaperForm({"kind": ""})
                form.errors.clear()
                form.errors["__all__"] = form.error_class(drafts.missing_papers(draft))
            elif form.is_valid():
                _keep(draft, form.cleaned_data, today)
                return redirect("apply_step", "cailiao")
    except Refusal as refusal:
        form.refuse(refusal)
    papers = draft.papers.all()
    missing = drafts.missing_papers(draft)
    return _page(request, "cailiao", draft, form=form, papers=papers, missing=missing)


def _first_missing(draft):
    there = set(draft.papers.values_list("kind", flat=True))
    return next((kind for kind in Attachment.REQUIRED if kind not in there), Attachment.Kind.OTHER)


def _keep(draft, given, today):
    file = given["file"]
    if problems := size_problems(file.name, file.size):
        raise Refusal(problems)
    drafts.keep_paper(draft, kind=given["kind"], name=file.name, content=file.read(), today=today)


def _check(request, draft, today):
    problems = []
    if request.method == "POST":
        try:
            application = _handed_in(draft, today)
        except Refusal as refusal:
            problems = refusal.sentences
        else:
            follow(request, application, whole=True)
            return redirect("apply_receipt")
    return _page(request, "hedui", draft, problems=problems, blocks=summary(draft), papers=draft.papers.all())


def _handed_in(draft, today):
    if draft.application_id:
        return drafts.amend(draft, today=today, moment=clock.moment())
    return drafts.hand_in(draft, today=today)


_VIEWS = {
    "zhuti": _subject, "xinxi": _particulars, "jingying": _figures, "panduan": _judged, "shengming": _consents,
    "cailiao": _papers, "hedui": _check,
}  # fmt: skip
