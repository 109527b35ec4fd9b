"""Schemathesis over the public interface: a county of its own, a server of its own, every address of openapi.json.

XBD_VAR= for a county that is there already, PORT=, EXAMPLES= and SEED= for other numbers.
One check is left out, which cannot hold here: a cursor is signed and a code has a check digit, which no schema can say, so what
the schema allows may still be refused (400).
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT, SECONDS = os.environ.get("PORT", "8137"), 120
SITE = f"http://127.0.0.1:{PORT}"
SERVER = "-m gunicorn cms.wsgi:application --worker-class gthread --workers 1 --threads 4 --limit-request-line 0 --log-level error"


def main():
    with tempfile.TemporaryDirectory() as var:
        given = {"XBD_VAR": os.environ.get("XBD_VAR", var), "SITE_URL": SITE, "API_PER_MINUTE": "1000000"}
        environment = {**os.environ, **given}
        for command in ("lay_schema", "migrate -v0", *(() if "XBD_VAR" in os.environ else ("seed_demo",))):
            call = [sys.executable, "manage.py", *command.split()]
            subprocess.run(call, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        return _checked(Path(var, "server.log"), environment)


def _checked(log, environment):
    """How the check ended. What the server says is kept apart: it warns of every refusal, which are thousands."""
    call = [sys.executable, *SERVER.split(), "--bind", f"127.0.0.1:{PORT}"]
    with log.open("w") as said:
        server = subprocess.Popen(call, cwd=ROOT, env=environment, stderr=said)
    try:
        _wait(server)
        ended = subprocess.run(_command()).returncode
    finally:
        server.terminate()
        server.wait(30)
    if ended:
        lines = [line for line in log.read_text("utf-8").splitlines() if "WARNING django.request" not in line]
        print("网站在检查中说的话：", *lines[-60:], sep="\n")
    return ended


def _wait(server):
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"{SITE}/healthz", timeout=2)
            return
        except OSError:
            time.sleep(0.5)
    sys.exit("网站没有启动，没有检查。")


def _command():
    tool = os.environ.get("SCHEMATHESIS", str(Path(sys.executable).with_name("schemathesis")))
    examples, seed = os.environ.get("EXAMPLES", "20"), os.environ.get("SEED", "1")
    return [
        tool, "run", f"{SITE}/api/v1/openapi.json", "--url", SITE, "--max-examples", examples, "--seed", seed,
        "--exclude-checks", "positive_data_acceptance",
    ]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
