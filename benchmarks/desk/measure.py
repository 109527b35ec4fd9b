"""One process, one database: the staff's lists over few notes and over many, then the two clocks over as many ledger rows."""

import json
import os
import sys
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
ROUNDS, LOOKED = 7, 300
LIST = "/admin/lending/loannote/"
ASKED = {
    "第一页": "", "状态": "?status__exact=overdue", "银行": "?bank__id__exact={bank}", "借据号": "?q=JJ33",
    "合同号": "?q=HT33", "名称": "?q=第7商贸", "代码": "?q={code}", "没有的": "?q=没有这一家",
}  # fmt: skip


def main(count):
    import django

    django.setup()
    from django.core.management import call_command

    from benchmarks.daily import county, floor
    from benchmarks.ledger.county import bank_and_clerk, settle
    from cms.schema.laying import lay
    from registry.ledger.actors import system_actor

    lay()
    call_command("migrate", verbosity=0)
    settle(count)
    bank, _ = bank_and_clerk("DESK")
    told = {}
    for name, first, last in (("few", 0, count // 100), ("many", count // 100, count)):
        county.fill(bank, first, last, changing=0)
        _some_overdue()
        floor.analyse()
        told[name], told["counted"] = _lists(bank)
    from benchmarks.desk import ledger

    ledger.fill(count, system_actor())
    floor.analyse()
    print(json.dumps({**told, **_clocks()}, ensure_ascii=False))


def _some_overdue():
    """One note in a hundred, evenly spread."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE lending_loannote SET status = 'overdue' WHERE id % 100 = 0")


def _lists(bank):
    """(processor seconds of each list as the office reads it, statements that count a table without any condition)."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from benchmarks.ledger.spent import seconds
    from registry.parties.models import Business

    client, spent, counted = _office(), {}, []
    words = {"bank": bank.pk, "code": Business.objects.get(name="伊金霍洛旗第7商贸有限公司").uscc}
    for name, query in ASKED.items():
        address = LIST + query.format(**words)
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        assert ("JJ" in answer.content.decode()) is (name != "没有的"), address
        counted += [one["sql"] for one in seen if _counts_a_table(one["sql"])]
        each = [seconds(partial(client.get, address)) for _ in range(ROUNDS)]
        spent[name] = sorted(each)[ROUNDS // 2]
    return spent, counted


def _counts_a_table(sql):
    return "COUNT(*)" in sql.upper() and "LIMIT" not in sql.upper() and "lending_loannote" in sql


def _office():
    """The office's own view of the admin."""
    from django.test import Client

    from registry.history.acting import acting
    from registry.ledger.actors import system_actor
    from registry.parties.membership import grant
    from registry.parties.models import Institution, User

    user = User.objects.filter(username="desk").first()
    if user is None:
        with acting(system_actor(), "测速"):
            office = Institution.objects.filter(kind="office").first() or Institution.objects.create(
                code="OFFICE", kind="office", name="旗金融服务中心"
            )
        user = User(username="desk", full_name="测速员")
        user.set_unusable_password()
        user.save()
        grant(user, office, "clerk", actor=system_actor(), today=date(2026, 1, 1))
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def _clocks():
    """Processor seconds of every status on one day as known on another, and of the status as it is now, by credit code."""
    from benchmarks.ledger.spent import seconds
    from registry.ledger.replay import statuses_of
    from registry.parties.models import Qualification

    step = max(Qualification.objects.count() // LOOKED, 1)
    codes = list(Qualification.objects.order_by("pk").values_list("business__uscc", flat=True))[::step][
        :LOOKED
    ]
    day, moment = date(2024, 12, 1), datetime(2024, 11, 15, tzinfo=UTC)

    def now(code):
        return Qualification.objects.filter(business__uscc=code).values_list("status", flat=True).get()

    def then(code):
        return [status for *_, status in statuses_of(code, on=day, known_by=moment) if status]

    told = {}
    for name, ask in (("now", now), ("then", then)):
        assert ask(codes[0])
        told[name] = min(seconds(lambda ask=ask: [ask(code) for code in codes]) for _ in range(3)) / len(
            codes
        )
    return told


if __name__ == "__main__":
    main(int(sys.argv[1]))
