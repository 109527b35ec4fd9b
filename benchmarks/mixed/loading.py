"""Half of the time the readers and the office alone, half of the time with everybody else: who waits how long, and what is lost."""

import os
import re
import sys
import time
from collections import Counter
from itertools import count
from multiprocessing import Event, Pipe, Process
from random import Random
from threading import Thread

from benchmarks.mixed.visiting import Visitor

SECONDS = int(os.environ.get("SECONDS", 20))
LOOPS, A_SECOND, PASSWORD = 40, 20, "yijinhuoluo-2026"
GUESSER = "10.200.0.1"  # forty loops from one source, as a guessing program runs
OFFICE = ("/admin/", "/admin/publicity/notice/", "/admin/screening/application/", "/admin/lending/loannote/")
BEGAN = int(
    time.time() * 10
)  # another telephone in every run: the same words from the same person are one objection
_numbers = count(1)


def measured(site, book, look):
    """`look` tells what stands in the register now. The load comes from a process of its own, as it would from elsewhere."""
    before, office = look(), Visitor(site, "10.1.0.1")
    assert office.sign_in("office", PASSWORD), office.text[:300]
    idle = _watched(site, before["page"], office)
    ours, theirs = Pipe()
    stop = Event()
    others = Process(target=_load, args=(site, book, before["entries"], stop, theirs))
    others.start()
    busy = _watched(site, before["page"], office)
    stop.set()
    tally = ours.recv()
    others.join()
    after = look()
    return {
        "idle": idle, "busy": busy, "kept": after["objections"] - before["objections"], "rows": after["rows"], **tally,
    }  # fmt: skip


def _load(site, book, entries, stop, told):
    tally = Counter(sent=0, receipted=0, failed=0, logins=0, turned_away=0)
    others = [Thread(target=_signs_in, args=(site, stop, tally)) for _ in range(LOOPS)]
    others += [Thread(target=_objects, args=(site, entries, n, stop, tally)) for n in range(A_SECOND)]
    others.append(Thread(target=_uploads, args=(site, book, tally)))
    for one in others:
        one.start()
    for one in others:
        one.join()
    told.send(dict(tally))


def _watched(site, page, office):
    """p95 seconds of a public page that stands in no cache, and of the office's pages, over SECONDS."""
    told, stop = {"public": [], "admin": []}, time.monotonic() + SECONDS
    reader = Visitor(site, "10.2.0.1")

    def reads():
        while time.monotonic() < stop:
            _timed(told["public"], reader, f"{page}?lai={next(_numbers)}")
            time.sleep(0.1)

    def works():
        for path in (OFFICE[n % len(OFFICE)] for n in count()):
            if time.monotonic() > stop:
                return
            _timed(told["admin"], office, path)
            time.sleep(0.2)

    both = [Thread(target=one) for one in (reads, works)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    return {name: sorted(each)[int(len(each) * 0.95)] for name, each in told.items()}


def _timed(told, visitor, path):
    began = time.perf_counter()
    status = visitor.get(path)
    told.append(time.perf_counter() - began)
    assert status == 200, (path, status, visitor.text[:200])


def _signs_in(site, stop, tally):
    while not stop.is_set():
        visitor = Visitor(site, GUESSER)
        if visitor.sign_in("office", PASSWORD):
            tally["logins"] += 1
        elif visitor.status == 429:
            tally["turned_away"] += 1
            stop.wait(1)


def _objects(site, entries, number, stop, tally):
    """One objection a second on average, as people come (each whenever they like), each from another address and telephone."""
    chance, due = Random(number), time.monotonic()
    while not stop.wait(max(0, due - time.monotonic())):
        due += chance.expovariate(1)
        one = next(_numbers)
        visitor = Visitor(site, f"10.{4 + one // 60_000}.{one // 250 % 250}.{one % 250 + 1}")
        visitor.get("/fankui/")
        visitor.post("/fankui/", {
            "entry": entries[one % len(entries)], "sort": "person", "name": "王五", "phone": f"139{(BEGAN + one) % 10**8:08d}", "address": "札萨克镇",
            "facts": "我看见这一家去年拖欠工资三个月，有欠条。",
        })  # fmt: skip
        tally["sent"] += 1
        receipted = visitor.status == 200 and "受理号" in visitor.text
        tally["receipted"] += receipted
        if not receipted and visitor.status not in (200, 429):
            tally["failed"] += 1
            print(visitor.status, visitor.text[:300], file=sys.stderr)


def _uploads(site, book, tally):
    bank = Visitor(site, "10.5.0.1")
    bank.sign_in("bank", PASSWORD)
    began = time.monotonic()
    bank.get("/admin/imports/upload/add/")
    own = re.search(r'<option value="(\d+)" selected', bank.text)
    bank.post("/admin/imports/upload/add/", {"bank": own[1]}, file=("file", book))
    tally["upload"] = f"收下用了{time.monotonic() - began:.0f}秒（{bank.status}）"
