"""What the front server answers by itself, asked of a real nginx with the files of deploy/nginx: Chinese, and what to do."""

import http.client
import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request

import pytest

from benchmarks.crowd.serving import written

pytestmark = pytest.mark.skipif(not shutil.which("nginx"), reason="本机没有 nginx")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """The front server, and nobody behind it."""
    folder, ports = (
        tmp_path_factory.mktemp("nginx"),
        {name: free_port() for name in ("APP", "FRONT", "STATIC")},
    )
    (folder / "same").mkdir()
    config = written(folder, folder, ports)
    server = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(config)])
    address = f"http://127.0.0.1:{ports['FRONT']}"
    try:
        _await(ports["FRONT"], server)
        yield address
    finally:
        server.terminate()
        server.wait(10)


def _await(port, server):
    end = time.monotonic() + 10
    while time.monotonic() < end and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx 没有启动")


def asked(address, reader="10.0.0.1"):
    """(status, headers, text)."""
    request = urllib.request.Request(address, headers={"X-Reader": reader})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read().decode()


def test_a_site_that_rests_says_so_and_when_to_come_again(front):
    status, headers, text = asked(f"{front}/gongshi/")
    assert status == 503 and "系统正在维护" in text and headers["Retry-After"] == "60"
    assert headers["Cache-Control"] == "no-store" and headers.get_content_charset() == "utf-8"
    status, headers, text = asked(f"{front}/api/v1/notices/")
    assert status == json.loads(text)["status"] == 503
    assert headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/fankui/", "/api/v1/uploads/"])
def test_too_large_a_form_is_refused_in_words(front, path):
    """Told by its announced length: the server need not wait for the rest."""
    line = http.client.HTTPConnection(front.removeprefix("http://"), timeout=10)
    line.putrequest("POST", path)
    line.putheader("Content-Length", str(13 * 1024 * 1024))
    line.endheaders()
    answer = line.getresponse()
    assert answer.status == 413 and "12MB" in answer.read().decode()
    line.close()


def test_who_comes_too_fast_is_asked_to_wait_and_others_are_not(front):
    told = [asked(f"{front}/login/", reader="10.0.0.2") for _ in range(20)]
    status, headers, text = told[-1]
    assert status == 429 and "请稍候" in text and headers["Retry-After"] == "5"
    assert told[0][0] == asked(f"{front}/login/", reader="10.0.0.3")[0] == 503
