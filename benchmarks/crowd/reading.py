"""A thousand readers by wrk, and how long they go on reading what is no longer true."""

import json
import os
import re
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
READERS, SECONDS = int(os.environ.get("READERS", 1000)), int(os.environ.get("SECONDS", 10))


def crowd(address, pages, seconds=SECONDS):
    """What wrk tells of `seconds` of readers: requests, seconds, p50_ms, p99_ms, errors."""
    command = [
        "wrk",
        "-t2",
        f"-c{READERS}",
        f"-d{seconds}s",
        "--timeout",
        "10s",
        "-s",
        str(HERE / "readers.lua"),
        address,
    ]
    out = subprocess.run([*command, "--", *pages], capture_output=True, text=True, check=True).stdout
    return json.loads(re.search(r"TOLD (.*)", out)[1])


def rate(told):
    return told["requests"] / told["seconds"]


def freshness(served, pages, var):
    """Seconds until a published notice, and its withdrawal, is seen through the front, while the crowd reads."""
    reading = threading.Thread(target=crowd, args=(served.front, pages, 40))
    reading.start()
    time.sleep(2)
    serial, published = _acted(var, "publish")
    seen = _until(lambda: serial in _read(f"{served.front}/gongshi/"))
    page = f"{served.front}/n/{serial}/"
    assert "公示中" in _read(page)
    _, withdrawn = _acted(var, "withdraw", serial)
    gone = _until(lambda: "已撤销" in _read(page))
    reading.join()
    return seen - published, gone - withdrawn


def _acted(var, *words):
    """(serial, moment of commitment)."""
    env = os.environ | {"XBD_VAR": str(var)}
    command = [sys.executable, str(HERE / "acts.py"), *words]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    serial, moment = done.stdout.split()[-2:]
    return serial, float(moment)


def _until(seen, limit=60):
    """The moment at which it was seen."""
    end = time.time() + limit
    while not seen():
        if time.time() > end:
            return float("inf")
        time.sleep(0.1)
    return time.time()


def _read(address):
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.read().decode()
