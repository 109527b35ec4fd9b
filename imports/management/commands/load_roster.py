"""`load_roster`: take over an existing roster of recognised businesses."""

import json
from pathlib import Path

from imports.roster import take_over_roster
from registry.history import clock
from registry.history.errors import Refusal
from registry.policy.console import ChineseCommand, account, day


class Command(ChineseCommand):
    help = "接收既有的信用企业（户）名册：全部接收或者全部不接收，重复执行不会重复登记。"

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="文件", help="xlsx、xls、ods 或 csv 名册。")
        parser.add_argument(
            "--recognised-on", type=day, required=True, metavar="日期", help="认定日期，如 2025-06-30。"
        )
        parser.add_argument("--as", dest="username", required=True, metavar="账号", help="以哪个账号办理。")
        parser.add_argument("--json", action="store_true", help="只输出一个JSON对象。")

    def handle(self, *, file, recognised_on, username, **options):
        path = Path(file)
        if not path.is_file():
            raise Refusal(f"找不到文件“{file}”。请核对路径。")
        taken = take_over_roster(
            path.name,
            path.read_bytes(),
            recognised_on=recognised_on,
            actor=account(username),
            today=clock.today(),
        )
        if options["json"]:
            self.stdout.write(
                json.dumps({"rows": taken.rows, "created": taken.created, "unchanged": taken.unchanged})
            )
            return
        self.stdout.write(f"共{taken.rows}行，新接收{taken.created}户，已在册{taken.unchanged}户。")
