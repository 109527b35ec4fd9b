import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0014_reveal"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalinstitution",
            name="superior",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="如该行总行、该公司的主管单位。代偿申请久拖未办时同时发往它的收件邮箱。先以“上级单位”类别登记，再在此选择。",
                limit_choices_to={"kind": "superior"},
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="parties.institution",
                verbose_name="上级单位",
            ),
        ),
        migrations.AddField(
            model_name="institution",
            name="superior",
            field=models.ForeignKey(
                blank=True,
                help_text="如该行总行、该公司的主管单位。代偿申请久拖未办时同时发往它的收件邮箱。先以“上级单位”类别登记，再在此选择。",
                limit_choices_to={"kind": "superior"},
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="parties.institution",
                verbose_name="上级单位",
            ),
        ),
        migrations.AlterField(
            model_name="historicalinstitution",
            name="kind",
            field=models.CharField(
                choices=[
                    ("office", "领导小组办公室"),
                    ("leading", "领导小组"),
                    ("department", "成员单位"),
                    ("town", "镇"),
                    ("bank", "合作金融机构"),
                    ("microlender", "小额贷款公司"),
                    ("guarantor", "担保公司"),
                    ("provider", "信息提供单位"),
                    ("superior", "上级单位"),
                ],
                db_index=True,
                max_length=16,
                verbose_name="类别",
            ),
        ),
        migrations.AlterField(
            model_name="institution",
            name="kind",
            field=models.CharField(
                choices=[
                    ("office", "领导小组办公室"),
                    ("leading", "领导小组"),
                    ("department", "成员单位"),
                    ("town", "镇"),
                    ("bank", "合作金融机构"),
                    ("microlender", "小额贷款公司"),
                    ("guarantor", "担保公司"),
                    ("provider", "信息提供单位"),
                    ("superior", "上级单位"),
                ],
                db_index=True,
                max_length=16,
                verbose_name="类别",
            ),
        ),
    ]
