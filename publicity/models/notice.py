"""A notice, the businesses on it, and the proof that it was posted (R28, R29, A10, A30)."""

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import F, Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField

from .. import moves


def private_storage():
    return storages["private"]


class NoticeQuerySet(RecordedQuerySet):
    PUBLIC = ("open", "closed", "withdrawn")

    def public(self):
        """Every notice ever published; withdrawn ones say so on their page."""
        return self.filter(status__in=self.PUBLIC, serial__isnull=False)

    def open_on(self, today):
        """Open by the calendar on `today`, whatever the timers did (a provisional window never ends by itself)."""
        live = self.filter(status__in=("open", "closed"), published_on__lte=today)
        return live.filter(Q(ends_on__gte=today) | Q(provisional=True))

    def closed_on(self, today):
        return self.filter(status__in=("open", "closed"), ends_on__lt=today, provisional=False)

    def due_to_close(self, today):
        """Open notices whose last day is over (24:00 of the last day has passed) and whose window is certain."""
        return self.filter(status="open", provisional=False, ends_on__lt=today)

    def visible_to(self, user):
        from registry.parties.access import reach

        return self if reach(user).sees_registry else self.public()


class Notice(Recorded):
    """One public notice of candidates. The window is fixed at publication under one calendar version."""

    TABLE = moves.NOTICE

    title = models.CharField("标题", max_length=120)
    batch = models.CharField("批次", max_length=40)
    body = models.TextField("正文", help_text="说明依据、程序、公示期与异议办法；名单由系统附后。")
    contact = models.CharField(
        "受理部门与联系方式", max_length=200, help_text="受理部门、联系人、电话、地址、邮箱。"
    )
    serial = models.CharField("固定编号", max_length=20, unique=True, null=True, blank=True, editable=False)
    number = models.CharField("文号", max_length=40, blank=True, editable=False)
    published_on = models.DateField("发布日期", null=True, blank=True, editable=False, db_index=True)
    starts_on = models.DateField("公示起", null=True, blank=True, editable=False)
    ends_on = models.DateField("公示止", null=True, blank=True, editable=False, db_index=True)
    workdays = models.PositiveSmallIntegerField("公示工作日数", default=10, editable=False)
    extra_workdays = models.PositiveSmallIntegerField("顺延的工作日数", default=0, editable=False)
    counts_publication_day = models.BooleanField(
        "发布当日计入", default=False, editable=False, help_text="发布当日是工作日的，算作公示的第1个工作日。"
    )
    provisional = models.BooleanField("截止日暂定", default=False, editable=False)
    calendar_version = models.CharField("日历版本", max_length=60, blank=True, editable=False)
    announced_ends_on = models.DateField("发布时公布的截止日", null=True, blank=True, editable=False)
    counted_from = models.DateField(
        "从何日起算",
        null=True,
        blank=True,
        editable=False,
        help_text="必经渠道发布较晚、批准顺延的，从实际发布日起算。",
    )
    supplements = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="additions",
        verbose_name="补充哪一份公示",
    )  # fmt: skip
    extension_note = models.CharField("截止日变更说明", max_length=300, blank=True, editable=False)
    marks = models.JSONField("逐日计数", default=list, blank=True, editable=False)
    canonical_text = models.TextField("公示文本（规范形式）", blank=True, editable=False)
    text_sha256 = models.CharField("公示文本指纹", max_length=64, blank=True, editable=False)
    check_code = models.CharField("查验码", max_length=20, blank=True, editable=False, db_index=True)
    status = StatusField(moves.NOTICE)
    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "公示"
        verbose_name_plural = "公示"
        ordering = ["-id"]
        permissions = moves.NOTICE.permissions()
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["open", "closed"])
                | Q(serial__isnull=False, published_on__isnull=False, ends_on__isnull=False),
                name="ck_open_notice_has_window",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="ck_notice_window"
            ),
        ]

    def __str__(self):
        return self.title

    def is_open(self, today) -> bool:
        """Whether the public may still object on `today`: derived from dates, right with the timers off."""
        if self.status not in ("open", "closed") or self.published_on > today:
            return False
        return self.provisional and self.status == "open" or today <= self.ends_on

    def get_absolute_url(self):
        return f"/n/{self.serial}/"


class EntryQuerySet(RecordedQuerySet):
    def public(self):
        """Entries ever shown: of a notice that stands, never those struck off the draft."""
        return self.filter(notice__status__in=("open", "closed"), listed_on__isnull=False)

    def past_window(self, today):
        """Entries waiting for an outcome whose notice is over on `today` (the closed notice does not hide them)."""
        over = self.filter(
            notice__status__in=("open", "closed"), notice__provisional=False, notice__ends_on__lt=today
        )
        return over.filter(status__in=("in_publicity", "held"))

    def visible_to(self, user):
        from registry.parties.access import reach

        return self if reach(user).sees_registry else self.public()


class NoticeEntry(Recorded):
    """One business on one notice, with the allow-listed fields frozen as shown (domain §5.4)."""

    TABLE = moves.NOTICE_ENTRY

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="entries", verbose_name="公示")
    application = models.ForeignKey(
        "screening.Application", models.PROTECT, related_name="notice_entries", verbose_name="申报"
    )
    ordinal = models.PositiveIntegerField("序号")
    shown_name = models.CharField("公示名称", max_length=120)
    uscc = models.CharField("统一社会信用代码", max_length=18, db_index=True)
    kind = models.CharField(
        "类别", max_length=12, choices=[("enterprise", "企业"), ("individual", "个体工商户")]
    )
    shown_operator = models.CharField("法定代表人/经营者（公示）", max_length=50, blank=True)
    town = models.CharField("所属镇", max_length=30, blank=True)
    industry = models.CharField("行业", max_length=40, blank=True)
    recommender = models.CharField("推荐单位", max_length=100, blank=True)
    listed_on = models.DateField("列入公示日期", null=True, blank=True, editable=False)
    corrected_on = models.DateField("更正日期", null=True, blank=True, editable=False)
    outcome_on = models.DateField("结果日期", null=True, blank=True)
    outcome_note = models.CharField("结果说明（公开）", max_length=200, blank=True)
    announcement = models.ForeignKey(
        "publicity.Announcement", models.PROTECT, null=True, blank=True, editable=False,
        related_name="entries", verbose_name="认定公告",
    )  # fmt: skip
    status = StatusField(moves.NOTICE_ENTRY)
    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "公示对象"
        verbose_name_plural = "公示对象"
        ordering = ["notice", "ordinal"]
        permissions = [*moves.NOTICE_ENTRY.permissions(), ("correct_noticeentry", "可以更正公示信息")]
        constraints = [
            models.UniqueConstraint(fields=["notice", "ordinal"], name="uq_entry_ordinal"),
            models.UniqueConstraint(
                fields=["application"],
                condition=~Q(status="withdrawn"),
                name="uq_one_live_entry_per_application",
            ),
        ]

    def __str__(self):
        return f"{self.ordinal}. {self.shown_name}"

    @property
    def subject_code(self):
        return self.uscc


class PostingQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        from registry.parties.access import reach

        return self if reach(user).sees_registry else self.none()


class Posting(Recorded):
    """Proof that a notice was posted on one channel: date and address or photo (R28, A30)."""

    class Channel(models.TextChoices):
        WEBSITE = "website", "本网站"
        RELEASE = "release", "伊金霍洛发布"
        NEWS = "news", "伊金霍洛新闻"
        BOARD = "board", "宣传栏"
        OTHER = "other", "其他"

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="postings", verbose_name="公示")
    channel = models.CharField("渠道", max_length=8, choices=Channel.choices)
    place = models.CharField("地点或栏目", max_length=100, blank=True)
    posted_on = models.DateField("发布（张贴）日期")
    posted_at = models.TimeField("发布时间", null=True, blank=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="登记人",
    )
    url = models.URLField("网址", blank=True)
    photo = models.FileField(
        "照片或截图", storage=private_storage, upload_to="postings/%Y/%m", max_length=200, blank=True
    )
    removed_on = models.DateField("撤下日期", null=True, blank=True)
    removed_at = models.TimeField("撤下时间", null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="撤下登记人",
    )
    removal_url = models.URLField("撤下后的网址", blank=True)
    removal_photo = models.FileField(
        "撤下后的照片或截图", storage=private_storage, upload_to="postings/%Y/%m", max_length=200, blank=True
    )
    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "发布凭据"
        verbose_name_plural = "发布凭据"
        ordering = ["notice", "posted_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel", "place"], name="uq_posting"),
            models.CheckConstraint(
                condition=~Q(url="") | ~Q(photo="") | Q(channel="website"), name="ck_posting_proof"
            ),
            models.CheckConstraint(
                condition=Q(removed_on=None) | Q(removed_by=None) | ~Q(removal_url="") | ~Q(removal_photo=""),
                name="ck_removal_proof",
            ),
        ]

    def __str__(self):
        return f"{self.get_channel_display()}：{self.notice}"

    @property
    def told(self):
        """What the person who has just recorded it reads: also the later end that follows from a late posting."""
        waiting = getattr(self, "proposed", None)
        return [f"已登记“{self}”的发布凭据。", *(waiting.told if waiting else [])]
