"""The counter of self-made applications: may one apply now, going on with a draft, how far it is, the receipt."""

import segno
from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse

from cms.pages.forms_applying import FindForm, ResumeForm
from cms.pages.visiting import visitor_of
from registry.history import clock
from registry.history.errors import Refusal
from registry.policy.money import plain
from registry.policy.rules import cap_for, next_season, season_of
from registry.policy.versions import terms_on
from registry.screening import drafts
from registry.screening.progress import find_application, progress_of
from registry.screening.rounds import round_for

from .applying_session import draft_of, follow, followed, leave, take_up
from .applying_shown import summary


def apply(request):
    """Where one begins: open or not and until when, how much at most, what to have at hand."""
    today = clock.today()
    if request.method == "POST" and "leave" in request.POST:
        leave(request)
        return redirect("apply")
    terms, chosen = terms_on(today), round_for(today)
    draft = draft_of(request, today)
    context = {
        "open_round": chosen if season_of(today, terms) else None,
        "season_now": season_of(today, terms),
        "season": next_season(today, terms),
        "caps": [plain(cap_for(kind, terms) / 10_000) for kind in ("enterprise", "individual")],
        "draft": draft if draft and not draft.application_id else None,
        "over": "over" in request.GET,
        "days_left": (chosen.closes_on - today).days if chosen else 0,
    }
    return render(request, "pages/apply.html", context)


def apply_resume(request):
    """Going on with a draft by its number and the whole telephone number."""
    form = ResumeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = drafts.resume(
                form.cleaned_data["number"], form.cleaned_data["phone"], visitor=visitor_of(request),
                today=clock.today(), moment=clock.moment(),
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            take_up(request, draft)
            return redirect("apply_step", "hedui")
    return render(request, "pages/apply_resume.html", {"form": form})


def apply_progress(request):
    """How far an application is. What was found stays for this visitor until they leave."""
    if request.method == "POST" and "leave" in request.POST:
        leave(request)
        return redirect("apply_progress")
    asked = request.method == "POST"
    form = FindForm(request.POST if asked else None, initial={"receipt_number": request.GET.get("n", "")})
    if asked and form.is_valid():
        try:
            application, whole = find_application(
                form.cleaned_data["receipt_number"], form.cleaned_data["phone"], visitor=visitor_of(request),
                moment=clock.moment(),
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            follow(request, application, whole=whole)
            return redirect("apply_progress")
    application, whole = (None, False) if asked or request.GET.get("n") else followed(request)
    context = {"form": form, "application": application, "whole": whole}
    if application is not None:
        context["found"] = progress_of(application, today=clock.today(), whole=whole)
        context["change_until"] = _change_until(application) if whole else None
    return render(request, "pages/apply_progress.html", context)


def _change_until(application):
    """The moment up to which the applicant may change or take back alone; None when that is over."""
    may = drafts.may_still_change(application, moment=clock.moment())
    return drafts.until(application) if may else None


def apply_receipt(request):
    """The receipt: number, days, what comes next, ten minutes to change or take back; printable with a QR code."""
    application, whole = followed(request)
    if application is None or not whole:
        return redirect("apply_progress")
    problems = []
    if request.method == "POST":
        try:
            if "take_back" in request.POST:
                drafts.take_back(application, today=clock.today(), moment=clock.moment())
                return redirect("apply_progress")
            if (
                "change" in request.POST
                and _change_until(application)
                and getattr(application, "draft", None)
            ):
                take_up(request, application.draft)
                return redirect("apply_step", "hedui")
            problems = [
                "提交后10分钟内可以自己修改或者撤回，现在已经过了时间。需要更改的，请联系旗金融服务中心。"
            ]
        except Refusal as refusal:
            problems = refusal.sentences
        application.refresh_from_db()
    address = f"{settings.SITE_URL}{reverse('apply_progress')}?n={application.receipt_number}"
    context = {
        "application": application, "problems": problems, "change_until": _change_until(application),
        "found": progress_of(application, today=clock.today(), whole=True),
        "attachments": application.attachments.standing(), "address": address,
        "qr": segno.make(address, error="m").svg_data_uri(scale=4, border=2),
    }  # fmt: skip
    return render(request, "pages/apply_receipt.html", context)


def apply_form(request):
    """The application form filled in from the draft, to be printed, signed and photographed."""
    draft = draft_of(request, clock.today())
    if draft is None or "jingying" not in draft.answers.get("steps", []):
        return redirect("apply")
    return render(request, "pages/apply_form.html", {"blocks": summary(draft)[:3], "draft": draft})
