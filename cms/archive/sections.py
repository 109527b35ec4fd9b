"""The sections of an application's file, each one query for its rows, whatever their number."""

from dataclasses import dataclass, field

from django.utils import timezone

from publicity.models import Announcement, NoticeEntry, Objection, Posting
from registry.documents.models import IssuedDocument
from registry.parties.models import Qualification
from registry.policy.dates import written
from registry.screening.models import Attachment, DepartmentOpinion, LeadingGroupDecision
from registry.screening.supplements import ITEMS

from .sight import OUT_OF_SIGHT


@dataclass
class Section:
    """One table of the file: `heads`, `rows` of words, and what is said when there are none."""

    title: str
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    empty: str = "没有记录。"


def day(value) -> str:
    return written(value) if value else "—"


def clock_time(moment) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}（北京时间）"


def figure(value, grouping=",") -> str:
    return "—" if value is None else format(value, grouping)


def items(keys) -> str:
    return "、".join(ITEMS.get(key, key) for key in keys) or "—"


def yes(value) -> str:
    return "是" if value else "否"


def particulars(application, sight):
    """What was applied for, by whom, and how it was received."""
    rows = [*_subject(application, sight), *_claims(application), *_reception(application, sight)]
    return Section("一、申报概况", ("项目", "内容"), rows)


def _subject(application, sight):
    business = application.business
    return [
        ("受理号", application.receipt_number),
        ("企业（户）", business.display_name),
        ("统一社会信用代码", business.uscc),
        ("主体类型", business.get_kind_display()),
        ("法定代表人/经营者", business.operator_name),
        ("所属镇", business.get_town_display() or "—"),
        ("联系电话", sight.phone(business.phone)),
        ("轮次", str(application.round)),
        ("申报方式", application.get_channel_display()),
        ("推荐单位", str(application.recommender or "—")),
        ("联系人", application.contact_name),
        ("联系人电话", sight.phone(application.contact_phone)),
    ]


def _claims(application):
    return [
        ("在伊金霍洛旗工商注册", yes(application.registered_here)),
        ("由伊金霍洛旗税务征管", yes(application.taxed_here)),
        ("有固定经营场所，生产经营正常", yes(application.has_premises)),
        ("同意公示", yes(application.consents_publication)),
        ("授权查询征信", yes(application.consents_credit_query)),
        ("同意公示经营者姓名", yes(application.consents_operator_name)),
        ("声明文本版本", application.consents_version or "—"),
        ("申报行业代码", application.industry_code or "—"),
        ("申报从业人员（人）", figure(application.employees)),
        ("申报营业收入（元）", figure(application.revenue)),
        ("申报资产总额（元）", figure(application.assets)),
        ("申报指标年度", figure(application.figures_year, "")),
        ("申报纳税信用级别", application.tax_grade or "—"),
        ("申报首次纳税日期", day(application.tax_since)),
    ]


def _reception(application, sight):
    return [
        ("登记内容待核对", sight.inner(application.particulars_note) or "—"),
        ("受理日期", day(application.received_on)),
        ("窗口外受理理由", sight.text(application.outside_window_reason) or "—"),
        ("补正期限", day(application.supplement_due_on)),
        ("要求补正的事项", items(application.supplement_items)),
        ("已经补正的事项", items(application.supplement_done)),
        ("划型结果", application.get_size_class_display() or "—"),
        ("划型理由", sight.text(application.size_reason) or "—"),
        ("当前状态", application.get_status_display()),
    ]


def attachments(application, sight):
    held = Attachment.objects.visible_to(sight.user).filter(application=application).order_by("id")
    rows = [
        (a.get_kind_display(), _name(a, sight), f"{a.size:,}", a.sha256, day(a.replaced_on)) for a in held
    ]
    empty = "没有上传材料。" if sight.full or sight.own else f"材料{OUT_OF_SIGHT}。"
    return Section(
        "二、申报材料", ("材料", "原文件名", "大小（字节）", "文件指纹（SHA-256）", "被替换日期"), rows, empty
    )


def _name(paper, sight):
    gone = f"（{day(paper.expired_on)}已按期限删除）" if paper.expired_on else ""
    return f"{sight.text(paper.original_name)}{gone}"


def opinions(application, sight):
    held = DepartmentOpinion.objects.visible_to(sight.user).filter(application=application)
    held = held.select_related("condition", "institution", "answered_by")
    rows = [_opinion(o, sight) for o in held.order_by("condition__order", "institution__order", "id")]
    heads = ("准入条件", "审核单位", "意见", "说明与查询凭据", "征询与答复", "效力")
    return Section("三、部门意见", heads, rows, "没有您可以查看的部门意见。")


def _opinion(o, sight):
    said = "\n".join(part for part in (sight.text(o.reason), sight.text(o.reference)) if part) or "—"
    asked = f"{day(o.asked_on)}征询"
    answered = f"{day(o.answered_on)}答复，{o.answered_by}" if o.answered_on else "尚未答复"
    answer = o.get_answer_display() or "未答复"
    return (
        str(o.condition),
        str(o.institution),
        answer,
        said,
        f"{asked}\n{answered}",
        "现行" if o.standing else "已被更正",
    )


def decision(application, sight):
    rows = [("办公室甄别结论", sight.inner(application.conclusion) or "—")]
    held = LeadingGroupDecision.objects.visible_to(sight.user).filter(application=application)
    for made in held.select_related("decided_by"):
        rows += [
            ("领导小组决定", "审核通过" if made.approved else "审核不通过"),
            ("会议纪要号", made.minutes_number),
            ("会议日期", day(made.met_on)),
            ("理由", sight.text(made.reason) or "—"),
            ("录入", f"{day(made.decided_on)} {made.decided_by}"),
        ]
    return Section("四、甄别结论与领导小组决定", ("项目", "内容"), rows)


def entries_of(application, sight):
    held = NoticeEntry.objects.visible_to(sight.user).filter(application=application)
    return list(held.select_related("notice", "announcement").order_by("id"))


def notices(entries):
    rows = [
        (
            e.notice.title, e.notice.serial or "尚未发布", e.notice.number or "—", f"第{e.ordinal}号 {e.shown_name}",
            f"{day(e.notice.starts_on)}至{day(e.notice.ends_on)}", e.get_status_display(), day(e.outcome_on), e.outcome_note or "—",
        )
        for e in entries
    ]  # fmt: skip
    heads = ("公示", "固定编号", "文号", "公示对象", "公示期", "结果", "结果日期", "结果说明")
    return Section("五、公示", heads, rows, "没有列入公示。")


def postings_of(entries, sight):
    held = Posting.objects.visible_to(sight.user).filter(notice__in={e.notice_id for e in entries})
    return list(held.order_by("posted_on", "id"))


def postings(held):
    rows = [
        (
            p.get_channel_display(),
            p.place or "—",
            day(p.posted_on),
            day(p.removed_on),
            p.url or ("照片" if p.photo else "—"),
        )
        for p in held
    ]
    return Section("六、公示发布凭据", ("渠道", "地点或栏目", "发布日期", "撤下日期", "凭据"), rows, "没有您可以查看的发布凭据。")  # fmt: skip


def objections(entries, sight):
    """Objections in full to their handlers; to others only that there was one and how it stands."""
    held = list(Objection.objects.filter(entry__in=[e.pk for e in entries]).order_by("id"))
    seen = set(
        Objection.objects.visible_to(sight.user)
        .filter(pk__in=[o.pk for o in held])
        .values_list("pk", flat=True)
    )
    rows = [_objection(o, o.pk in seen) for o in held]
    heads = ("受理号", "异议人", "联系方式", "收到日期", "事实与理由", "状态", "答复")
    return Section("七、异议", heads, rows, "没有收到异议。")


def _objection(o, seen):
    if not seen:
        return (OUT_OF_SIGHT, OUT_OF_SIGHT, OUT_OF_SIGHT, day(o.received_on), OUT_OF_SIGHT, o.get_status_display(), OUT_OF_SIGHT)  # fmt: skip
    who = f"{o.name}（{o.get_sort_display()}）" if o.name else o.get_sort_display()
    reply = f"{day(o.replied_on)} {o.reply_text}" if o.replied_on else "—"
    contact = "，".join(part for part in (o.phone, o.address) if part) or "—"
    return (o.receipt_number, who, contact, day(o.received_on), o.facts, o.get_status_display(), reply)


def qualifications_of(application, entries, sight):
    serials = [e.notice.serial for e in entries if e.notice.serial]
    held = Qualification.objects.visible_to(sight.user).filter(
        business=application.business, notice_serial__in=serials
    )
    return list(held.order_by("id"))


def announcements(entries, quals, changes, sight):
    """The announcement of the recognition, and those told of the qualification's later fate."""
    causes = [f"change:{c.position}" for c in changes]
    ids = {e.announcement_id for e in entries if e.announcement_id}
    held = Announcement.objects.visible_to(sight.user)
    held = (held.filter(pk__in=ids) | held.filter(cause__in=causes)).distinct().order_by("published_on", "id")
    rows = [(a.get_kind_display(), a.title, a.number, a.serial, day(a.published_on), a.sha256) for a in held]
    heads = ("种类", "标题", "文号", "固定编号", "发布日期", "正文指纹（SHA-256）")
    return Section("八、公告", heads, rows, "没有相关公告。")


def qualifications(held):
    rows = [
        (q.batch, q.get_status_display(), day(q.recognised_on), day(q.cancelled_on), day(q.may_reapply_on))
        for q in held
    ]
    heads = ("批次", "资格状态", "认定日期", "取消日期", "可再次申请日期")
    return Section("九、信用资格及后续", heads, rows, "没有形成信用资格。")


def papers_of(records, sight):
    """Papers issued about the file's records, oldest first. `records` maps a record type to row numbers."""
    from django.db.models import Q

    about = Q(pk__in=[])
    for kind, ids in records.items():
        about |= Q(record_type=kind, record_id__in=ids)
    return list(IssuedDocument.objects.visible_to(sight.user).filter(about).order_by("id"))


def papers(held):
    rows = [
        (p.get_kind_display(), p.number, p.title, p.addressee or "—", day(p.issued_on), p.sha256)
        for p in held
    ]
    heads = ("文种", "文号", "标题", "主送", "成文日期", "指纹（SHA-256）")
    return Section("十、文书", heads, rows, "没有您可以查看的文书。")
