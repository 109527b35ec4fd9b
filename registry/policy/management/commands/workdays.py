"""workdays --from D --days N [--count-first] [--json]: the N-th working day and how it was reached."""

import json
from argparse import ArgumentTypeError

from registry.policy.calendars import current_calendar
from registry.policy.console import ChineseCommand, day
from registry.policy.dates import written
from registry.policy.reached import as_json

MOST = 2500


def _count(text):
    if not text.isdecimal() or not 1 <= int(text) <= MOST:
        raise ArgumentTypeError(f"“{text}”应为1至{MOST}之间的整数。")
    return int(text)


class Command(ChineseCommand):
    help = "计算从某日起的第N个工作日，并逐日说明是否计入及原因。默认起算日当天不计入。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--from", dest="start", type=day, required=True, metavar="日期", help="起算日，如 2026-05-08。"
        )
        parser.add_argument(
            "--days", type=_count, required=True, metavar="N", help=f"工作日天数，1至{MOST}。"
        )
        parser.add_argument("--count-first", action="store_true", help="起算日当天为工作日的，也计入。")
        parser.add_argument("--json", action="store_true", help="只输出一个JSON对象。")

    def handle(self, *, start, days, count_first, **options):
        window = current_calendar().window(start, days, count_first=count_first)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(window), ensure_ascii=False))
            return
        nth = 0
        for mark in window.days:
            nth += mark.counted
            counted = f"第{nth}个" if mark.counted else "不计"
            self.stdout.write(f"{mark.date.isoformat()}  {counted}\t{mark.why}")
        note = "（暂定，以国务院节假日通知为准）" if window.provisional else ""
        self.stdout.write(f"第{days}个工作日：{written(window.end)}{note}")
