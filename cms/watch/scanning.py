"""Every night each public answer is read for full numbers of persons; what is found alarms the office (trust PRV-1).

Kept are the address and the sort of number, never the number.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction

from cms.models import PublicFinding, PublicScan
from cms.pages.models import OfficeSettings
from publicity.models import Notice
from registry.history import clock
from registry.ledger.outbox import post
from registry.policy.privacy import personal_numbers, phones_in

from .addresses import public_addresses
from .reading import Reader

STUCK = timedelta(hours=2)
ANSWERS = (200, 301, 302, 404, 410)


def claim(now) -> PublicScan | None:
    """Tonight's scan for whoever comes first; one that was broken off is taken over after STUCK. None when it is taken."""
    try:
        with transaction.atomic():
            return PublicScan.objects.create(day=clock.day_of(now), started_at=now)
    except IntegrityError:
        pass
    rows = PublicScan.objects.filter(day=clock.day_of(now), finished_at=None, started_at__lt=now - STUCK)
    return PublicScan.objects.get(day=clock.day_of(now)) if rows.update(started_at=now) else None


def scan_public_pages(scan, *, now, paths=None):
    """Read every public address (or `paths`) once, write down what was found and what is gone. Returns open findings."""
    reader, official, found, failed, asked = Reader(), official_phones(), {}, 0, 0
    for path in dict.fromkeys(paths or public_addresses(clock.day_of(now))):
        asked += 1
        status, text = reader.get(path)
        failed += status not in ANSWERS and path != "/readyz"
        sorts = numbers_in(text, official)
        if sorts:
            found[path] = "、".join(sorts)
    with transaction.atomic():
        opened = _write_down(found, now)
        scan.finished_at, scan.addresses, scan.findings, scan.failed = (
            clock.moment(),
            asked,
            len(found),
            failed,
        )
        scan.save()
        _alarm(opened, scan)
    return list(PublicFinding.objects.open())


def official_phones() -> set[str]:
    """Numbers the office itself gives out: at the foot of every page and as the contact of a notice."""
    told = [*OfficeSettings.objects.values_list("phone", flat=True)]
    told += Notice.objects.public().values_list("contact", flat=True)
    return {phone for text in told for phone in phones_in(text)}


def numbers_in(text, official=frozenset()) -> list[str]:
    """Sorts of full numbers in a text, the office's own telephone apart."""
    sorts = personal_numbers(text)
    if "手机号码" in sorts and not set(phones_in(text)) - official:
        sorts.remove("手机号码")
    return sorts


def _write_down(found, now):
    opened = []
    for path, sorts in found.items():
        row, new = PublicFinding.objects.get_or_create(
            address=path, gone_at=None, defaults={"sorts": sorts, "first_seen_at": now, "last_seen_at": now}
        )
        if new:
            opened.append(row)
        else:
            row.sorts, row.last_seen_at = sorts, now
            row.save(update_fields=["sorts", "last_seen_at"])
    PublicFinding.objects.open().exclude(address__in=found).update(gone_at=now)
    return opened


def _alarm(opened, scan):
    if scan.failed:
        post(
            key=f"public-scan:{scan.day:%Y%m%d}:failed", kind="privacy", to=["OFFICE"], today=scan.day, about=scan,
            subject=f"夜间核查有{scan.failed}个公开网址读不出",
            body=f"夜间核查共读{scan.addresses}个公开网址，其中{scan.failed}个没有正常应答，没有核查到。请系统管理员查看运行日志。",
        )  # fmt: skip
    if not opened:
        return
    lines = "；".join(f"{row.address}（{row.sorts}）" for row in opened)
    post(
        key=f"public-scan:{scan.day:%Y%m%d}", kind="privacy", to=["OFFICE"], today=scan.day, about=opened[0],
        subject=f"公开网页上有{len(opened)}处像个人完整号码的数字，请立即处理",
        body=f"夜间核查在下列网址发现像个人完整号码的数字：{lines}。请立即更正或者撤下；号码本身不在此记录。"
        "处理后，下一次核查自动销号。",
    )  # fmt: skip
