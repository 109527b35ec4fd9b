"""`verify_audit`: walk the audit chain; exit 1 and name the first row that does not hold."""

import json
import sys

from registry.ledger.chain import first_break
from registry.ledger.models import StatusChange
from registry.policy.console import ChineseCommand


class Command(ChineseCommand):
    help = "逐条核对状态变动台账的指纹链；有一条不符即指出并以 1 退出。"

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="只输出一个JSON对象。")

    def handle(self, **options):
        broken = first_break()
        rows = StatusChange.objects.count()
        sentence = broken[1] if broken else ""
        if options["json"]:
            position = broken[0].position if broken and broken[0] else None
            answer = {"rows": rows, "holds": not broken, "position": position, "problem": sentence}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        elif broken:
            self.stderr.write(f"台账不完整：{sentence}")
        else:
            self.stdout.write(f"台账完整：{rows} 条状态变动，首尾相接，指纹全部相符。")
        if broken:
            sys.exit(1)
