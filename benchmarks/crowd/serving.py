"""The county behind deploy/nginx, as in production: gunicorn and nginx of their own, on free ports, in a folder of their own."""

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from cms.serve import commands

ROOT = Path(__file__).resolve().parents[2]
DEPLOY, TYPES = ROOT / "deploy" / "nginx", Path("/etc/nginx/mime.types")


class Missing(Exception):
    """A program the measurement needs is not on this machine."""


@dataclass(frozen=True)
class Served:
    app: str
    front: str
    static: str
    folder: Path


@contextmanager
def served(var, folder):
    """Yields the addresses of program, front and a plain file server. Raises Missing without nginx or wrk."""
    for program in ("nginx", "wrk"):
        if not shutil.which(program):
            raise Missing(f"没有找到 {program}。Debian、Ubuntu：apt install nginx-light wrk")
    ports = {name: _free_port() for name in ("APP", "FRONT", "STATIC")}
    env = os.environ | {"XBD_VAR": str(var), "PORT": str(ports["APP"])}
    (folder / "same").mkdir()
    with ExitStack() as stack:
        _started(stack, commands(ports["APP"])["网站"], env=env)
        _started(stack, ["nginx", "-p", str(folder), "-c", str(written(folder, var, ports))])
        addresses = {name.lower(): f"http://127.0.0.1:{port}" for name, port in ports.items()}
        for address in (addresses["app"], addresses["front"]):
            _await(f"{address}/healthz")
        yield Served(folder=folder, **addresses)


def written(folder, var, ports):
    """The configuration with its places filled in; only the cache's folder of zones.conf is another one."""
    zones = (DEPLOY / "zones.conf").read_text(encoding="utf-8")
    (folder / "zones.conf").write_text(zones.replace("/var/cache/nginx/xinbaodai", f"{folder}/cache"))
    text = (Path(__file__).parent / "nginx.conf").read_text(encoding="utf-8")
    given = {"FOLDER": folder, "DEPLOY": DEPLOY, "VAR": var, "TYPES": TYPES, **ports}
    for name, value in given.items():
        text = text.replace(f"@{name}@", str(value))
    path = folder / "nginx.conf"
    path.write_text(f"user {'root' if os.geteuid() == 0 else 'nobody'};\n{text}", encoding="utf-8")
    return path


def _started(stack, command, **options):
    process = subprocess.Popen(command, cwd=ROOT, **options)
    stack.callback(process.wait, 60)
    stack.callback(process.terminate)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _await(address, seconds=60):
    end = time.monotonic() + seconds
    while True:
        try:
            return urllib.request.urlopen(address, timeout=2).read()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
