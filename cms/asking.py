"""The public page on which somebody asks for an account."""

from datetime import timedelta

from django import forms
from django.shortcuts import redirect, render

from cms.pages.forms import SpeakingForm
from registry.history import clock
from registry.history.errors import Refusal
from registry.history.walls import lifted
from registry.parties.apart import THREE
from registry.parties.events import network_of, note
from registry.parties.models import AccessEvent, Institution
from registry.parties.requesting import request_account
from registry.parties.roles import ROLES

from .access import address_of

PER_HOUR = 5
FLOOD = f"同一网络一小时内只能提交{PER_HOUR}次申请。请一小时后再试，或者联系旗金融服务中心。"


class AskForm(SpeakingForm):
    """Every role but those of the three officers, who are appointed, not applied for."""

    full_name = forms.CharField(label="姓名", max_length=50)
    institution = forms.ModelChoiceField(label="所在单位", queryset=None, empty_label="请选择")
    role = forms.ChoiceField(
        label="申请岗位",
        choices=[("", "请选择"), *((k, r.label) for k, r in ROLES.items() if k not in THREE)],
    )
    phone = forms.CharField(label="手机", max_length=30)
    email = forms.EmailField(
        label="工作邮箱",
        max_length=120,
        error_messages={"invalid": "工作邮箱的格式不正确，例如 zhangsan@example.cn。"},
    )
    reason = forms.CharField(label="申请事由", max_length=300, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = Institution.objects.filter(active=True)


def ask_for_account(request):
    """Form, refusals in sentences, and a page that says what happens next."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with lifted():
                _take(request, form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("/login/request/?done=1")
    return render(request, "request_account.html", {"form": form, "done": "done" in request.GET})


def _take(request, given):
    network = network_of(address_of(request))
    since = clock.moment() - timedelta(hours=1)
    if AccessEvent.objects.filter(kind="account_request", network=network, at__gt=since).count() >= PER_HOUR:
        raise Refusal(FLOOD)
    note("account_request", address=address_of(request), what=str(given["institution"]))
    actor = request.user if request.user.is_authenticated else None
    request_account(today=clock.today(), actor=actor, **given)
