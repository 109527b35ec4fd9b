"""One version of the policy: every number of the document as a column, dated, approved by a second person."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from registry.history.models import Recorded

from .. import terms
from ..version_terms import FAR_FUTURE, litigation_codes, to_terms
from .claims import ClaimTerms
from .dated import DatedQuerySet, not_ending_before_start
from .publishing import PublishingTerms
from .reporting import ReportingTerms


def _between(low, high):
    return [MinValueValidator(low), MaxValueValidator(high)]


_MONTHS = RegexValidator(
    r"^(1[0-2]|[1-9])(,(1[0-2]|[1-9]))*$",
    "请填写1至12的月份，用英文逗号分隔，例如 5,12。",
)
_GRADES = RegexValidator(r"^[ABMCD](,[ABMCD])*$", "请填写A、B、M、C、D中的级别，用英文逗号分隔，例如 A,B。")


class PolicyVersionQuerySet(DatedQuerySet):
    def approved(self):
        return self.filter(approved_on__isnull=False)

    def in_force(self, on):
        """The approved version that holds on day `on`: at most one."""
        return super().in_force(on).approved()


class PolicyVersion(ReportingTerms, ClaimTerms, PublishingTerms, Recorded):
    """Numbers of the policy from one day to another. A decision stores the version it was made under.

    Only `registry.policy.versions` proposes and approves. The founding row is the document itself, taken over
    when the register began, hence without proposer and approver.
    """

    class CapScope(models.TextChoices):
        PER_CONTRACT = terms.PER_CONTRACT, "每份合同为硬上限，各机构合计只提示"
        PER_SUBJECT = terms.PER_SUBJECT, "每份合同和各机构合计均为硬上限"

    class RateBasis(models.TextChoices):
        LPR = terms.LPR, "贷款市场报价利率（LPR）"
        BENCHMARK = terms.BENCHMARK, "贷款基准利率"

    class Clock(models.TextChoices):
        WEBSITE = terms.WEBSITE, "以网站公布日起算"
        LAST_CHANNEL = terms.LAST_CHANNEL, "以各渠道中最晚的公布日起算"

    class GradeForIndividuals(models.TextChoices):
        IF_RATED = terms.IF_RATED, "参加评价的才要求"
        ALWAYS = terms.ALWAYS, "一律要求"
        NEVER = terms.NEVER, "不要求"

    document_number = models.CharField("发文字号", max_length=60, help_text="例如：伊政办发〔2019〕53号。")
    note = models.CharField(
        "版本说明",
        max_length=200,
        blank=True,
        help_text="文件没有标题的，不要自拟标题，在此简述即可。",
    )
    in_force_from = models.DateField("开始施行日")
    in_force_to = models.DateField("停止施行日", null=True, blank=True, help_text="含当日；未定则留空。")
    founding = models.BooleanField("随系统建立的首个版本", default=False, editable=False)

    cap_enterprise = models.DecimalField(
        "中小微企业单笔上限（元）",
        max_digits=18,
        decimal_places=2,
        help_text="文件二（一）1：单笔中小微企业最高500万元。",
    )
    cap_individual = models.DecimalField(
        "个体工商户单笔上限（元）",
        max_digits=18,
        decimal_places=2,
        help_text="文件二（一）1：个体工商户最高50万元。",
    )
    cap_scope = models.CharField(
        "上限适用范围",
        max_length=12,
        choices=CapScope.choices,
        default=CapScope.PER_CONTRACT,
        help_text="“单笔”指每份合同（额度）及其余额；历次放款不累加。",
    )
    fee_cap = models.DecimalField(
        "年化担保费率上限（%）",
        max_digits=6,
        decimal_places=3,
        validators=_between(0, 20),
        help_text="文件二（一）1：年化担保费率不超过1%。",
    )
    fee_cap_hard = models.BooleanField("担保费率超限即拒绝", default=True, help_text="文件此处没有“原则上”。")
    rate_benchmark_mult = models.DecimalField(
        "基准利率倍数",
        max_digits=6,
        decimal_places=3,
        validators=_between(1, 4),
        help_text="文件二（一）1：不超过基准贷款利率的30%，即上浮不超过30%。",
    )
    rate_lpr_spread_bp = models.PositiveIntegerField(
        "LPR加点上限（基点）",
        validators=_between(0, 2000),
        help_text="文件二（一）1：LPR上升不超过130个基点。",
    )
    rate_basis_default = models.CharField(
        "默认定价基准",
        max_length=12,
        choices=RateBasis.choices,
        default=RateBasis.LPR,
        help_text="2019年10月以后的新合同以LPR为基准。",
    )
    rate_cap_hard = models.BooleanField(
        "利率超限即拒绝",
        default=False,
        help_text="文件为“原则上”，默认只提示并要求说明理由。",
    )
    allin_target = models.DecimalField(
        "综合年化成本目标（%）",
        max_digits=6,
        decimal_places=3,
        help_text="文件二（一）1：年利率6%左右。",
    )
    allin_warn = models.DecimalField(
        "综合年化成本提示线（%）",
        max_digits=6,
        decimal_places=3,
        help_text="利率加担保费率高于此线时提示。",
    )
    target_enterprises = models.PositiveIntegerField(
        "中小微企业目标数", help_text="文件一（二）：100个，只作进度，不作限制。"
    )
    target_individuals = models.PositiveIntegerField("个体工商户目标数", help_text="文件一（二）：100户。")
    apply_months = models.CharField(
        "推荐申报月份",
        max_length=30,
        validators=[_MONTHS],
        help_text="文件二（二）1：每年5月份、12月份。用英文逗号分隔。",
    )
    publicity_workdays = models.PositiveSmallIntegerField(
        "公示期限（工作日）",
        validators=_between(1, 60),
        help_text="文件二（二）3：10个工作日。",
    )
    count_publication_day = models.BooleanField(
        "公布当日计入公示期",
        default=False,
        help_text="默认不计入（《民法典》第二百零一条）。",
    )
    publicity_clock = models.CharField(
        "公示起算",
        max_length=12,
        choices=Clock.choices,
        default=Clock.WEBSITE,
        help_text="文件二（二）3列举了多个渠道，由此确定以哪一个的公布日起算。",
    )
    hold_on_open_objection = models.BooleanField(
        "异议未办结则暂缓认定",
        default=True,
        help_text="文件二（二）3：公示期间无重大失信事件反映。只暂缓被异议的主体。",
    )
    cancel_needs_office = models.BooleanField(
        "取消资格须办公室确认",
        default=True,
        help_text="文件二（二）5：由授予资格的机关取消。",
    )
    cancel_auto = models.BooleanField(
        "允许系统自动取消资格",
        default=False,
        help_text="默认由人确认，可认定技术性逾期。",
    )
    reapply_after = models.DateField(
        "被取消后可再申请日",
        null=True,
        blank=True,
        help_text="文件二（二）5：不得再申请；未规定期限，默认留空。",
    )
    od_day1 = models.PositiveSmallIntegerField(
        "逾期首报日",
        validators=_between(1, 30),
        help_text="文件二（三）1：逾期的第1日（到期日的次日）。",
    )
    od_day60 = models.PositiveSmallIntegerField(
        "逾期处置日",
        validators=_between(1, 365),
        help_text="文件二（三）2：逾期满60日（自然日）。",
    )
    od_full_days = models.BooleanField(
        "须整日届满",
        default=False,
        help_text="勾选后，满60日从到期日后第61日零时起算。",
    )
    sla_day1_wd = models.PositiveSmallIntegerField(
        "首日报告时限（工作日）", help_text="文件二（三）1：及时报告；0为当日。"
    )
    sla_day60_wd = models.PositiveSmallIntegerField(
        "满60日报告时限（工作日）", help_text="文件二（三）2：及时报告。"
    )
    comp_include_penalty = models.BooleanField(
        "代偿含罚息复利", default=False, help_text="文件二（三）2：未清偿贷款本息全额。"
    )
    guarantor_share = models.DecimalField(
        "担保公司承担比例（%）",
        max_digits=6,
        decimal_places=3,
        validators=_between(0, 100),
        help_text="文件二（三）2：由担保公司全额代偿。",
    )
    bank_share = models.DecimalField(
        "金融机构承担比例（%）",
        max_digits=6,
        decimal_places=3,
        validators=_between(0, 100),
        default=0,
        help_text="与金融机构另有分担协议的填写；两项合计100%。",
    )
    qualification_months = models.PositiveSmallIntegerField(
        "资格有效期（月）",
        null=True,
        blank=True,
        help_text="文件未规定，默认留空，即长期有效。",
    )
    min_tax_years = models.PositiveSmallIntegerField(
        "最低纳税年限", help_text="文件二（一）3（2）：有1年及以上纳税记录。"
    )
    tax_grades_ok = models.CharField(
        "合格纳税信用级别",
        max_length=12,
        validators=[_GRADES],
        help_text="文件二（一）3（2）：不低于B级；M级低于B级。",
    )
    tax_grade_for_individuals = models.CharField(
        "个体工商户纳税级别",
        max_length=12,
        choices=GradeForIndividuals.choices,
        default=GradeForIndividuals.IF_RATED,
        help_text="个体工商户自愿参加纳税信用评价。",
    )
    litigation_roles_bad = models.CharField(
        "计为在案在诉的身份",
        max_length=100,
        validators=[litigation_codes],
        help_text="文件二（一）3（1）：无在案、在诉记录。可填：被告、被执行人、犯罪嫌疑人、第三人、原告、申请执行人、被害人；用顿号分隔。",
    )
    bl_reply_wd = models.PositiveSmallIntegerField(
        "拟列入黑名单的陈述申辩期（工作日）",
        validators=_between(1, 60),
        help_text="文件未规定，默认5个工作日。",
    )
    credit_report_retention_months = models.PositiveSmallIntegerField(
        "征信报告保存期（月）",
        help_text="文件未规定，轮次结束后保存，默认12个月，期满清除。",
    )
    objection_accept_wd = models.PositiveSmallIntegerField(
        "异议受理期限（工作日）",
        default=3,
        validators=_between(1, 60),
        help_text="收到后多少个工作日内受理或者告知不予受理。文件未规定，默认3个工作日。",
    )
    objection_decide_wd = models.PositiveSmallIntegerField(
        "异议核查期限（工作日）",
        default=15,
        validators=_between(1, 120),
        help_text="受理后多少个工作日内核查认定。文件未规定，默认15个工作日。",
    )
    objection_reply_wd = models.PositiveSmallIntegerField(
        "异议答复期限（工作日）",
        default=5,
        validators=_between(1, 60),
        help_text="核查认定后多少个工作日内答复异议人。文件未规定，默认5个工作日。",
    )
    statement_wd = models.PositiveSmallIntegerField(
        "被反映对象说明期限（工作日）",
        default=5,
        validators=_between(1, 60),
        help_text="文件未规定，默认5个工作日。",
    )
    objection_retention_months = models.PositiveSmallIntegerField(
        "异议人信息保存期（月）",
        default=24,
        validators=_between(1, 240),
        help_text="文件未规定，办结后保存，默认24个月，期满清除异议人信息、原文和材料。",
    )
    publicity_retention_months = models.PositiveSmallIntegerField(
        "公示名单中个人姓名的保存期（月）",
        default=24,
        validators=_between(1, 240),
        help_text="文件未规定，公示结束后在网页上保留，默认24个月，期满不再显示法定代表人、经营者姓名。",
    )

    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="提出人",
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="批准人",
    )
    approved_on = models.DateField("批准日", null=True, blank=True, editable=False)
    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "政策版本"
        verbose_name_plural = "政策版本"
        ordering = ["-in_force_from", "-id"]
        permissions = [("approve_policyversion", "可以批准政策版本")]
        constraints = [
            not_ending_before_start("ck_policy_from_to"),
            models.CheckConstraint(
                condition=Q(founding=True) | Q(proposed_by__isnull=False),
                name="ck_policy_proposer",
                violation_error_message="政策版本必须有提出人。",
            ),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True, approved_by__isnull=True)
                | Q(approved_on__isnull=False, approved_by__isnull=False)
                | Q(approved_on__isnull=False, founding=True),
                name="ck_policy_approver",
                violation_error_message="批准人和批准日必须同时具备。",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="ck_policy_two_people",
                violation_error_message="批准人不能是提出人本人，请由另一人批准。",
            ),
            models.CheckConstraint(
                condition=Q(cap_individual__gt=0, cap_enterprise__gte=F("cap_individual")),
                name="ck_policy_caps",
                violation_error_message="上限应大于零，且中小微企业上限不低于个体工商户上限。",
            ),
            models.CheckConstraint(
                condition=Q(
                    fee_cap__gte=0,
                    rate_benchmark_mult__gte=1,
                    allin_warn__gte=F("allin_target"),
                ),
                name="ck_policy_prices",
                violation_error_message="担保费率不能为负，基准倍数不小于1，提示线不低于目标。",
            ),
            models.CheckConstraint(
                condition=Q(
                    od_day1__gte=1,
                    od_day60__gt=F("od_day1"),
                    publicity_workdays__gte=1,
                    bl_reply_wd__gte=1,
                ),
                name="ck_policy_days",
                violation_error_message="首报日、公示期限和陈述申辩期至少为1日，处置日须晚于首报日。",
            ),
            models.CheckConstraint(
                condition=Q(
                    guarantor_share__gte=0,
                    bank_share__gte=0,
                    guarantor_share=100 - F("bank_share"),
                ),
                name="ck_policy_shares",
                violation_error_message="担保公司与金融机构的承担比例合计应为百分之百。",
            ),
            models.UniqueConstraint(
                fields=["in_force_from"],
                condition=Q(approved_on__isnull=False),
                name="uq_policy_from",
                violation_error_message="同一天开始施行的政策版本已经批准过一个。",
            ),
            models.UniqueConstraint(
                Coalesce("in_force_to", models.Value(FAR_FUTURE)),
                condition=Q(approved_on__isnull=False),
                name="uq_policy_to",
                violation_error_message="同一天停止施行（或均未定停止日）的政策版本已经批准过一个。",
            ),
        ]

    def __str__(self):
        return f"{self.document_number}（{self.in_force_from:%Y-%m-%d}起）"

    def holds_on(self, day) -> bool:
        """Whether this version is the one `in_force` finds for that day."""
        ends = self.in_force_to
        return self.approved_on is not None and self.in_force_from <= day and (ends is None or day <= ends)

    def terms(self) -> terms.PolicyTerms:
        """These numbers as plain values for the rules."""
        return to_terms(self)
