"""`draw_schema`: cms/schema/empty.sql from all migrations; `--check` fails when it is stale."""

from cms.schema import drawing, laying
from registry.history.errors import Refusal
from registry.policy.console import ChineseCommand


class Command(ChineseCommand):
    help = "根据全部迁移生成空数据库的脚本 cms/schema/empty.sql（约一分钟）。"

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="只核对文件是否过期，不写入。")

    def handle(self, *, check, **options):
        if not check:
            laying.SCRIPT.write_text(drawing.draw(), encoding="utf-8")
            self.stdout.write("已写入 cms/schema/empty.sql。")
        elif laying.is_stale() or not laying.is_whole():
            raise Refusal(
                "cms/schema/empty.sql 已过期或被手工改动。请执行 python manage.py draw_schema 后提交。"
            )
        else:
            self.stdout.write("cms/schema/empty.sql 与迁移一致。")
