"""`run_due`: bring every timed duty to a day, through the same verbs as the timers."""

import json

from cms.duties import bring_to
from registry.history import clock
from registry.policy.console import ChineseCommand, day


class Command(ChineseCommand):
    help = "把所有到期事项办理到指定日期（默认今天），逐日补办；重复运行不会重复办理。"

    def add_arguments(self, parser):
        parser.add_argument("--on", type=day, metavar="日期", help="办理到哪一天，如 2026-05-08；默认今天。")
        parser.add_argument(
            "--since", type=day, metavar="日期", help="从哪一天开始逐日补办；默认接上次运行。"
        )
        parser.add_argument("--dry-run", action="store_true", help="只列出将办理的事项，不写入。")
        parser.add_argument("--json", action="store_true", help="只输出一个JSON对象。")

    def handle(self, *, on, since, dry_run, **options):
        report = bring_to(on or clock.today(), since=since, dry_run=dry_run)
        if options["json"]:
            answer = {"on": report.on.isoformat(), "effects": report.effects}
            answer |= {"held": report.held, "failed": report.failed}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        for line in _words(report, "将办理" if dry_run else "已办理"):
            self.stdout.write(line)


def _words(report, verb):
    counts = f"{verb}{len(report.effects)}件，待人工{len(report.held)}件，失败{len(report.failed)}件。"
    yield f"{report.on.isoformat()}：{counts}"
    for effect in report.effects:
        yield f"  {effect['effective_on']}  {effect['duty']}  {effect['record']}  {effect['clause']}"
    for title, lines in (("待人工", report.held), ("失败", report.failed)):
        for line in lines:
            yield f"  {title}：{line['record']}（{line['duty']}）{line['reason']}"
