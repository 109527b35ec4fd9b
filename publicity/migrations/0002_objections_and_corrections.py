import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import publicity.models.notice
import publicity.models.objection


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_objection_letters"),
        ("publicity", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalObjectionPaper",
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
                    "side",
                    models.CharField(
                        choices=[
                            ("sender", "异议人提供"),
                            ("business", "被反映对象提供"),
                            ("office", "经办人登记"),
                        ],
                        max_length=8,
                        verbose_name="来源",
                    ),
                ),
                ("file", models.TextField(blank=True, max_length=200, verbose_name="文件")),
                ("original_name", models.CharField(max_length=200, verbose_name="原文件名")),
                ("size", models.PositiveIntegerField(verbose_name="大小（字节）")),
                ("sha256", models.CharField(max_length=64, verbose_name="文件指纹")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 异议材料",
                "verbose_name_plural": "historical 异议材料",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStatement",
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
                ("asked_on", models.DateField(verbose_name="通知日期")),
                ("due_on", models.DateField(db_index=True, verbose_name="说明期限")),
                ("text", models.TextField(blank=True, verbose_name="说明内容")),
                ("signed_by", models.CharField(blank=True, max_length=80, verbose_name="说明人")),
                ("given_on", models.DateField(blank=True, null=True, verbose_name="收到说明日期")),
                ("online", models.BooleanField(default=False, verbose_name="网上提交")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 被反映对象说明",
                "verbose_name_plural": "historical 被反映对象说明",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalWordingTemplate",
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
                            ("notice_title", "公示标题"),
                            ("notice_body", "公示正文"),
                            ("supplement_title", "补充公示标题"),
                            ("supplement_body", "补充公示正文"),
                            ("recognition", "认定公告"),
                            ("cancellation", "取消资格公告"),
                            ("restoration", "恢复资格更正公告"),
                            ("correction", "公示更正公告"),
                            ("ack", "异议受理告知"),
                            ("not_ack", "异议不予受理告知"),
                            ("reply", "异议答复"),
                            ("question", "核实通知"),
                        ],
                        db_index=True,
                        max_length=24,
                        verbose_name="文稿",
                    ),
                ),
                ("text", models.TextField(verbose_name="模板正文")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 文稿模板",
                "verbose_name_plural": "historical 文稿模板",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Knock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, verbose_name="指纹")),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "提交计数",
                "verbose_name_plural": "提交计数",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ObjectionPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="版本")),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("sender", "异议人提供"),
                            ("business", "被反映对象提供"),
                            ("office", "经办人登记"),
                        ],
                        max_length=8,
                        verbose_name="来源",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        storage=publicity.models.objection.private_storage,
                        upload_to="objections/%Y/%m",
                        verbose_name="文件",
                    ),
                ),
                ("original_name", models.CharField(max_length=200, verbose_name="原文件名")),
                ("size", models.PositiveIntegerField(verbose_name="大小（字节）")),
                ("sha256", models.CharField(max_length=64, verbose_name="文件指纹")),
                ("received_on", models.DateField(verbose_name="收到日期")),
            ],
            options={
                "verbose_name": "异议材料",
                "verbose_name_plural": "异议材料",
                "ordering": ["objection", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="版本")),
                ("asked_on", models.DateField(verbose_name="通知日期")),
                ("due_on", models.DateField(db_index=True, verbose_name="说明期限")),
                ("text", models.TextField(blank=True, verbose_name="说明内容")),
                ("signed_by", models.CharField(blank=True, max_length=80, verbose_name="说明人")),
                ("given_on", models.DateField(blank=True, null=True, verbose_name="收到说明日期")),
                ("online", models.BooleanField(default=False, verbose_name="网上提交")),
            ],
            options={
                "verbose_name": "被反映对象说明",
                "verbose_name_plural": "被反映对象说明",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="WaitingPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ticket", models.CharField(db_index=True, max_length=32, verbose_name="暂存号")),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        storage=publicity.models.objection.private_storage,
                        upload_to="quarantine/%Y/%m",
                        verbose_name="文件",
                    ),
                ),
                ("original_name", models.CharField(max_length=200, verbose_name="原文件名")),
                ("size", models.PositiveIntegerField(verbose_name="大小（字节）")),
                ("sha256", models.CharField(max_length=64, verbose_name="文件指纹")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "待检"), ("checked", "已检查")],
                        default="waiting",
                        max_length=8,
                        verbose_name="检查",
                    ),
                ),
                ("kept_on", models.DateField(db_index=True, verbose_name="暂存日期")),
            ],
            options={
                "verbose_name": "暂存材料",
                "verbose_name_plural": "暂存材料",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="WordingTemplate",
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
                            ("notice_title", "公示标题"),
                            ("notice_body", "公示正文"),
                            ("supplement_title", "补充公示标题"),
                            ("supplement_body", "补充公示正文"),
                            ("recognition", "认定公告"),
                            ("cancellation", "取消资格公告"),
                            ("restoration", "恢复资格更正公告"),
                            ("correction", "公示更正公告"),
                            ("ack", "异议受理告知"),
                            ("not_ack", "异议不予受理告知"),
                            ("reply", "异议答复"),
                            ("question", "核实通知"),
                        ],
                        max_length=24,
                        unique=True,
                        verbose_name="文稿",
                    ),
                ),
                ("text", models.TextField(verbose_name="模板正文")),
            ],
            options={
                "verbose_name": "文稿模板",
                "verbose_name_plural": "文稿模板",
                "ordering": ["pk"],
                "permissions": [("approve_wordingtemplate", "可以批准文稿模板")],
            },
        ),
        migrations.AlterModelOptions(
            name="noticeentry",
            options={
                "ordering": ["notice", "ordinal"],
                "permissions": [
                    ("publish_noticeentry", "可以开始公示（公示对象）"),
                    ("hold_noticeentry", "可以因异议暂缓认定（公示对象）"),
                    ("recognise_noticeentry", "可以认定（公示对象）"),
                    ("refuse_noticeentry", "可以不予认定（公示对象）"),
                    ("withdraw_noticeentry", "可以撤回（公示对象）"),
                    ("correct_noticeentry", "可以更正公示信息"),
                ],
                "verbose_name": "公示对象",
                "verbose_name_plural": "公示对象",
            },
        ),
        migrations.RemoveConstraint(
            model_name="objection",
            name="ck_objection_real_name",
        ),
        migrations.AddField(
            model_name="announcement",
            name="entry",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="publicity.noticeentry",
                verbose_name="更正的公示对象",
            ),
        ),
        migrations.AddField(
            model_name="historicalannouncement",
            name="entry",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="publicity.noticeentry",
                verbose_name="更正的公示对象",
            ),
        ),
        migrations.AddField(
            model_name="historicalnotice",
            name="counted_from",
            field=models.DateField(
                blank=True,
                editable=False,
                help_text="必经渠道发布较晚、批准顺延的，从实际发布日起算。",
                null=True,
                verbose_name="从何日起算",
            ),
        ),
        migrations.AddField(
            model_name="historicalnotice",
            name="supplements",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="publicity.notice",
                verbose_name="补充哪一份公示",
            ),
        ),
        migrations.AddField(
            model_name="historicalnoticeentry",
            name="corrected_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="更正日期"),
        ),
        migrations.AddField(
            model_name="historicalobjection",
            name="accept_due_on",
            field=models.DateField(
                blank=True, db_index=True, editable=False, null=True, verbose_name="受理期限"
            ),
        ),
        migrations.AddField(
            model_name="historicalobjection",
            name="decide_due_on",
            field=models.DateField(
                blank=True, db_index=True, editable=False, null=True, verbose_name="核查期限"
            ),
        ),
        migrations.AddField(
            model_name="historicalobjection",
            name="forget_on",
            field=models.DateField(
                blank=True, db_index=True, editable=False, null=True, verbose_name="保存到"
            ),
        ),
        migrations.AddField(
            model_name="historicalobjection",
            name="forgotten_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="清除日期"),
        ),
        migrations.AddField(
            model_name="historicalobjection",
            name="original_sha256",
            field=models.CharField(default="", editable=False, max_length=64, verbose_name="原文指纹"),
        ),
        migrations.AddField(
            model_name="historicalobjection",
            name="reply_due_on",
            field=models.DateField(
                blank=True, db_index=True, editable=False, null=True, verbose_name="答复期限"
            ),
        ),
        migrations.AddField(
            model_name="historicalobjection",
            name="shared_on",
            field=models.DateField(blank=True, null=True, verbose_name="脱敏日期"),
        ),
        migrations.AddField(
            model_name="historicalobjection",
            name="shared_text",
            field=models.TextField(blank=True, verbose_name="脱敏文本（供核查、说明使用）"),
        ),
        migrations.AddField(
            model_name="historicalposting",
            name="posted_at",
            field=models.TimeField(blank=True, null=True, verbose_name="发布时间"),
        ),
        migrations.AddField(
            model_name="historicalposting",
            name="posted_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="登记人",
            ),
        ),
        migrations.AddField(
            model_name="historicalposting",
            name="removal_photo",
            field=models.TextField(blank=True, max_length=200, verbose_name="撤下后的照片或截图"),
        ),
        migrations.AddField(
            model_name="historicalposting",
            name="removal_url",
            field=models.URLField(blank=True, verbose_name="撤下后的网址"),
        ),
        migrations.AddField(
            model_name="historicalposting",
            name="removed_at",
            field=models.TimeField(blank=True, null=True, verbose_name="撤下时间"),
        ),
        migrations.AddField(
            model_name="historicalposting",
            name="removed_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="撤下登记人",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="counted_from",
            field=models.DateField(
                blank=True,
                editable=False,
                help_text="必经渠道发布较晚、批准顺延的，从实际发布日起算。",
                null=True,
                verbose_name="从何日起算",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="supplements",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="additions",
                to="publicity.notice",
                verbose_name="补充哪一份公示",
            ),
        ),
        migrations.AddField(
            model_name="noticeentry",
            name="corrected_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="更正日期"),
        ),
        migrations.AddField(
            model_name="objection",
            name="accept_due_on",
            field=models.DateField(
                blank=True, db_index=True, editable=False, null=True, verbose_name="受理期限"
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="decide_due_on",
            field=models.DateField(
                blank=True, db_index=True, editable=False, null=True, verbose_name="核查期限"
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="forget_on",
            field=models.DateField(
                blank=True, db_index=True, editable=False, null=True, verbose_name="保存到"
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="forgotten_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="清除日期"),
        ),
        migrations.AddField(
            model_name="objection",
            name="original_sha256",
            field=models.CharField(default="", editable=False, max_length=64, verbose_name="原文指纹"),
        ),
        migrations.AddField(
            model_name="objection",
            name="reply_due_on",
            field=models.DateField(
                blank=True, db_index=True, editable=False, null=True, verbose_name="答复期限"
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="shared_on",
            field=models.DateField(blank=True, null=True, verbose_name="脱敏日期"),
        ),
        migrations.AddField(
            model_name="objection",
            name="shared_text",
            field=models.TextField(blank=True, verbose_name="脱敏文本（供核查、说明使用）"),
        ),
        migrations.AddField(
            model_name="posting",
            name="posted_at",
            field=models.TimeField(blank=True, null=True, verbose_name="发布时间"),
        ),
        migrations.AddField(
            model_name="posting",
            name="posted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="登记人",
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="removal_photo",
            field=models.FileField(
                blank=True,
                max_length=200,
                storage=publicity.models.notice.private_storage,
                upload_to="postings/%Y/%m",
                verbose_name="撤下后的照片或截图",
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="removal_url",
            field=models.URLField(blank=True, verbose_name="撤下后的网址"),
        ),
        migrations.AddField(
            model_name="posting",
            name="removed_at",
            field=models.TimeField(blank=True, null=True, verbose_name="撤下时间"),
        ),
        migrations.AddField(
            model_name="posting",
            name="removed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="撤下登记人",
            ),
        ),
        migrations.AlterField(
            model_name="historicalobjection",
            name="facts",
            field=models.TextField(verbose_name="事实与理由（原文）"),
        ),
        migrations.AlterField(
            model_name="objection",
            name="facts",
            field=models.TextField(verbose_name="事实与理由（原文）"),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sort", "anonymous"),
                    ("forgotten_on__isnull", False),
                    models.Q(models.Q(("name", ""), _negated=True), models.Q(("phone", ""), _negated=True)),
                    _connector="OR",
                ),
                name="ck_objection_real_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("forgotten_on", None),
                    models.Q(("address", ""), ("facts", ""), ("name", ""), ("phone", "")),
                    _connector="OR",
                ),
                name="ck_objection_forgotten_is_empty",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("removed_on", None),
                    ("removed_by", None),
                    models.Q(("removal_url", ""), _negated=True),
                    models.Q(("removal_photo", ""), _negated=True),
                    _connector="OR",
                ),
                name="ck_removal_proof",
            ),
        ),
        migrations.AddField(
            model_name="historicalobjectionpaper",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalobjectionpaper",
            name="objection",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="publicity.objection",
                verbose_name="异议",
            ),
        ),
        migrations.AddField(
            model_name="historicalstatement",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalstatement",
            name="letter",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="documents.issueddocument",
                verbose_name="核实通知",
            ),
        ),
        migrations.AddField(
            model_name="historicalstatement",
            name="objection",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="publicity.objection",
                verbose_name="异议",
            ),
        ),
        migrations.AddField(
            model_name="historicalwordingtemplate",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="knock",
            index=models.Index(fields=["key", "at"], name="ix_knock"),
        ),
        migrations.AddField(
            model_name="objectionpaper",
            name="objection",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="papers",
                to="publicity.objection",
                verbose_name="异议",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="letter",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.issueddocument",
                verbose_name="核实通知",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="objection",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="statement",
                to="publicity.objection",
                verbose_name="异议",
            ),
        ),
        migrations.AddConstraint(
            model_name="waitingpaper",
            constraint=models.UniqueConstraint(fields=("ticket", "sha256"), name="uq_waiting_paper_once"),
        ),
        migrations.AddIndex(
            model_name="historicalobjectionpaper",
            index=models.Index(fields=["history_date", "id"], name="publicity_h_history_28a5c6_idx"),
        ),
        migrations.AddIndex(
            model_name="historicalstatement",
            index=models.Index(fields=["history_date", "id"], name="publicity_h_history_f9789d_idx"),
        ),
        migrations.AddIndex(
            model_name="historicalwordingtemplate",
            index=models.Index(fields=["history_date", "id"], name="publicity_h_history_7539d7_idx"),
        ),
        migrations.AddConstraint(
            model_name="objectionpaper",
            constraint=models.UniqueConstraint(
                fields=("objection", "sha256"), name="uq_objection_paper_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("given_on", None), ("given_on__gte", models.F("asked_on")), _connector="OR"
                ),
                name="ck_statement_after_question",
            ),
        ),
    ]
