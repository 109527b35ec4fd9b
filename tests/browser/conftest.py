"""A live server on its own copy of the county, and Chromium in a thread of its own (its loop would trip the ORM)."""

import socketserver
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.wsgi import get_wsgi_application
from django.db import connections
from playwright.sync_api import sync_playwright

from cms.demo.accounts import PASSWORD, person
from registry.screening.rounds import open_round
from tests.support.template import COUNTY_DAY

NOON = datetime.fromisoformat(f"{COUNTY_DAY}T12:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
)


class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def process_request_thread(self, *args):
        super().process_request_thread(*args)
        connections.close_all()


class Silent(WSGIRequestHandler):
    def log_message(self, *args):
        """No line per request."""


@contextmanager
def served(moment):
    """The address of the running site, at that moment."""
    with time_machine.travel(moment, tick=False):
        server = make_server(
            "127.0.0.1", 0, get_wsgi_application(), server_class=Server, handler_class=Silent
        )
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()
        connections.close_all()


@pytest.fixture(scope="module")
def site(county):
    """At noon of the county's day."""
    with served(NOON) as address:
        yield address


@pytest.fixture(scope="module")
def december(county):
    """On the third day of a round that the office has opened."""
    with served(NOON.replace(month=12, day=3)) as address:
        open_round(NOON.year, 12, actor=person("office"), today=date(NOON.year, 12, 1))
        yield address


class Chromium:
    """One browser, driven from one thread. `run(what)` hands a fresh page to `what` and returns its answer.

    With a dict as `kept` an account signs in once and comes back as the same visitor.
    """

    def __init__(self, folder):
        self.folder, self.thread = folder, ThreadPoolExecutor(1)
        self.thread.submit(self._start).result()

    def _start(self):
        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)

    def run(self, what, *, site, width=1280, account="", kept=None):
        return self.thread.submit(self._visit, what, site, width, account, kept).result(120)

    def _visit(self, what, site, width, account, kept):
        known = (kept or {}).get(account)
        context = self.browser.new_context(
            locale="zh-CN", viewport={"width": width, "height": 900}, storage_state=known
        )
        page, heard, outside = context.new_page(), [], []
        page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda fault: heard.append(str(fault)))
        page.on(
            "request",
            lambda asked: (
                outside.append(asked.url) if not asked.url.startswith((site, "data:", "blob:")) else None
            ),
        )
        page.set_default_timeout(15_000)
        page.click = whole_after(page)
        try:
            if account and not known:
                sign_in(page, site, account)
            if kept is not None:
                kept[account] = context.storage_state()
            answer = what(page)
        finally:
            page.screenshot(path=str(self.folder / f"{what.__name__}-{width}.png"), full_page=True)
            context.close()
        assert not outside, f"asked somewhere else: {outside}"
        assert not [line for line in heard if "403 (Forbidden)" not in line], heard
        return answer

    def stop(self):
        self.thread.submit(lambda: (self.browser.close(), self.playwright.stop())).result()
        self.thread.shutdown()


def whole_after(page):
    """A click whose page, where it leads to another, is there whole: Chromium's own click ends where that begins."""
    click = page.click

    def clicked(selector, **options):
        click(selector, **options)
        page.wait_for_load_state()

    return clicked


def sign_in(page, site, account):
    page.goto(f"{site}/login/?next=/admin/")
    page.fill("[name=username]", account)
    page.fill("[name=password]", PASSWORD)
    page.click("input[type=submit]")
    page.wait_for_url("**/admin/")


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    browser = Chromium(tmp_path_factory.mktemp("shots"))
    yield browser
    browser.stop()
