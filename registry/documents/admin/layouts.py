"""Word layouts in the admin: what holds for each kind of paper, every version, and the way to a new one by two persons."""

from django import forms
from django.contrib import admin
from django.db.models import Prefetch
from django.http import Http404
from django.urls import path

from registry.history import clock
from registry.ledger.admin_base import FilesStepForm, ReadOnlyAdmin, Step, StepForm
from registry.ledger.admin_base.steps import StepsMixin

from ..choosing import all_in_force, in_force, layout_bytes
from ..layouts.checking import examine
from ..layouts.filling import fill
from ..layouts.house import starting_file
from ..layouts.places import PLACES, required_in, written
from ..layouts.sheet import example
from ..layouts.slots import SLOTS, label_of
from ..models import LayoutFile, LayoutVersion, WordLayout
from ..proposing import RIGHT, fallback_of, keep_file, newest, propose_file, propose_return, standing_in_words
from .answers import word_answer

_NEXT_DAY = "另一人批准后，从批准的次日起签发的文书用它；此前签发的文书不变。"


class UploadForm(FilesStepForm):
    file = forms.FileField(
        label="版式文件",
        help_text="DOCX，不超过2MB。先下载“起始文件”，改好版式后上传，填写处（两层花括号）要保留。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget = forms.HiddenInput()  # why is asked when it is proposed


class ReturnForm(StepForm):
    to = forms.ModelChoiceField(label="改用哪一个", queryset=LayoutFile.objects.none(), required=False)

    def __init__(self, *args, record=None, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        used = record.files.filter(versions__isnull=False).distinct().defer("content")
        self.fields["to"].queryset = used
        self.fields["to"].empty_label = f"不再用自己的文件，改用{fallback_of(record)}"


class Downloads:
    """Doors that give out a Word file of one visible row: `downloads` names (door, method)."""

    downloads: tuple[tuple[str, str], ...] = ()

    def get_urls(self):
        info = self.opts.app_label, self.opts.model_name
        own = [
            path(f"<int:object_id>/{door}/", self.admin_site.admin_view(getattr(self, view)), name="%s_%s_%s" % (*info, door))
            for door, view in self.downloads
        ]  # fmt: skip
        return [*own, *super().get_urls()]

    def _row(self, request, object_id):
        self.must_read(request)
        row = self.get_queryset(request).filter(pk=object_id).first()
        if row is None:
            raise Http404
        return row


@admin.register(WordLayout)
class WordLayoutAdmin(Downloads, StepsMixin, ReadOnlyAdmin):
    list_display = ["slot", "standing", "issued"]
    fields = ["slot", "issued", "standing", "places"]
    list_per_page = 60
    change_form_template = "admin/documents/wordlayout/change_form.html"
    downloads = (("start", "start_view"), ("example", "example_view"))
    steps = (
        Step("upload", verb=keep_file, form=UploadForm, label="上传新版式", permission=RIGHT,
             consequences=lambda r: ["检查文件：不含宏、外部链接和嵌入对象，填写处齐全，纸张和页边距符合GB/T 9704—2012，并用示例内容试排。",
                                     "检查通过的保存下来，尚不启用；有问题的逐条指出，不保存。"]),
        Step("go_back", verb=propose_return, form=ReturnForm, label="改回以前的版式", permission=RIGHT, needs_reason=True,
             when=lambda r, u: newest(r) is not None, consequences=lambda r: [_NEXT_DAY]),
    )  # fmt: skip

    def get_changelist_instance(self, request):
        """What holds is looked up once for the whole list."""
        found = super().get_changelist_instance(request)
        chosen, today = all_in_force(clock.today()), clock.today()
        for layout in found.result_list:
            layout.standing = standing_in_words(layout, today, chosen[layout.slot])
        return found

    def get_queryset(self, request):
        versions = LayoutVersion.objects.select_related("file", "file__uploaded_by", "approved_by").defer(
            "file__content"
        )
        return (
            super().get_queryset(request).prefetch_related(Prefetch("versions", versions.order_by("-number")))
        )

    def start_view(self, request, object_id):
        """The house layout of this kind with its places, to be changed in Word."""
        layout = self._row(request, object_id)
        return word_answer(starting_file(layout.slot), f"起始版式-{label_of(layout.slot)}.docx")

    def example_view(self, request, object_id):
        """A made-up paper in what holds today."""
        layout = self._row(request, object_id)
        content = layout_bytes(layout.slot, in_force(layout.slot, clock.today()))
        return word_answer(fill(content, example(layout.slot)), f"示例-{label_of(layout.slot)}.docx")

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["versions"] = obj.versions.all()
            context["files"] = obj.files.defer("content").select_related("uploaded_by")
            context["fallback"] = fallback_of(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description="何时签发")
    def issued(self, layout):
        return SLOTS[layout.slot].told

    @admin.display(description="现用版式")
    def standing(self, layout):
        return getattr(layout, "standing", None) or standing_in_words(layout, clock.today())

    @admin.display(description="填写处")
    def places(self, layout):
        needed = required_in(layout.slot)
        return "\n".join(
            f"{written(n)}（{'必须有' if n in needed else '可以不用'}）{p.what}" for n, p in PLACES.items()
        )


@admin.register(LayoutFile)
class LayoutFileAdmin(Downloads, StepsMixin, ReadOnlyAdmin):
    list_display = ["original_name", "layout", "uploaded_on", "uploaded_by", "used"]
    list_filter = ["layout"]
    list_select_related = ["layout", "uploaded_by"]
    fields = ["layout", "original_name", "size", "sha256", "uploaded_by", "uploaded_on", "used"]
    change_form_template = "admin/documents/layoutfile/change_form.html"
    downloads = (("original", "original_view"), ("preview", "preview_view"))
    steps = (
        Step("use", verb=propose_file, label="提出启用", permission=RIGHT, needs_reason=True,
             when=lambda r, u: getattr(newest(r.layout), "file_id", None) != r.pk, consequences=lambda r: [_NEXT_DAY]),
    )  # fmt: skip

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content").prefetch_related("versions")

    def original_view(self, request, object_id):
        """The file exactly as uploaded."""
        file = self._row(request, object_id)
        return word_answer(file.bytes, file.original_name)

    def preview_view(self, request, object_id):
        """A made-up paper set in this file."""
        file = self._row(request, object_id)
        return word_answer(fill(file.bytes, example(file.layout.slot)), f"预览-{file.original_name}")

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["report"] = examine(obj.layout.slot, obj.original_name, obj.bytes)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description="使用情况")
    def used(self, file):
        numbers = sorted(version.number for version in file.versions.all())
        return "、".join(f"第{number}版" for number in numbers) or "尚未启用"
