"""`publish_opendata`: tonight's open data now, table by table."""

import json

from django.core.management.base import CommandError

from cms.opendata import publish_open_data
from registry.history import clock
from registry.policy.console import ChineseCommand, day

WORDS = {"published": "已发布", "unchanged": "没有变化", "held": "暂停，等负责人核对", "failed": "没有生成"}


class Command(ChineseCommand):
    help = "生成当天的开放数据（名录、公示、公告的CSV和JSON）；重复运行不会重复生成。有表暂停或失败的，退出码为1。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--on",
            type=day,
            metavar="日期",
            help="生成哪一天的，如 2026-05-08；默认今天。不能补做比最新版本更早的。",
        )
        parser.add_argument("--json", action="store_true", help="只输出一个JSON对象。")

    def handle(self, *, on, **options):
        on = on or clock.today()
        told = publish_open_data(on)
        if options["json"]:
            self.stdout.write(json.dumps({"on": on.isoformat(), "tables": told}, ensure_ascii=False))
        else:
            for line in told:
                self.stdout.write(f"{line['table']}：{WORDS[line['outcome']]}。{line['told']}")
        if any(line["outcome"] in ("held", "failed") for line in told):
            if options["json"]:
                raise SystemExit(1)
            raise CommandError("有数据表没有发布，原因见上。")
