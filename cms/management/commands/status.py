"""`status --code USCC [--on D] [--known-on K]`: what the register says about one business, by two clocks."""

import json
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from publicity.standing import notices_on
from registry.history import clock
from registry.ledger.errors import Refusal
from registry.ledger.moves import table_for
from registry.ledger.replay import statuses_of
from registry.parties.models import Business
from registry.parties.naming import name_on
from registry.policy.console import ChineseCommand, day
from registry.policy.dates import written
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
        on, known_by = on or clock.today(), _end_of(known_on)
        said = {
            "code": business.uscc,
            "name": name_on(business, on=on, known_by=known_by),
            "on": on.isoformat(),
            "known_on": known_on.isoformat() if known_on else None,
            "records": list(_records(business, on, known_by)),
            "notices": notices_on(business.uscc, on=on, known_by=known_by),
            "blacklist": blacklist_on(business, on=on, known_by=known_by),
        }
        if options["json"]:
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            return
        for line in _lines(said, on, known_on):
            self.stdout.write(line)


def _lines(said, on, known_on):
    known = f"（以{written(known_on)}所知为准）" if known_on else ""
    yield f"{said['name'] or '（当时尚未登记）'}（{said['code']}），{written(on)}{known}："
    for line in said["records"] or [{"kind": "登记", "record": "尚无记录", "label": ""}]:
        yield f"  {line['kind']}  {line['record']}  {line['label']}"
    for notice in said["notices"]:
        yield f"  公示期  {_notice_in_words(notice)}"
    for case in said["blacklist"]:
        yield f"  黑名单  {_case_in_words(case)}"


def _notice_in_words(said):
    parts = [
        f"{said['number']}第{said['ordinal']}项“{said['shown_name']}”",
        said["state_label"],
        f"{written(date.fromisoformat(said['starts_on']))}至{written(date.fromisoformat(said['ends_on']))}",
    ]
    return "，".join([*parts, *(["截止日暂定"] if said["provisional"] else [])])


def _case_in_words(said):
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
    return datetime.combine(known_on, time.max, SHANGHAI) if known_on else None


def _records(business, on, known_by):
    for kind, key, status in statuses_of(business.uscc, on=on, known_by=known_by):
        if status:
            table = table_for(kind)
            yield {"kind": table.title, "record": key, "status": status, "label": table.label(status)}
