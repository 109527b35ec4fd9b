"""The ladder in the admin: its dated steps, tasks, contacts and promises, and the episode's page as one timeline."""

from django import forms
from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from registry.history import clock
from registry.ledger.admin_base import (
    FilesStepForm,
    Kept,
    ProposedAdmin,
    Step,
    StepForm,
    day_field,
    file_field,
    text_field,
)
from registry.parties.access import reach

from ..collecting import contacts, promises
from ..collecting.inbox import OWNER_OF
from ..collecting.timeline import ladder
from ..models import CollectionContact, CollectionTask, LadderStep, OverdueEpisode, RepaymentPromise
from ..rules.collecting import AHEAD, DONE, DUE, FACT, GONE, KINDS, LATE, STATES, task_state
from .base import money_field

TONE = {DONE: "done", DUE: "due", LATE: "alarm", AHEAD: "", GONE: "", FACT: ""}


class ContactForm(FilesStepForm):
    kind = forms.ChoiceField(label="办理方式", choices=list(KINDS.items()))
    made_on = day_field("办理日期", required=False, help_text="不填即为今天。")
    met = forms.CharField(label="联系对象", max_length=60, required=False, help_text="姓名、与借款人的关系。")
    result = text_field("办理情况", help_text="写明对方怎么说、下一步怎么办。")
    file = file_field("材料")


class TaskForm(ContactForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = self.record.step.kind


class PromiseForm(StepForm):
    made_by = forms.CharField(label="承诺人", max_length=60)
    made_on = day_field("承诺日期", required=False, help_text="不填即为今天。")
    amount = money_field("承诺金额", min_value=0)
    due_on = day_field("承诺还款日")


def contact_steps(owing):
    """The steps an episode's page offers beside its own: contacts and promises, while something is owed."""
    return (
        Step("contact", verb=contacts.record_contact, form=ContactForm, label="登记催收记录",
             permission="lending.add_collectioncontact", when=owing),
        Step("promise", verb=promises.record_promise, form=PromiseForm, label="登记还款承诺",
             permission="lending.add_repaymentpromise", when=owing,
             consequences=lambda r: ["到约定日的次日，系统按银行报送的数据认定是否履行；没有履行的告知银行和办公室。"]),
    )  # fmt: skip


def rungs(episode, user):
    """The ladder of one episode for its page, with words, tones and addresses; only what this person may open at all."""
    return [
        {
            "day": rung.day, "text": rung.text, "word": rung.word, "tone": TONE[rung.state], "who": rung.who,
            "note": rung.note, "url": _url(rung.target), "nth": (rung.day - episode.unpaid_since).days,
        }
        for rung in ladder(episode, clock.today())
        if rung.target is None or user.has_perm(_right(rung.target))
    ]  # fmt: skip


def _right(record):
    return f"{record._meta.app_label}.view_{record._meta.model_name}"


def _url(record):
    if record is None:
        return ""
    try:
        return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
    except NoReverseMatch:
        return ""


@admin.register(LadderStep)
class LadderStepAdmin(ProposedAdmin):
    list_display = ["day", "name", "owner", "kind", "obligatory", "in_force_from", "in_force_to"]
    list_display_links = ["name"]
    list_filter = ["owner", "kind", "obligatory"]
    search_fields = ["name"]


class WaitingFilter(admin.SimpleListFilter):
    """Tasks of unpaid episodes that are due, or late."""

    title, parameter_name = "办理情况", "waiting"

    def lookups(self, request, model_admin):
        return [(DUE, "待办"), (LATE, "过期未办")]

    def queryset(self, request, queryset):
        if self.value() not in (DUE, LATE):
            return queryset
        open_ones = queryset.filter(done_on=None, episode__status__in=OverdueEpisode.objects.all().UNPAID)
        late = open_ones.filter(due_on__lt=clock.today(), step__obligatory=True)
        return late if self.value() == LATE else open_ones.exclude(pk__in=late.values("pk"))


def _own(task, user):
    owners = {OWNER_OF.get(role) for role in reach(user).roles}
    return task.done_on is None and (task.owner in owners or user.is_superuser)


@admin.register(CollectionTask)
class CollectionTaskAdmin(Kept):
    list_display = ["what", "episode", "bank", "owner", "due_on", "done_on", "state"]
    list_display_links = ["what"]
    list_filter = [WaitingFilter, "owner", "bank"]
    ordering = ["-due_on", "-id"]
    search_fields = ["episode__note__note_no", "episode__business__name", "episode__business__uscc"]
    list_select_related = ["episode__note", "bank", "step"]
    readonly_fields = ["state", "outcome"]
    steps = (
        Step("finish", verb=contacts.finish_task, form=TaskForm, label="登记办理情况",
             permission="lending.add_collectioncontact", when=_own),
    )  # fmt: skip

    @admin.display(description="清收步骤", ordering="step__day")
    def what(self, task):
        return task.step.name

    @admin.display(description="办理情况")
    def outcome(self, task):
        contact = (
            CollectionContact.objects.filter(task=task).select_related("institution", "recorded_by").first()
        )
        if contact is None:
            return "—"
        met = f"{contact.met}：" if contact.met else ""
        said = f"{contact.get_kind_display()}。{met}{contact.result}（{contact.institution} {contact.recorded_by}）"
        return format_html('<a href="{}">{}</a>', _url(contact), said)

    @admin.display(description="进度")
    def state(self, task):
        over = task.episode.status not in OverdueEpisode.objects.all().UNPAID
        found = task_state(due_on=task.due_on, done=bool(task.done_on), over=over, today=clock.today())
        return STATES[DUE if found == LATE and not task.step.obligatory else found]


@admin.register(CollectionContact)
class CollectionContactAdmin(Kept):
    list_display = ["made_on", "episode", "bank", "institution", "kind", "met", "recorded_by"]
    list_filter = ["kind", "bank", "made_on"]
    search_fields = ["episode__note__note_no", "episode__business__name", "episode__business__uscc"]
    list_select_related = ["episode__note", "bank", "institution", "recorded_by"]
    exclude = ["file"]
    file_fields = ("file",)


@admin.register(RepaymentPromise)
class RepaymentPromiseAdmin(Kept):
    list_display = ["due_on", "episode", "bank", "made_by", "amount", "came_in", "status"]
    list_filter = ["status", "bank", "due_on"]
    search_fields = ["episode__note__note_no", "episode__business__name", "episode__business__uscc"]
    list_select_related = ["episode__note", "bank"]
