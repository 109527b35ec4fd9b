"""The ledger's own rows in the admin, in words: for reading only."""

from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join

from registry.ledger.admin_base import ReadOnlyAdmin
from registry.ledger.models import DutyFailure, DutyRun, Effect, Message, StatusChange
from registry.parties.access import reach

from . import words
from .models import ArchiveExport, PublicFinding
from .reading import admin as reading_keys  # noqa: F401


class WordedFilter(admin.AllValuesFieldListFilter):
    """A filter over codes that shows their words."""

    word = staticmethod(str)

    def choices(self, changelist):
        for choice in super().choices(changelist):
            known = str(choice["display"]) in map(str, self.lookup_choices)
            yield {**choice, "display": self.word(choice["display"])} if known else choice


class RecordKindFilter(WordedFilter):
    word = staticmethod(words.kind_of_record)


class DutyFilter(WordedFilter):
    word = staticmethod(words.duty)


class MessageKindFilter(WordedFilter):
    word = staticmethod(words.kind_of_message)


class LedgerRows(ReadOnlyAdmin):
    """Rows of the ledger: all for who sees the whole registry, else those of one's own institutions."""

    owner_field = ""

    def get_queryset(self, request):
        rows, scope = self.model._default_manager.order_by("-pk"), reach(request.user)
        if scope.sees_registry or not self.owner_field:
            return rows
        return rows.filter(**{f"{self.owner_field}__in": scope.codes})

    @admin.display(description="记录类型")
    def record_kind(self, row):
        return words.kind_of_record(row.record_type)

    @admin.display(description="相关记录")
    def record_link(self, row):
        """The record the row is about, as a link where there is a register for it."""
        name = getattr(row, "record_key", "") or words.kind_of_record(row.record_type)
        if not row.record_type:
            return "—"
        try:
            address = reverse(f"admin:{row.record_type.replace('.', '_')}_change", args=[row.record_id])
        except NoReverseMatch:
            return name
        return format_html('<a href="{}">{}</a>', address, name)

    @admin.display(description="事项", ordering="duty")
    def duty_word(self, row):
        return words.duty(row.duty)


@admin.register(Message)
class MessageAdmin(LedgerRows):
    owner_field = "recipient_code"
    list_display = ["subject", "kind_word", "recipient", "sent_on", "mailed_at"]
    list_filter = [("kind", MessageKindFilter), "sent_on"]
    search_fields = ["subject", "body"]
    fields = [
        "subject", "kind_word", "recipient", "body", "record_link", "sent_on", "mailed_at", "mail_error", "read_at",
        "read_by",
    ]  # fmt: skip

    @admin.display(description="种类", ordering="kind")
    def kind_word(self, message):
        return words.kind_of_message(message.kind)

    @admin.display(description="收件机构", ordering="recipient_code")
    def recipient(self, message):
        return words.institutions().get(message.recipient_code, message.recipient_code)


@admin.register(StatusChange)
class StatusChangeAdmin(LedgerRows):
    owner_field = "owner_code"
    list_display = [
        "position",
        "record_key",
        "record_kind",
        "what",
        "before",
        "after",
        "effective_on",
        "actor_name",
        "clause",
    ]
    list_filter = [("record_type", RecordKindFilter), "effective_on"]
    search_fields = ["subject_code", "record_key"]
    fields = [
        "position", "record_kind", "record_link", "what", "before", "after", "effective_on", "recorded_at", "actor_name",
        "clause", "reason", "given", "policy_version", "subject_code", "previous_hash", "row_hash",
    ]  # fmt: skip

    @admin.display(description="办理")
    def what(self, change):
        return words.move(change)

    @admin.display(description="原状态")
    def before(self, change):
        return words.state(change, change.from_status)

    @admin.display(description="新状态")
    def after(self, change):
        return words.state(change, change.to_status)

    @admin.display(description="所依事实")
    def given(self, change):
        return format_html_join("", "{}：{}<br>", words.facts(change)) or "—"


@admin.register(Effect)
class EffectAdmin(LedgerRows):
    list_display = ["record_key", "record_kind", "duty_word", "effective_on", "clause"]
    list_filter = [("duty", DutyFilter), "effective_on"]
    search_fields = ["record_key"]
    fields = ["duty_word", "record_kind", "record_link", "effective_on", "clause", "recorded_at"]


@admin.register(DutyRun)
class DutyRunAdmin(LedgerRows):
    list_display = ["day", "started_at", "finished_at", "effects", "failures"]


@admin.register(DutyFailure)
class DutyFailureAdmin(LedgerRows):
    list_display = ["record_key", "record_kind", "duty_word", "day", "held", "reason", "resolved_at"]
    list_filter = ["held", ("resolved_at", admin.EmptyFieldListFilter), ("duty", DutyFilter)]
    fields = [
        "duty_word",
        "record_kind",
        "record_link",
        "day",
        "reason",
        "held",
        "first_seen_at",
        "last_seen_at",
        "resolved_at",
    ]


@admin.register(ArchiveExport)
class ArchiveExportAdmin(ReadOnlyAdmin):
    list_display = ["exported_at", "application", "exported_by", "parts", "manifest_sha256"]
    list_filter = ["exported_at"]
    list_select_related = ["application__business", "application__round", "exported_by"]


@admin.register(PublicFinding)
class PublicFindingAdmin(ReadOnlyAdmin):
    list_display = ["address", "sorts", "first_seen_at", "last_seen_at", "gone_at"]
    list_filter = [("gone_at", admin.EmptyFieldListFilter)]
    fields = ["page", "sorts", "first_seen_at", "last_seen_at", "gone_at"]
    readonly_fields = ["page"]

    @admin.display(description="网址")
    def page(self, finding):
        return format_html('<a href="{0}">{0}</a>', finding.address)
