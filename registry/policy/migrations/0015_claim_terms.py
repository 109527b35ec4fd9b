import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policy", "0014_reporting_terms"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalpolicyversion",
            name="claim_climb_days",
            field=models.PositiveSmallIntegerField(
                default=10,
                help_text="等待满几日报告该单位的上级（办公室为负责人），以后每满同样天数再报一次。文件未规定，默认10日。",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(180),
                ],
                verbose_name="代偿申请上报天数",
            ),
        ),
        migrations.AddField(
            model_name="historicalpolicyversion",
            name="claim_remind_days",
            field=models.PositiveSmallIntegerField(
                default=5,
                help_text="在同一单位等待满几日（自然日）提醒该单位。文件未规定，默认5日。",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(180),
                ],
                verbose_name="代偿申请催办天数",
            ),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="claim_climb_days",
            field=models.PositiveSmallIntegerField(
                default=10,
                help_text="等待满几日报告该单位的上级（办公室为负责人），以后每满同样天数再报一次。文件未规定，默认10日。",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(180),
                ],
                verbose_name="代偿申请上报天数",
            ),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="claim_remind_days",
            field=models.PositiveSmallIntegerField(
                default=5,
                help_text="在同一单位等待满几日（自然日）提醒该单位。文件未规定，默认5日。",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(180),
                ],
                verbose_name="代偿申请催办天数",
            ),
        ),
    ]
