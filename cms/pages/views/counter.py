"""Where the public checks: a business by its exact code, a printed paper by its check code."""

from django.shortcuts import render

from cms.pages.forms import CheckForm
from publicity.listed import answer_for
from publicity.models import Announcement, Notice, NoticeEntry
from registry.documents.models import IssuedDocument
from registry.history import clock
from registry.parties.models import Qualification
from registry.policy.identifiers import check_uscc


def check(request):
    """One exact credit code, or the check code of a printed paper. Never a list."""
    form, answer = CheckForm(request.GET or None), None
    if request.GET and form.is_valid():
        code = form.cleaned_data["code"].strip().upper()
        on = form.cleaned_data.get("on") or clock.today()
        answer = _with_listing(_standing(code), code, on) if len(code) == 18 else _paper(code)
    return render(request, "pages/check.html", {"form": form, "answer": answer})


def _standing(code):
    found = check_uscc(code)
    if not found.ok:
        return {"tone": "alarm", "title": "代码有误", "lines": [str(e) for e in found.errors]}
    held = Qualification.objects.in_force().filter(business__uscc=found.code).first()
    if held is not None:
        return {
            "tone": "done",
            "title": "是信用企业（户）",
            "lines": [f"{found.code}，{held.recognised_on:%Y年%m月%d日}认定（{held.batch}）。"],
        }
    entry = NoticeEntry.objects.filter(
        uscc=found.code, status="in_publicity", notice__in=Notice.objects.open_on(clock.today())
    ).first()
    if entry is not None:
        return {
            "tone": "due",
            "title": "正在公示",
            "lines": [f"{found.code}在{entry.notice.number}中，尚未认定。"],
            "url": entry.notice.get_absolute_url(),
        }
    return {
        "tone": "quiet",
        "title": "不在名录中",
        "lines": [f"{found.code}今天不是信用企业（户），也不在公示中。"],
    }


def _with_listing(answer, code, on):
    """The answer on the standing, and below it a listing that is shown to the public."""
    shown = answer_for(code, on=on, today=clock.today())
    if shown is None:
        return answer
    lines = [*answer["lines"], *shown["lines"]]
    return {**answer, "lines": lines, "tone": "alarm", "url": shown["url"] or answer.get("url", "")}


def _paper(code):
    today = clock.today()
    notice = Notice.objects.public().filter(check_code=code).first()
    if notice is not None:
        return {
            "tone": "done",
            "title": "文书真实",
            "lines": [f"{notice.number} {notice.title}"],
            "url": notice.get_absolute_url(),
        }
    told = Announcement.objects.filter(check_code=code).first()
    if told is not None:
        state = {
            "valid": "现行有效",
            "replaced": "已被更正或取代",
            "withdrawn": "已撤销",
            "expired": "公开期限已满",
        }[told.state(today)]
        return {
            "tone": "done" if told.state(today) == "valid" else "due",
            "title": f"文书真实，{state}",
            "lines": [f"{told.number} {told.title}"],
            "url": told.get_absolute_url(),
        }
    paper = IssuedDocument.objects.filter(check_code=code).first()
    if paper is not None:
        return {
            "tone": "done",
            "title": "文书真实",
            "lines": [f"{paper.number}，{paper.issuer_name}，{paper.issued_on:%Y年%m月%d日}。"],
        }
    return {
        "tone": "alarm",
        "title": "查不到",
        "lines": [f"没有查验码为“{code}”的文书。请核对是否看错字母和数字。"],
    }
