import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import registry.lending.files


class Migration(migrations.Migration):
    dependencies = [
        ("lending", "0007_ripple"),
        ("parties", "0015_superior"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="overdueepisode",
            options={
                "ordering": ["-unpaid_since", "-id"],
                "permissions": [
                    ("reach_day60_overdueepisode", "可以满60日（逾期）"),
                    ("cure_overdueepisode", "可以已还清到期本息（逾期）"),
                    ("reopen_overdueepisode", "可以更正为未还清（逾期）"),
                    ("restate_overdueepisode", "可以更正逾期起始日（逾期）"),
                    ("void_overdueepisode", "可以撤销（银行数据有误）（逾期）"),
                    ("revive_overdueepisode", "可以更正为确有逾期（逾期）"),
                    ("claim_overdueepisode", "可以提出代偿申请（逾期）"),
                    ("return_claim_overdueepisode", "可以代偿申请退回（逾期）"),
                    ("compensate_overdueepisode", "可以已代偿（逾期）"),
                    ("start_recovery_overdueepisode", "可以开始追偿（逾期）"),
                    ("undo_compensation_overdueepisode", "可以代偿款已退还，恢复原状（逾期）"),
                    ("finish_recovery_overdueepisode", "可以追偿结清（逾期）"),
                    ("ask_write_off_overdueepisode", "可以申请核销（逾期）"),
                    ("write_off_overdueepisode", "可以批准核销（逾期）"),
                    ("decline_write_off_overdueepisode", "可以不批准核销（逾期）"),
                ],
                "verbose_name": "逾期",
                "verbose_name_plural": "逾期",
            },
        ),
        migrations.AddField(
            model_name="compensationclaim",
            name="aged",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="催办级别"),
        ),
        migrations.AddField(
            model_name="compensationclaim",
            name="cut_reason",
            field=models.CharField(
                blank=True, help_text="同意金额少于申请金额的理由。", max_length=500, verbose_name="核减理由"
            ),
        ),
        migrations.AddField(
            model_name="compensationclaim",
            name="difference",
            field=models.CharField(blank=True, max_length=500, verbose_name="收款与支付不一致的说明"),
        ),
        migrations.AddField(
            model_name="compensationclaim",
            name="received_amount",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=18, null=True, verbose_name="银行收款金额（元）"
            ),
        ),
        migrations.AddField(
            model_name="compensationclaim",
            name="round",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="第几次提交"),
        ),
        migrations.AddField(
            model_name="compensationclaim",
            name="waiting_since",
            field=models.DateField(blank=True, db_index=True, null=True, verbose_name="等待办理起始日"),
        ),
        migrations.AddField(
            model_name="historicalcompensationclaim",
            name="aged",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="催办级别"),
        ),
        migrations.AddField(
            model_name="historicalcompensationclaim",
            name="cut_reason",
            field=models.CharField(
                blank=True, help_text="同意金额少于申请金额的理由。", max_length=500, verbose_name="核减理由"
            ),
        ),
        migrations.AddField(
            model_name="historicalcompensationclaim",
            name="difference",
            field=models.CharField(blank=True, max_length=500, verbose_name="收款与支付不一致的说明"),
        ),
        migrations.AddField(
            model_name="historicalcompensationclaim",
            name="received_amount",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=18, null=True, verbose_name="银行收款金额（元）"
            ),
        ),
        migrations.AddField(
            model_name="historicalcompensationclaim",
            name="round",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="第几次提交"),
        ),
        migrations.AddField(
            model_name="historicalcompensationclaim",
            name="waiting_since",
            field=models.DateField(blank=True, db_index=True, null=True, verbose_name="等待办理起始日"),
        ),
        migrations.AlterField(
            model_name="historicaloverdueepisode",
            name="status",
            field=models.CharField(
                choices=[
                    ("open", "逾期（满1日）"),
                    ("day60", "逾期满60日"),
                    ("cured", "已还清"),
                    ("voided", "数据有误，已撤销"),
                    ("claimed", "代偿申请中"),
                    ("compensated", "已代偿"),
                    ("recovering", "追偿中"),
                    ("write_off_asked", "核销待批"),
                    ("recovered", "追偿结清"),
                    ("written_off", "已核销"),
                ],
                db_index=True,
                default="open",
                editable=False,
                max_length=24,
                verbose_name="状态",
            ),
        ),
        migrations.AlterField(
            model_name="overdueepisode",
            name="status",
            field=models.CharField(
                choices=[
                    ("open", "逾期（满1日）"),
                    ("day60", "逾期满60日"),
                    ("cured", "已还清"),
                    ("voided", "数据有误，已撤销"),
                    ("claimed", "代偿申请中"),
                    ("compensated", "已代偿"),
                    ("recovering", "追偿中"),
                    ("write_off_asked", "核销待批"),
                    ("recovered", "追偿结清"),
                    ("written_off", "已核销"),
                ],
                db_index=True,
                default="open",
                editable=False,
                max_length=24,
                verbose_name="状态",
            ),
        ),
        migrations.CreateModel(
            name="ClaimDossier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="版本")),
                ("opened_on", models.DateField(verbose_name="建立日期")),
                (
                    "told_day",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="逾期第1、30、45、55日各查一次，有缺件的提醒银行。",
                        verbose_name="最近提醒的逾期日",
                    ),
                ),
                (
                    "bank",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.institution",
                        verbose_name="银行",
                    ),
                ),
                (
                    "business",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.business",
                        verbose_name="企业（户）",
                    ),
                ),
                (
                    "episode",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossier",
                        to="lending.overdueepisode",
                        verbose_name="逾期",
                    ),
                ),
            ],
            options={
                "verbose_name": "代偿资料包",
                "verbose_name_plural": "代偿资料包",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="PaperRequirement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="版本")),
                (
                    "code",
                    models.SlugField(
                        help_text="小写英文字母，一经使用不再更改。", max_length=24, verbose_name="编号"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="资料名称")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("upload", "银行上传"),
                            ("day1", "逾期首日报告"),
                            ("day60", "逾期满60日报告"),
                            ("demand", "催收通知书及送达证明"),
                            ("check", "资金使用监督记录"),
                            ("inquiry", "放款前调查结论"),
                        ],
                        max_length=12,
                        verbose_name="来源",
                    ),
                ),
                (
                    "needed",
                    models.CharField(
                        choices=[
                            ("always", "必备"),
                            ("undue", "本金尚未全部到期时必备"),
                            ("optional", "选备"),
                        ],
                        default="always",
                        max_length=8,
                        verbose_name="是否必备",
                    ),
                ),
                (
                    "from_day",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="此前不算缺件。",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="从逾期第几日起需要",
                    ),
                ),
                (
                    "by_day",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="到这一日仍缺的，亮红灯。",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="应在逾期第几日备齐",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=100, verbose_name="序号")),
                ("in_force_from", models.DateField(verbose_name="开始施行日")),
                (
                    "in_force_to",
                    models.DateField(
                        blank=True, help_text="含当日；未定则留空。", null=True, verbose_name="停止施行日"
                    ),
                ),
            ],
            options={
                "verbose_name": "代偿资料清单",
                "verbose_name_plural": "代偿资料清单",
                "ordering": ["order", "-in_force_from"],
                "permissions": [("approve_paperrequirement", "可以批准代偿资料清单的变更")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_force_to__isnull", True),
                            ("in_force_to__gte", models.F("in_force_from")),
                            _connector="OR",
                        ),
                        name="ck_paper_from_to",
                        violation_error_message="“停止施行日”早于“开始施行日”。请核对两个日期。",
                    ),
                    models.UniqueConstraint(
                        fields=("code", "in_force_from"),
                        name="uq_paper_code",
                        violation_error_message="该编号同一天开始施行的资料要求已经录入。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by_day__gte", models.F("from_day"))),
                        name="ck_paper_days",
                        violation_error_message="“应备齐日”早于“起算日”。请核对两个天数。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalClaimDossier",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "history_username",
                    models.CharField(
                        blank=True, db_index=True, default="", max_length=150, verbose_name="操作账号"
                    ),
                ),
                (
                    "history_source",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="来源"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="版本")),
                ("opened_on", models.DateField(verbose_name="建立日期")),
                (
                    "told_day",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="逾期第1、30、45、55日各查一次，有缺件的提醒银行。",
                        verbose_name="最近提醒的逾期日",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "bank",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="parties.institution",
                        verbose_name="银行",
                    ),
                ),
                (
                    "business",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="parties.business",
                        verbose_name="企业（户）",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="lending.overdueepisode",
                        verbose_name="逾期",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 代偿资料包",
                "verbose_name_plural": "historical 代偿资料包",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(fields=["history_date", "id"], name="lending_his_history_f3a461_idx")
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPaperRequirement",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "history_username",
                    models.CharField(
                        blank=True, db_index=True, default="", max_length=150, verbose_name="操作账号"
                    ),
                ),
                (
                    "history_source",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="来源"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="版本")),
                (
                    "code",
                    models.SlugField(
                        help_text="小写英文字母，一经使用不再更改。", max_length=24, verbose_name="编号"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="资料名称")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("upload", "银行上传"),
                            ("day1", "逾期首日报告"),
                            ("day60", "逾期满60日报告"),
                            ("demand", "催收通知书及送达证明"),
                            ("check", "资金使用监督记录"),
                            ("inquiry", "放款前调查结论"),
                        ],
                        max_length=12,
                        verbose_name="来源",
                    ),
                ),
                (
                    "needed",
                    models.CharField(
                        choices=[
                            ("always", "必备"),
                            ("undue", "本金尚未全部到期时必备"),
                            ("optional", "选备"),
                        ],
                        default="always",
                        max_length=8,
                        verbose_name="是否必备",
                    ),
                ),
                (
                    "from_day",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="此前不算缺件。",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="从逾期第几日起需要",
                    ),
                ),
                (
                    "by_day",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="到这一日仍缺的，亮红灯。",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="应在逾期第几日备齐",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=100, verbose_name="序号")),
                ("in_force_from", models.DateField(verbose_name="开始施行日")),
                (
                    "in_force_to",
                    models.DateField(
                        blank=True, help_text="含当日；未定则留空。", null=True, verbose_name="停止施行日"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 代偿资料清单",
                "verbose_name_plural": "historical 代偿资料清单",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(fields=["history_date", "id"], name="lending_his_history_570e30_idx")
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRiskShare",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "history_username",
                    models.CharField(
                        blank=True, db_index=True, default="", max_length=150, verbose_name="操作账号"
                    ),
                ),
                (
                    "history_source",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="来源"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="版本")),
                (
                    "bearer",
                    models.CharField(
                        choices=[
                            ("guarantor", "担保公司"),
                            ("bank", "银行"),
                            ("fund", "风险补偿资金"),
                            ("reinsurer", "再担保机构"),
                        ],
                        max_length=12,
                        verbose_name="承担方",
                    ),
                ),
                ("percent", models.DecimalField(decimal_places=3, max_digits=6, verbose_name="比例（%）")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="金额（元）")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "bank",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="parties.institution",
                        verbose_name="银行",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="lending.compensationclaim",
                        verbose_name="代偿",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recovery",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="空：代偿支付的分担。",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="lending.recoveryentry",
                        verbose_name="追偿收回",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 风险分担明细",
                "verbose_name_plural": "historical 风险分担明细",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(fields=["history_date", "id"], name="lending_his_history_5a4ca3_idx")
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalShareAgreement",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "history_username",
                    models.CharField(
                        blank=True, db_index=True, default="", max_length=150, verbose_name="操作账号"
                    ),
                ),
                (
                    "history_source",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="来源"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="版本")),
                ("document", models.CharField(max_length=120, verbose_name="协议名称、文号")),
                (
                    "guarantor_share",
                    models.DecimalField(
                        decimal_places=3, default=100, max_digits=6, verbose_name="担保公司承担比例（%）"
                    ),
                ),
                (
                    "bank_share",
                    models.DecimalField(
                        decimal_places=3, default=0, max_digits=6, verbose_name="银行承担比例（%）"
                    ),
                ),
                (
                    "fund_share",
                    models.DecimalField(
                        decimal_places=3, default=0, max_digits=6, verbose_name="风险补偿资金承担比例（%）"
                    ),
                ),
                (
                    "reinsurer_share",
                    models.DecimalField(
                        decimal_places=3, default=0, max_digits=6, verbose_name="再担保机构承担比例（%）"
                    ),
                ),
                (
                    "in_force_from",
                    models.DateField(
                        help_text="合同签订日在施行期内的贷款，按本协议分担。", verbose_name="开始施行日"
                    ),
                ),
                (
                    "in_force_to",
                    models.DateField(
                        blank=True, help_text="含当日；未定则留空。", null=True, verbose_name="停止施行日"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "bank",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="parties.institution",
                        verbose_name="银行",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 风险分担协议",
                "verbose_name_plural": "historical 风险分担协议",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(fields=["history_date", "id"], name="lending_his_history_37aa6a_idx")
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDossierDocument",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "history_username",
                    models.CharField(
                        blank=True, db_index=True, default="", max_length=150, verbose_name="操作账号"
                    ),
                ),
                (
                    "history_source",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="来源"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="版本")),
                (
                    "about",
                    models.CharField(
                        blank=True, help_text="如文书号、日期、页数。", max_length=200, verbose_name="说明"
                    ),
                ),
                ("file", models.TextField(max_length=200, verbose_name="文件")),
                ("original_name", models.CharField(blank=True, max_length=120, verbose_name="文件原名")),
                ("uploaded_on", models.DateField(verbose_name="上传日期")),
                (
                    "lodgings",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="这次逾期的代偿申请在此前已提交几次；退回后补的由此可见。",
                        verbose_name="上传前已提交次数",
                    ),
                ),
                ("standing", models.BooleanField(default=True, editable=False, verbose_name="在资料包中")),
                ("taken_out_on", models.DateField(blank=True, null=True, verbose_name="撤下日期")),
                ("taken_out_for", models.CharField(blank=True, max_length=200, verbose_name="撤下理由")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "bank",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="parties.institution",
                        verbose_name="银行",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="lending.claimdossier",
                        verbose_name="代偿资料包",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="lending.paperrequirement",
                        verbose_name="资料名称",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 代偿资料",
                "verbose_name_plural": "historical 代偿资料",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(fields=["history_date", "id"], name="lending_his_history_9dde9e_idx")
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalClaimDeficiency",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "history_username",
                    models.CharField(
                        blank=True, db_index=True, default="", max_length=150, verbose_name="操作账号"
                    ),
                ),
                (
                    "history_source",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="来源"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="版本")),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("D01", "缺少"),
                            ("D02", "不清晰、缺页"),
                            ("D03", "未签字、盖章"),
                            ("D04", "与借据、合同不一致"),
                            ("D05", "日期、期间不符"),
                            ("D06", "金额、计息有误"),
                            ("D07", "送达证明不足"),
                            ("D08", "资金用途核查不足"),
                            ("D09", "已过有效期、需更新"),
                            ("D99", "其他"),
                        ],
                        max_length=4,
                        verbose_name="退回原因",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="第几次提交")),
                ("raised_on", models.DateField(verbose_name="退回日期")),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="补正说明")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="补正日期")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "bank",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="parties.institution",
                        verbose_name="银行",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="lending.compensationclaim",
                        verbose_name="代偿申请",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="空：代偿金额和计息。",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="lending.paperrequirement",
                        verbose_name="资料名称",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 代偿补正事项",
                "verbose_name_plural": "historical 代偿补正事项",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(fields=["history_date", "id"], name="lending_his_history_11b14d_idx")
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="DossierDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="版本")),
                (
                    "about",
                    models.CharField(
                        blank=True, help_text="如文书号、日期、页数。", max_length=200, verbose_name="说明"
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        storage=registry.lending.files.private_storage,
                        upload_to="dossiers/%Y/%m",
                        verbose_name="文件",
                    ),
                ),
                ("original_name", models.CharField(blank=True, max_length=120, verbose_name="文件原名")),
                ("uploaded_on", models.DateField(verbose_name="上传日期")),
                (
                    "lodgings",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="这次逾期的代偿申请在此前已提交几次；退回后补的由此可见。",
                        verbose_name="上传前已提交次数",
                    ),
                ),
                ("standing", models.BooleanField(default=True, editable=False, verbose_name="在资料包中")),
                ("taken_out_on", models.DateField(blank=True, null=True, verbose_name="撤下日期")),
                ("taken_out_for", models.CharField(blank=True, max_length=200, verbose_name="撤下理由")),
                (
                    "bank",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.institution",
                        verbose_name="银行",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="lending.claimdossier",
                        verbose_name="代偿资料包",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lending.paperrequirement",
                        verbose_name="资料名称",
                    ),
                ),
            ],
            options={
                "verbose_name": "代偿资料",
                "verbose_name_plural": "代偿资料",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("standing", True), ("taken_out_on", None)),
                            models.Q(("standing", False), ("taken_out_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="ck_document_taken_out",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimDeficiency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="版本")),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("D01", "缺少"),
                            ("D02", "不清晰、缺页"),
                            ("D03", "未签字、盖章"),
                            ("D04", "与借据、合同不一致"),
                            ("D05", "日期、期间不符"),
                            ("D06", "金额、计息有误"),
                            ("D07", "送达证明不足"),
                            ("D08", "资金用途核查不足"),
                            ("D09", "已过有效期、需更新"),
                            ("D99", "其他"),
                        ],
                        max_length=4,
                        verbose_name="退回原因",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="第几次提交")),
                ("raised_on", models.DateField(verbose_name="退回日期")),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="补正说明")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="补正日期")),
                (
                    "bank",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.institution",
                        verbose_name="银行",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deficiencies",
                        to="lending.compensationclaim",
                        verbose_name="代偿申请",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        help_text="空：代偿金额和计息。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lending.paperrequirement",
                        verbose_name="资料名称",
                    ),
                ),
            ],
            options={
                "verbose_name": "代偿补正事项",
                "verbose_name_plural": "代偿补正事项",
                "ordering": ["-round", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("claim", "round", "paper", "code"), name="uq_deficiency_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_on", None)),
                            models.Q(("answered_on__isnull", False), models.Q(("answer", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="ck_deficiency_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RiskShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="版本")),
                (
                    "bearer",
                    models.CharField(
                        choices=[
                            ("guarantor", "担保公司"),
                            ("bank", "银行"),
                            ("fund", "风险补偿资金"),
                            ("reinsurer", "再担保机构"),
                        ],
                        max_length=12,
                        verbose_name="承担方",
                    ),
                ),
                ("percent", models.DecimalField(decimal_places=3, max_digits=6, verbose_name="比例（%）")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="金额（元）")),
                (
                    "bank",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.institution",
                        verbose_name="银行",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="lending.compensationclaim",
                        verbose_name="代偿",
                    ),
                ),
                (
                    "recovery",
                    models.ForeignKey(
                        blank=True,
                        help_text="空：代偿支付的分担。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="lending.recoveryentry",
                        verbose_name="追偿收回",
                    ),
                ),
            ],
            options={
                "verbose_name": "风险分担明细",
                "verbose_name_plural": "风险分担明细",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("recovery", None)),
                        fields=("claim", "bearer"),
                        name="uq_share_of_payment",
                    ),
                    models.UniqueConstraint(fields=("recovery", "bearer"), name="uq_share_of_recovery"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), ("percent__gt", 0)), name="ck_share_figures"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShareAgreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="版本")),
                ("document", models.CharField(max_length=120, verbose_name="协议名称、文号")),
                (
                    "guarantor_share",
                    models.DecimalField(
                        decimal_places=3, default=100, max_digits=6, verbose_name="担保公司承担比例（%）"
                    ),
                ),
                (
                    "bank_share",
                    models.DecimalField(
                        decimal_places=3, default=0, max_digits=6, verbose_name="银行承担比例（%）"
                    ),
                ),
                (
                    "fund_share",
                    models.DecimalField(
                        decimal_places=3, default=0, max_digits=6, verbose_name="风险补偿资金承担比例（%）"
                    ),
                ),
                (
                    "reinsurer_share",
                    models.DecimalField(
                        decimal_places=3, default=0, max_digits=6, verbose_name="再担保机构承担比例（%）"
                    ),
                ),
                (
                    "in_force_from",
                    models.DateField(
                        help_text="合同签订日在施行期内的贷款，按本协议分担。", verbose_name="开始施行日"
                    ),
                ),
                (
                    "in_force_to",
                    models.DateField(
                        blank=True, help_text="含当日；未定则留空。", null=True, verbose_name="停止施行日"
                    ),
                ),
                (
                    "bank",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.institution",
                        verbose_name="银行",
                    ),
                ),
            ],
            options={
                "verbose_name": "风险分担协议",
                "verbose_name_plural": "风险分担协议",
                "ordering": ["bank", "-in_force_from"],
                "permissions": [("approve_shareagreement", "可以批准风险分担协议的变更")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_force_to__isnull", True),
                            ("in_force_to__gte", models.F("in_force_from")),
                            _connector="OR",
                        ),
                        name="ck_agreement_from_to",
                        violation_error_message="“停止施行日”早于“开始施行日”。请核对两个日期。",
                    ),
                    models.UniqueConstraint(
                        fields=("bank", "in_force_from"),
                        name="uq_agreement_bank_from",
                        violation_error_message="该银行同一天开始施行的协议已经录入。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bank_share__gte", 0),
                            ("fund_share__gte", 0),
                            (
                                "guarantor_share",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.Value(100), "-", models.F("bank_share")
                                        ),
                                        "-",
                                        models.F("fund_share"),
                                    ),
                                    "-",
                                    models.F("reinsurer_share"),
                                ),
                            ),
                            ("guarantor_share__gte", 0),
                            ("reinsurer_share__gte", 0),
                        ),
                        name="ck_agreement_shares",
                        violation_error_message="各方承担比例都不小于零，合计应为百分之百。请核对。",
                    ),
                ],
            },
        ),
    ]
