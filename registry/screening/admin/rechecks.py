"""Rechecks in the admin: answered one by one, or all that were looked up and found in order on one page."""

from django import forms
from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from registry.history import clock
from registry.history.walls import lifted
from registry.ledger.admin_base import Kept, Step, StepForm, day_field
from registry.ledger.errors import Refusal
from registry.parties.access import bodies_of
from registry.parties.models import Institution

from .. import reaffirming
from ..models import DepartmentOpinion, Recheck

SALT, SECONDS = "screening.recheck", 3600


class AnswerForm(StepForm):
    answer = forms.ChoiceField(
        label="意见", choices=DepartmentOpinion.Answer.choices, widget=forms.RadioSelect
    )
    reference = forms.CharField(
        label="查询凭据", required=False, max_length=120, help_text="文号或编号，不写案情和征信内容。"
    )
    queried_on = day_field("查询日期", required=False)
    valid_until = day_field("有效期至", required=False, help_text="长期有效的留空。")


class AllForm(forms.Form):
    reference = forms.CharField(
        label="查询凭据", max_length=120, help_text="本单位查询的文号、编号，或者系统名称和时间。"
    )
    queried_on = day_field("查询日期")
    valid_until = day_field("有效期至", required=False, help_text="长期有效的留空。")
    looked_up = forms.BooleanField(label="以上各户本单位均已逐户查询，均符合所列条件")


class InFilter(admin.SimpleListFilter):
    title, parameter_name = "答复情况", "in"

    def lookups(self, request, model_admin):
        return [("no", "未答复"), ("late", "过期未答复"), ("yes", "已答复"), ("old", "已由新的取代")]

    def queryset(self, request, rows):
        chosen = self.value()
        if chosen == "no":
            return rows.owed()
        if chosen == "late":
            return rows.owed().filter(due_on__lt=clock.today())
        if chosen == "yes":
            return rows.standing().exclude(answer="")
        return rows.filter(standing=False) if chosen == "old" else rows


def _own(record, user):
    return record.standing and bodies_of(user).filter(pk=record.institution_id).exists()


@admin.register(Recheck)
class RecheckAdmin(Kept):
    list_display = ["business", "condition", "institution", "said", "due_on", "answered_on", "cause"]
    list_filter = [InFilter, "answer", "cause", "round"]
    search_fields = ["business__name", "business__uscc"]
    list_select_related = ["business", "condition", "institution", "round"]
    change_list_template = "admin/screening/rechecks.html"
    steps = (
        Step("answer", verb=reaffirming.answer, form=AnswerForm, label="答复", permission="screening.answer_recheck",
             when=lambda r, u: not r.answer and _own(r, u), recipients=lambda r: ["旗金融服务中心"]),
        Step("correct", verb=reaffirming.answer, form=AnswerForm, label="更正意见", permission="screening.answer_recheck",
             needs_reason=True, when=lambda r, u: bool(r.answer) and _own(r, u), recipients=lambda r: ["旗金融服务中心"]),
    )  # fmt: skip

    @admin.display(description="意见", ordering="answer")
    def said(self, recheck):
        return recheck.get_answer_display() or "未答复"

    def get_urls(self):
        view = self.admin_site.admin_view(self.all_view)
        return [path("all/", view, name="screening_recheck_all"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(
            request, {"answers": self._body(request) is not None, **(extra_context or {})}
        )

    def _body(self, request):
        """The institution this reviewer answers for; one chosen by `?body=` where there are several."""
        held = request.user.memberships.current().filter(role="reviewer").values("institution")
        mine, chosen = Institution.objects.filter(pk__in=held), request.GET.get("body", "")
        found = mine.filter(code=chosen).first() if chosen else mine.first()
        return found if request.user.has_perm("screening.answer_recheck") else None

    def all_view(self, request):
        """Every open question of this body on one page, answered together where all is in order."""
        body = self._body(request)
        if body is None:
            raise PermissionDenied("只有审核单位的审核人员可以集中答复资格复核。")
        form = AllForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._answered(request, form, body):
            return HttpResponseRedirect(reverse("admin:screening_recheck_changelist"))
        rows = reaffirming.open_for(body, request.user)
        context = {
            **self.admin_site.each_context(request), "title": "集中答复资格复核", "form": form, "body": body, "rows": rows,
            "token": signing.dumps([row.pk for row in rows], salt=f"{SALT}:{body.pk}", compress=True), "opts": self.opts,
        }  # fmt: skip
        return TemplateResponse(request, "admin/screening/rechecks_all.html", context)

    def _answered(self, request, form, body):
        try:
            keys = signing.loads(request.POST.get("token", ""), salt=f"{SALT}:{body.pk}", max_age=SECONDS)
            given = {name: form.cleaned_data[name] for name in ("reference", "queried_on", "valid_until")}
            with lifted():
                done = reaffirming.pass_all(body, keys, actor=request.user, today=clock.today(), **given)
        except signing.BadSignature:
            form.add_error(None, "页面打开已超过一小时或者不完整，没有办理。请核对列表后重新提交。")
            return False
        except Refusal as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, sentence)
            return False
        messages.success(request, f"已答复{done}条资格复核：均为“通过”。")
        return True
