from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="issueddocument",
            name="kind",
            field=models.CharField(
                choices=[
                    ("notice", "公示公告"),
                    ("referral", "推荐名单"),
                    ("result", "认定通知"),
                    ("declined", "未通过告知"),
                    ("warning", "预警提示函"),
                    ("cancellation", "取消资格决定"),
                    ("demand", "催收通知书"),
                    ("day1", "逾期首日报告"),
                    ("day60", "逾期满60日报告"),
                    ("consent", "同意代偿通知"),
                    ("refusal", "不同意代偿通知"),
                    ("compensation", "代偿通知书"),
                    ("bl_notice", "拟列入黑名单告知书"),
                    ("bl_decision", "列入决定书"),
                    ("bl_repair", "信用修复告知书"),
                    ("joint", "联合惩戒通知"),
                    ("removal", "移出决定"),
                    ("reply", "异议答复"),
                    ("ack", "异议受理告知"),
                    ("not_ack", "异议不予受理告知"),
                    ("statement", "核实通知"),
                ],
                db_index=True,
                max_length=16,
                verbose_name="文种",
            ),
        ),
    ]
