"""Where the public checks: a business by its exact code, a printed paper by its check code."""

from django.shortcuts import render

from cms.pages.asking_often import TOO_OFTEN, count, too_often
from cms.pages.forms import CheckForm
from publicity.listed import answer_for
from publicity.models import Notice, NoticeEntry
from publicity.verifying import facts_of, paper_of
from registry.history import clock
from registry.parties.models import Qualification
from registry.policy.identifiers import check_uscc


def check(request):
    """One exact credit code, or the check code of a printed paper. Never a list; never many in a short time."""
    form, answer, status = CheckForm(request.GET or None), None, 200
    if request.GET and form.is_valid():
        code = form.cleaned_data["code"].strip().upper()
        if too_often(request):
            form.add_error(None, TOO_OFTEN)
            status = 429
        else:
            on = form.cleaned_data.get("on") or clock.today()
            answer = _with_listing(_standing(code), code, on) if len(code) == 18 else _paper(code)
            if len(code) == 18 or answer["paper"] is None:
                count(request)
    return render(request, "pages/check.html", {"form": form, "answer": answer}, status=status)


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
    paper = paper_of(code, today=clock.today())
    if paper is None:
        lines = [f"没有查验码为“{code}”的文书。请核对是否看错字母和数字；查验码没有数字0、1和字母I、O。"]
        return {"tone": "alarm", "title": "查不到", "lines": lines, "paper": None}
    title = "真实，有效" if paper.state == "valid" else f"真实，但{paper.state_label}"
    tone = {"valid": "done", "expired": "due"}.get(paper.state, "alarm")
    if paper.intact is False:
        title, tone = "签名核对不上，请联系旗金融服务中心", "alarm"
    return {"tone": tone, "title": title, "paper": paper, "facts": facts_of(paper), "url": paper.url}
