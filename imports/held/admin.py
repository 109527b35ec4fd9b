"""The mapping page, and the register of what each bank has taught about its headers."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from registry.history import clock
from registry.history.errors import Refusal
from registry.history.walls import lifted
from registry.ledger.admin_base import RegistryAdmin
from registry.ledger.admin_base.forms import ReasonedForm
from registry.parties.access import bodies_of, reach
from registry.parties.models import Institution
from registry.workbooks.words import plain

from ..background.models import UploadJob
from ..background.views import address_of
from ..columns import REQUIRED
from .forms import MappingForm
from .holding import looked_at, put_away, read_as_said
from .models import ColumnProfile, HeldFile


def mapping_view(request, pk):
    """Which column of the held file is which; then the file goes on like any other upload."""
    if not request.user.has_perm("imports.upload_ledger"):
        raise PermissionDenied("您没有上传贷款台账的权限。")
    held = HeldFile.objects.visible_to(request.user).filter(pk=pk).first()
    if held is None:
        raise Http404
    if "put_aside" in request.POST:
        with lifted():
            put_away(held)
        messages.info(request, f"“{held.original_name}”已放弃，没有读取，也没有入账。")
        return HttpResponseRedirect(reverse("admin:imports_upload_add"))
    return _page(request, held)


def _page(request, held):
    at = request.POST.get("at") or request.GET.get("at", "")
    at = int(at) if at.isdecimal() and len(at) < 7 else 0
    sheet, layout = looked_at(held, at)
    problems, form = [*layout.problems, *_asked(layout)], None
    if layout.header is not None:
        form = MappingForm(request.POST or None, sheet=sheet, layout=layout, unit=held.unit)
    if request.method == "POST" and form is not None and form.is_valid():
        done = _read(request, held, form, at)
        if done is not None:
            return done
    context = {
        **admin.site.each_context(request), "title": "核对表头的对应", "form": form, "held": held, "at": at, "layout": layout,
        "problems": problems, "sheet": sheet, "opts": HeldFile._meta,
    }  # fmt: skip
    return TemplateResponse(request, "admin/imports/held/mapping.html", context)


def _asked(layout):
    """What the person is asked, in the words of this page."""
    if layout.header is None:
        return
    missing = [column.label for column in REQUIRED if column.name not in layout.places]
    if missing:
        yield (
            f"没有认出必填的：{'、'.join(missing)}。请在下面为它们选择对应的列；文件里确实没有的，请补上后重新上传。"
        )
    yield from (told for told in layout.unmapped if "出现了" in told)


def _read(request, held, form, at):
    given = form.cleaned_data
    try:
        with lifted():
            done = read_as_said(
                held, form.said(), at=at, remember=given["remember"], unit=given["unit"], actor=request.user,
                today=clock.today(),
            )  # fmt: skip
    except Refusal as refusal:
        for sentence in refusal.sentences:
            form.add_error(None, sentence)
        return None
    if isinstance(done, UploadJob):
        return HttpResponseRedirect(address_of(done))
    messages.info(request, "文件已读取，尚未入账。请核对下面的结果，再选择下一步。")
    return HttpResponseRedirect(reverse("admin:imports_upload_change", args=[done.pk]))


class ProfileForm(ReasonedForm):
    """One header once per bank; a bank writes its own only."""

    def clean(self):
        cleaned = super().clean()
        header = cleaned.get("header", self.instance.header)
        bank = cleaned.get("bank") or (self.instance.bank if self.instance.bank_id else None)
        if not plain(header):
            raise ValidationError(
                {"header": "表头只有空白或单位。请照表中的写法填写。"}
                if "header" in self.fields
                else "表头不能为空。"
            )
        same = ColumnProfile.objects.filter(bank=bank, key=plain(header)).exclude(pk=self.instance.pk)
        if bank and not self.instance.pk and same.exists():
            raise ValidationError(f"{bank}已经有“{header}”的对应。请打开那一条修改。")
        return cleaned


@admin.register(ColumnProfile)
class ColumnProfileAdmin(RegistryAdmin):
    form = ProfileForm
    list_display = ["header", "column", "bank", "taught_by", "taught_on"]
    search_fields = ["header", "bank__name"]
    list_select_related = ["bank", "taught_by"]

    def get_readonly_fields(self, request, obj=None):
        return ("bank", "header") if obj else ()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "bank":
            mine = bodies_of(request.user).filter(kind="bank")
            if reach(request.user).sees_lending:
                mine = Institution.objects.filter(kind="bank", active=True)
            kwargs |= {"queryset": mine, "initial": mine.first()}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.key = plain(obj.header)
        obj.taught_by, obj.taught_on = request.user, clock.today()
        super().save_model(request, obj, form, change)
