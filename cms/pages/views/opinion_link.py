"""Answering for a body without an account: a signed link, a code by mail, then that institution's open questions."""

from datetime import datetime, timedelta

from django import forms
from django.contrib import messages
from django.core.mail import send_mail
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from cms.pages.forms import SpeakingForm
from registry.history import clock
from registry.history.errors import Refusal
from registry.screening import links
from registry.screening.models import DepartmentOpinion

KEY, HOURS = "opinion_link", 2


class AddressForm(SpeakingForm):
    address = forms.EmailField(label="工作邮箱", max_length=150)


class CodeForm(SpeakingForm):
    code = forms.CharField(
        label="验证码", max_length=6, help_text="邮件中的六位数字，十分钟内有效，只能用一次。"
    )


class AnswerForm(SpeakingForm):
    opinion = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label="意见", choices=DepartmentOpinion.Answer.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="说明", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="不通过、存疑的必须写明。只写结论和文号，不写案情、征信内容和身份证号码。",
    )  # fmt: skip
    reference = forms.CharField(label="查询凭据", required=False, max_length=120)
    source = forms.CharField(label="信息来源", required=False, max_length=120)
    queried_on = forms.DateField(
        label="查询日期", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    valid_until = forms.DateField(
        label="有效期至", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


@never_cache
def opinion_link(request, token):
    """One page in three steps: address, code, questions. The address of the page goes to no other site.

    Not `no-referrer`: a browser would then post with the origin `null`, which is refused as forged.
    """
    now = clock.moment()
    try:
        link = links.open_link(token, today=clock.today(), now=now)
    except Refusal as refusal:
        return _shown(request, {"refused": refusal.sentences}, status=403)
    held = _entered(request, link, now)
    if held:
        return _questions(request, link, held["address"], now)
    step = _code if request.POST.get("step") == "code" else _address
    return step(request, link, now)


def _entered(request, link, now):
    held = request.session.get(KEY)
    fits = held and held["link"] == link.pk and datetime.fromisoformat(held["until"]) > now
    return held if fits and held["stage"] == "in" else None


def _address(request, link, now):
    form = AddressForm(request.POST if request.POST.get("step") == "address" else None)
    if form.is_bound and form.is_valid():
        address = form.cleaned_data["address"].lower()
        try:
            code = links.new_code(link, address, now=now)
            _mail(address, code)
        except Refusal as refusal:
            form.refuse(refusal)
        except OSError:
            form.add_error(None, "验证码邮件没有发出去。请稍后再试，或联系旗金融服务中心。")
        else:
            request.session[KEY] = {
                "link": link.pk,
                "address": address,
                "stage": "code",
                "until": now.isoformat(),
            }
            return _shown(request, {"link": link, "form": CodeForm(), "step": "code", "address": address})
    elif not form.is_bound:
        links.note_opened(link, now=now)
    return _shown(request, {"link": link, "form": form, "step": "address"})


def _mail(address, code):
    text = f"您的验证码是{code}，十分钟内有效，只能使用一次。如非本人操作，请不要理会。"
    send_mail("信保贷甄别意见验证码", text, None, [address])


def _code(request, link, now):
    held, form = request.session.get(KEY) or {}, CodeForm(request.POST)
    if held.get("link") != link.pk:
        return _address(request, link, now)
    if form.is_valid() and links.try_code(link, held["address"], form.cleaned_data["code"], now=now):
        request.session.cycle_key()
        until = (now + timedelta(hours=HOURS)).isoformat()
        request.session[KEY] = {**held, "stage": "in", "until": until}
        return redirect(request.path)
    if not form.errors:
        form.add_error(
            None, "验证码不正确、已经用过或者已经失效。请核对最新一封邮件；试过五次的，请重新获取。"
        )
    return _shown(request, {"link": link, "form": form, "step": "code", "address": held["address"]})


def _questions(request, link, address, now):
    given = AnswerForm(request.POST) if request.POST.get("step") == "answer" else None
    if given is not None and given.is_valid():
        fields = dict(given.cleaned_data)
        try:
            done = links.answer_by_link(
                link, fields.pop("opinion"), address=address, today=clock.today(), now=now, **fields
            )
        except Refusal as refusal:
            given.refuse(refusal)
        else:
            messages.success(request, f"已答复：{done.application.business}，{done.condition}。")
            return redirect(request.path)
    rows = [{"opinion": o, "form": _form_for(o, given)} for o in links.questions(link)]
    stray = (
        given if given is not None and given.errors and not any(r["form"] is given for r in rows) else None
    )
    return _shown(request, {"link": link, "rows": rows, "step": "answer", "address": address, "stray": stray})


def _form_for(opinion, given):
    if given is not None and given.data.get("opinion") == str(opinion.pk):
        return given
    return AnswerForm(initial={"opinion": opinion.pk}, auto_id=f"id_{opinion.pk}_%s")


def _shown(request, context, status=200):
    answer = render(request, "pages/opinion_link.html", context, status=status)
    answer["Referrer-Policy"], answer["X-Robots-Tag"] = "same-origin", "noindex"
    return answer
