"""`status --code USCC [--on D] [--known-on K]`: what the register says about one business, by two clocks."""

import json
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from registry.history import clock
from registry.ledger.errors import Refusal
from registry.ledger.models import StatusChange
from registry.ledger.moves import table_for
from registry.ledger.replay import status_on
from registry.parties.models import Business
from registry.policy.console import ChineseCommand, day
from registry.policy.identifiers import clean
from registry.sanctions.standing import blacklist_on

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Command(ChineseCommand):
    help = "查询一家企业（户）在某日的登记状态，可指定以某日当时所知为准。"

    def add_arguments(self, parser):
        parser.add_argument("--code", required=True, metavar="代码", help="统一社会信用代码。")
        parser.add_argument("--on", type=day, metavar="日期", help="哪一天的状态；默认今天。")
        parser.add_argument("--known-on", type=day, metavar="日期", help="以哪一天当时所知为准；默认现在。")
        parser.add_argument("--json", action="store_true", help="只输出一个JSON对象。")

    def handle(self, *, code, on, known_on, **options):
        business = Business.objects.filter(uscc=clean(code)).first()
        if business is None:
            raise Refusal(f"登记中没有统一社会信用代码为“{code}”的企业（户），请核对代码。")
        on = on or clock.today()
        records = list(_records(business, on, _end_of(known_on)))
        blacklist = blacklist_on(business, on=on, known_by=_end_of(known_on))
        if options["json"]:
            answer = {"code": business.uscc, "name": business.display_name, "on": on.isoformat()}
            answer |= {"known_on": known_on.isoformat() if known_on else None, "records": records}
            answer["blacklist"] = blacklist
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        self.stdout.write(f"{business.display_name}（{business.uscc}），{on.isoformat()}：")
        for line in records or [{"kind": "登记", "record": "尚无记录", "label": ""}]:
            self.stdout.write(f"  {line['kind']}  {line['record']}  {line['label']}")
        for said in blacklist:
            self.stdout.write(f"  黑名单  {_in_words(said)}")


def _in_words(said):
    """Listed, shown and shut out are three things: each said apart."""
    parts = (
        said["ground"],
        said["severity"],
        "已列入" if said["listed"] else "未在列",
        "对外公开" if said["public"] else "不公开",
        "不得申请“信保贷”" if said["excluded"] else "不限制申请",
    )
    return "，".join(parts)


def _end_of(known_on):
    """The last instant of a day in Shanghai: what was known that day, evening included."""
    return datetime.combine(known_on + timedelta(days=1), time.min, SHANGHAI) if known_on else None


def _records(business, on, known_by):
    changes = StatusChange.objects.filter(subject_code=business.uscc)
    for kind, pk, key in _distinct(changes):
        status = status_on(kind, pk, on=on, known_by=known_by)
        if status:
            table = table_for(kind)
            yield {"kind": table.title, "record": key, "status": status, "label": table.label(status)}


def _distinct(changes):
    seen = {}
    for kind, pk, key in changes.order_by("position").values_list("record_type", "record_id", "record_key"):
        seen.setdefault((kind, pk), key)
    return [(kind, pk, key) for (kind, pk), key in seen.items()]
