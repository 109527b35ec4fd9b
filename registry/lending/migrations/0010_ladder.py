import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import registry.lending.files


class Migration(migrations.Migration):
    dependencies = [
        ("lending", "0009_dossier_seed"),
        ("parties", "0015_superior"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="bankreport",
            name="cause_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("turnover", "资金周转困难"),
                    ("market", "市场变化、经营下滑"),
                    ("debtor", "下游拖欠货款"),
                    ("accident", "灾害、疾病等意外"),
                    ("dispute", "与银行或者他人有争议"),
                    ("unwilling", "有能力而拖延"),
                    ("lost", "失去联系"),
                    ("technical", "银行系统、扣款等技术原因"),
                    ("other", "其他"),
                ],
                max_length=10,
                verbose_name="原因类别",
            ),
        ),
        migrations.AddField(
            model_name="historicalbankreport",
            name="cause_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("turnover", "资金周转困难"),
                    ("market", "市场变化、经营下滑"),
                    ("debtor", "下游拖欠货款"),
                    ("accident", "灾害、疾病等意外"),
                    ("dispute", "与银行或者他人有争议"),
                    ("unwilling", "有能力而拖延"),
                    ("lost", "失去联系"),
                    ("technical", "银行系统、扣款等技术原因"),
                    ("other", "其他"),
                ],
                max_length=10,
                verbose_name="原因类别",
            ),
        ),
        migrations.CreateModel(
            name="CollectionTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="版本")),
                (
                    "owner",
                    models.CharField(
                        choices=[("bank", "银行"), ("guarantor", "担保公司"), ("office", "办公室")],
                        max_length=10,
                        verbose_name="办理单位",
                    ),
                ),
                ("due_on", models.DateField(db_index=True, verbose_name="应办日")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="办理日期")),
                ("told_late_on", models.DateField(blank=True, null=True, verbose_name="过期提醒日期")),
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
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="lending.overdueepisode",
                        verbose_name="逾期",
                    ),
                ),
            ],
            options={
                "verbose_name": "清收任务",
                "verbose_name_plural": "清收任务",
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="CollectionContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="版本")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "催收电话"),
                            ("message", "短信"),
                            ("visit", "上门走访"),
                            ("letter", "书面催收"),
                            ("protect", "保全提示"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="办理方式",
                    ),
                ),
                ("made_on", models.DateField(verbose_name="办理日期")),
                (
                    "met",
                    models.CharField(
                        blank=True, help_text="姓名、与借款人的关系。", max_length=60, verbose_name="联系对象"
                    ),
                ),
                ("result", models.TextField(verbose_name="办理情况")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        storage=registry.lending.files.private_storage,
                        upload_to="contacts/%Y/%m",
                        verbose_name="材料",
                    ),
                ),
                ("original_name", models.CharField(blank=True, max_length=120, verbose_name="材料原名")),
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
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="lending.overdueepisode",
                        verbose_name="逾期",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.institution",
                        verbose_name="办理单位",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "task",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact",
                        to="lending.collectiontask",
                        verbose_name="清收任务",
                    ),
                ),
            ],
            options={
                "verbose_name": "催收记录",
                "verbose_name_plural": "催收记录",
                "ordering": ["-made_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="LadderStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="版本")),
                ("name", models.CharField(max_length=60, verbose_name="步骤名称")),
                (
                    "day",
                    models.PositiveSmallIntegerField(
                        help_text="应还款日的次日为第1日；按自然日计算。",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="逾期第几日",
                    ),
                ),
                (
                    "owner",
                    models.CharField(
                        choices=[("bank", "银行"), ("guarantor", "担保公司"), ("office", "办公室")],
                        max_length=10,
                        verbose_name="办理单位",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "催收电话"),
                            ("message", "短信"),
                            ("visit", "上门走访"),
                            ("letter", "书面催收"),
                            ("protect", "保全提示"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="办理方式",
                    ),
                ),
                (
                    "obligatory",
                    models.BooleanField(
                        default=True, help_text="不是必须的，只提醒一次，不计过期。", verbose_name="必须办理"
                    ),
                ),
                ("in_force_from", models.DateField(verbose_name="开始施行日")),
                (
                    "in_force_to",
                    models.DateField(
                        blank=True, help_text="含当日；未定则留空。", null=True, verbose_name="停止施行日"
                    ),
                ),
            ],
            options={
                "verbose_name": "清收步骤",
                "verbose_name_plural": "清收步骤",
                "ordering": ["day", "id"],
                "permissions": [("approve_ladderstep", "可以批准清收步骤的变更")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_force_to__isnull", True),
                            ("in_force_to__gte", models.F("in_force_from")),
                            _connector="OR",
                        ),
                        name="ck_step_from_to",
                        violation_error_message="“停止施行日”早于“开始施行日”。请核对两个日期。",
                    ),
                    models.UniqueConstraint(
                        fields=("name", "in_force_from"),
                        name="uq_step_name",
                        violation_error_message="同名的步骤同一天开始施行的已经录入。",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="collectiontask",
            name="step",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="lending.ladderstep",
                verbose_name="清收步骤",
            ),
        ),
        migrations.CreateModel(
            name="RepaymentPromise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="版本")),
                ("made_on", models.DateField(verbose_name="承诺日期")),
                ("made_by", models.CharField(max_length=60, verbose_name="承诺人")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=18, verbose_name="承诺金额（元）"),
                ),
                ("due_on", models.DateField(db_index=True, verbose_name="承诺还款日")),
                ("judged_on", models.DateField(blank=True, null=True, verbose_name="认定日期")),
                (
                    "came_in",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=18,
                        null=True,
                        verbose_name="按银行报送收到（元）",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "未到期"),
                            ("kept", "已履行"),
                            ("broken", "未履行"),
                            ("dropped", "不再适用"),
                        ],
                        db_index=True,
                        default="open",
                        editable=False,
                        max_length=24,
                        verbose_name="状态",
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
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="lending.overdueepisode",
                        verbose_name="逾期",
                    ),
                ),
            ],
            options={
                "verbose_name": "还款承诺",
                "verbose_name_plural": "还款承诺",
                "ordering": ["-due_on", "-id"],
                "permissions": [
                    ("keep_repaymentpromise", "可以已履行（还款承诺）"),
                    ("find_broken_repaymentpromise", "可以到期未履行（还款承诺）"),
                    ("correct_kept_repaymentpromise", "可以更正为已履行（还款承诺）"),
                    ("correct_broken_repaymentpromise", "可以更正为未履行（还款承诺）"),
                    ("drop_repaymentpromise", "可以不再适用（还款承诺）"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCollectionContact",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "催收电话"),
                            ("message", "短信"),
                            ("visit", "上门走访"),
                            ("letter", "书面催收"),
                            ("protect", "保全提示"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="办理方式",
                    ),
                ),
                ("made_on", models.DateField(verbose_name="办理日期")),
                (
                    "met",
                    models.CharField(
                        blank=True, help_text="姓名、与借款人的关系。", max_length=60, verbose_name="联系对象"
                    ),
                ),
                ("result", models.TextField(verbose_name="办理情况")),
                ("file", models.TextField(blank=True, max_length=200, verbose_name="材料")),
                ("original_name", models.CharField(blank=True, max_length=120, verbose_name="材料原名")),
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
                (
                    "institution",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="parties.institution",
                        verbose_name="办理单位",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="lending.collectiontask",
                        verbose_name="清收任务",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 催收记录",
                "verbose_name_plural": "historical 催收记录",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(fields=["history_date", "id"], name="lending_his_history_9cecd4_idx")
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalLadderStep",
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
                ("name", models.CharField(max_length=60, verbose_name="步骤名称")),
                (
                    "day",
                    models.PositiveSmallIntegerField(
                        help_text="应还款日的次日为第1日；按自然日计算。",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="逾期第几日",
                    ),
                ),
                (
                    "owner",
                    models.CharField(
                        choices=[("bank", "银行"), ("guarantor", "担保公司"), ("office", "办公室")],
                        max_length=10,
                        verbose_name="办理单位",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "催收电话"),
                            ("message", "短信"),
                            ("visit", "上门走访"),
                            ("letter", "书面催收"),
                            ("protect", "保全提示"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="办理方式",
                    ),
                ),
                (
                    "obligatory",
                    models.BooleanField(
                        default=True, help_text="不是必须的，只提醒一次，不计过期。", verbose_name="必须办理"
                    ),
                ),
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
                "verbose_name": "historical 清收步骤",
                "verbose_name_plural": "historical 清收步骤",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(fields=["history_date", "id"], name="lending_his_history_1e4487_idx")
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRepaymentPromise",
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
                ("made_on", models.DateField(verbose_name="承诺日期")),
                ("made_by", models.CharField(max_length=60, verbose_name="承诺人")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=18, verbose_name="承诺金额（元）"),
                ),
                ("due_on", models.DateField(db_index=True, verbose_name="承诺还款日")),
                ("judged_on", models.DateField(blank=True, null=True, verbose_name="认定日期")),
                (
                    "came_in",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=18,
                        null=True,
                        verbose_name="按银行报送收到（元）",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "未到期"),
                            ("kept", "已履行"),
                            ("broken", "未履行"),
                            ("dropped", "不再适用"),
                        ],
                        db_index=True,
                        default="open",
                        editable=False,
                        max_length=24,
                        verbose_name="状态",
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
                "verbose_name": "historical 还款承诺",
                "verbose_name_plural": "historical 还款承诺",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(fields=["history_date", "id"], name="lending_his_history_aae0d8_idx")
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCollectionTask",
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
                    "owner",
                    models.CharField(
                        choices=[("bank", "银行"), ("guarantor", "担保公司"), ("office", "办公室")],
                        max_length=10,
                        verbose_name="办理单位",
                    ),
                ),
                ("due_on", models.DateField(db_index=True, verbose_name="应办日")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="办理日期")),
                ("told_late_on", models.DateField(blank=True, null=True, verbose_name="过期提醒日期")),
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
                (
                    "step",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="lending.ladderstep",
                        verbose_name="清收步骤",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 清收任务",
                "verbose_name_plural": "historical 清收任务",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(fields=["history_date", "id"], name="lending_his_history_e4570b_idx")
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddConstraint(
            model_name="collectiontask",
            constraint=models.UniqueConstraint(fields=("episode", "step"), name="uq_task_once"),
        ),
        migrations.AddConstraint(
            model_name="repaymentpromise",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="ck_promise_amount"
            ),
        ),
        migrations.AddConstraint(
            model_name="repaymentpromise",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("made_on"))), name="ck_promise_days"
            ),
        ),
    ]
