"""Returns of banks in the admin: periods with the punctuality of each bank, silent loans, notes seen at two banks."""

from django.contrib import admin

from registry.history import clock
from registry.history.sources import source_word
from registry.ledger.admin_base import Kept, Step
from registry.policy.dates import written

from ..models import MovedNote, ReportingPeriod, SilentMaturity
from ..returns import moved, nil, summary


class OwedFilter(admin.SimpleListFilter):
    """Periods that are over and unanswered."""

    title, parameter_name = "是否待报", "owed"

    def lookups(self, request, model_admin):
        return [("1", "期满待报")]

    def queryset(self, request, queryset):
        return queryset.owed().filter(ends_on__lt=clock.today()) if self.value() == "1" else queryset


def _over(period, user):
    return period.ends_on < clock.today()


def _nil_words(period):
    return nil.words_before(period, clock.today())


@admin.register(ReportingPeriod)
class ReportingPeriodAdmin(Kept):
    list_display = ["period", "bank", "status", "due_on", "received_on", "late_by"]
    list_display_links = ["period"]
    list_filter = [
        OwedFilter,
        "status",
        "bank",
        "starts_on",
        ("unreached_on", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["bank"]
    change_list_template = "admin/lending/reportingperiod/change_list.html"
    exclude = ["source"]
    readonly_fields = ["what_to_do", "came_from", "left_out"]
    steps = (
        Step("declare_nil", verb=nil.declare_nil, consequences=_nil_words, when=_over, recipients=lambda r: ["旗金融服务中心（在报送情况中可见）"]),
        Step("declare_nil_late", verb=nil.declare_nil, consequences=_nil_words, recipients=lambda r: ["旗金融服务中心（在报送情况中可见）"]),
        Step("excuse", verb=nil.excuse, consequences=lambda r: ["本期不再要求该行报送，不计入迟报、未报。"]),
    )  # fmt: skip

    def changelist_view(self, request, extra_context=None):
        rows = self.get_queryset(request)
        lines = summary.punctuality(rows, summary.silences_of(request.user))
        return super().changelist_view(request, {"punctuality": lines, **(extra_context or {})})

    @admin.display(description="报送期", ordering="starts_on")
    def period(self, period):
        return period.label

    @admin.display(description="迟报天数")
    def late_by(self, period):
        return f"{period.days_late}天" if period.days_late else "—"

    @admin.display(description="来源")
    def came_from(self, period):
        if period.received_on and not period.source:
            return "零报告"
        return source_word(period.source) or "—"

    @admin.display(description="本期没有报送的在保借据")
    def left_out(self, period):
        return "、".join(summary.left_out(period)) or "无" if period.source else "—"

    @admin.display(description="怎样办理")
    def what_to_do(self, period):
        if period.status not in period._meta.default_manager.all().OWED:
            return "已办结。"
        days = f"数据日期在{written(period.starts_on)}至{written(period.ends_on)}之间的贷款台账"
        if period.status == "late":
            return f"期限已过。请尽快上传{days}；没有变化、没有逾期的，可以补作零报告。补报记为迟报。"
        return f"请在{written(period.due_on)}以前上传{days}；没有变化、没有逾期的，期满后可以作零报告。"


@admin.register(SilentMaturity)
class SilentMaturityAdmin(Kept):
    list_display = ["number", "bank", "status", "due_on", "flagged_on", "answer_by", "answered_on"]
    list_display_links = ["number"]
    list_filter = ["status", "bank", "flagged_on"]
    search_fields = ["note__note_no"]
    list_select_related = ["note__business", "bank"]

    @admin.display(description="借据号", ordering="note__note_no")
    def number(self, row):
        return row.note.note_no


@admin.register(MovedNote)
class MovedNoteAdmin(Kept):
    list_display = ["business", "left", "arrived", "status", "found_on", "answered_on"]
    list_display_links = ["business"]
    list_filter = ["status", "found_on"]
    search_fields = ["old__note_no", "new__note_no", "old__business__name", "old__business__uscc"]
    list_select_related = ["old__business", "old__bank", "new__business", "new__bank"]
    steps = (Step("confirm", verb=moved.confirm), Step("dismiss", verb=moved.dismiss))

    @admin.display(description="企业（户）")
    def business(self, row):
        return row.old.business

    @admin.display(description="原银行和借据")
    def left(self, row):
        return f"{row.old.bank} {row.old.note_no}"

    @admin.display(description="现报送银行和借据")
    def arrived(self, row):
        return f"{row.new.bank} {row.new.note_no}"
