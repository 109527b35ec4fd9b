"""One process, one database: a county of names, the index built, then questions of each kind against a scan and a look-up."""

import json
import os
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
TODAY = date(2026, 11, 20)
ASKED, SCANNED, PAGES = 300, 8, 60
LIKE = """SELECT q.id, q.recognised_on, b.name, b.uscc, b.town FROM parties_qualification q JOIN parties_business b
 ON b.id = q.business_id WHERE q.status IN ('qualified', 'warned') AND b.{column} LIKE %s ORDER BY q.recognised_on DESC LIMIT 20"""


def main(count):
    import django

    django.setup()
    from django.core.management import call_command

    from cms.schema.laying import lay

    lay()
    call_command("migrate", verbosity=0)
    print(json.dumps(measured(count), ensure_ascii=False))


def measured(count):
    """Processor seconds of each kind of question, scan, look-up and page over `count` names, and of building the index."""
    from django.db import connection

    from benchmarks.daily import floor
    from benchmarks.ledger.spent import seconds
    from benchmarks.search import county
    from publicity.search.indexing import rebuild

    some = county.settle(count)
    built = seconds(lambda: rebuild(TODAY))
    floor.analyse()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # What other processes spend is not counted, so the scan has none to help it.
            cursor.execute("SET max_parallel_workers_per_gather = 0")
    kinds = _kinds(some)
    return {
        "built": built,
        "asked": {kind: _asked(words) for kind, words in kinds.items()},
        "scan": {kind: _scanned(kind, words) for kind, words in kinds.items()},
        "common": {word: _asked([word] * 5) for word in ("有限公司", "公司", "伊金霍洛旗", "gs", "1506")},
        "exact": _exact([code for *_, code in some]),
        "page": {kind: _page("/sousuo/", "q", words) for kind, words in kinds.items()},
        "check_page": _page("/chaxun/", "code", [code for *_, code in some]),
    }


def _kinds(some):
    from publicity.search.sounding import readings

    def first(name):
        return "".join(readings(one)[0][0] for one in name)

    long = [own for own, *_ in some if len(own) == 4]
    return {
        "两字": [own[:2] for own, *_ in some], "三字": [name[name.index(own) :][:3] for own, name, _ in some],
        "四字": [name[name.index(own) :][:4] for own, name, _ in some],
        "首字母": [first(name[name.index(own) :][:6]) for own, name, _ in some if len(own) == 4],
        "拼音": ["".join(readings(one)[0] for one in own) for own in long],
        "代码": [code[8:16] for *_, code in some],
    }  # fmt: skip


def _over(work, words):
    from benchmarks.ledger.spent import seconds

    for word in words[:5]:
        work(word)
    return seconds(lambda: [work(word) for word in words]) / len(words)


def _asked(words):
    from publicity.search.asking import search
    from publicity.search.rules import understand

    return _over(lambda word: search(understand(word), today=TODAY), words[:ASKED])


def _scanned(kind, words):
    """A scan over the names, or codes; for pinyin and initials over the names too, as if they were written there."""
    from django.db import connection

    column = "uscc" if kind == "代码" else "name"

    def scan(word):
        with connection.cursor() as cursor:
            cursor.execute(LIKE.format(column=column), [f"%{word}%"])
            cursor.fetchall()

    return _over(scan, words[:SCANNED])


def _exact(codes):
    from registry.parties.models import Qualification

    return _over(lambda code: Qualification.objects.public().get(business__uscc=code), codes[:ASKED])


def _page(address, name, words):
    """The whole page, from the request to its last byte, each asked for by somebody else."""
    from django.test import Client

    client, asked = Client(), iter(range(10**6))

    def get(word):
        number = next(asked)
        sender = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        answer = client.get(
            address, {name: word}, REMOTE_ADDR=sender, HTTP_X_FORWARDED_FOR=sender, SERVER_NAME="localhost"
        )
        assert answer.status_code == 200, answer.status_code

    return _over(get, words[:PAGES])


if __name__ == "__main__":
    main(int(sys.argv[1]))
