"""The system reads its own page over real HTTP: what it finds when all is well, and what it says when it is not."""

import socket
import threading
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from publicity import looking, withdrawing
from publicity.announcing import publish_announcement
from publicity.canonical import canonical_json, fingerprint
from publicity.models import PageCheck
from publicity.shown import entry_line
from publicity.visible import visible_content
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 12, 4, tzinfo=UTC)
DAY = date(2026, 5, 8)


@pytest.fixture
def notice():
    return chapters.notice_of(
        [builders.business(name="内蒙古“甲&乙”<丙>有限公司"), builders.business(builders.INDIVIDUAL_CODES[0])]
    )


@contextmanager
def serving(answer, settings):
    """A real web server on a free port that answers each GET by `answer(handler)`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            answer(self)

        def log_message(self, *args):
            """No line per request."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.block_on_close = True, False
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    settings.PAGE_CHECK_URL = f"http://127.0.0.1:{server.server_port}"
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def page(text, status=200):
    def answer(handler):
        handler.send_response(status)
        handler.end_headers()
        handler.wfile.write(text.encode())

    return answer


def shown(client, notice):
    return client.get(notice.get_absolute_url()).content.decode()


def test_the_page_read_back_hashes_to_the_text_that_was_opened(client, notice):
    seen = visible_content(shown(client, notice))
    assert fingerprint(canonical_json(seen)) == notice.text_sha256
    assert canonical_json(seen) == notice.canonical_text


def test_a_page_as_opened_is_found_the_same(client, notice, settings):
    with serving(page(shown(client, notice)), settings):
        found = looking.look(notice, now=NOON)
    assert (found.result, found.http_status, found.checked_at) == ("same", 200, NOON)
    assert found.seen_sha256 == found.expected_sha256 == notice.text_sha256


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("接受社会监督", "接受监督", "正文"),
        ("测试小店", "别家小店", "名单"),
        (">10个工作日<", ">9个工作日<", "工作日数"),
        ("0477-8960000", "0477-8960001", "受理方式"),
        ("2026年5月21日</span>", "2026年5月20日</span>", "公布的截止日"),
    ],
)
def test_changed_words_are_found_and_named(client, notice, settings, old, new, said):
    text = shown(client, notice)
    assert old in text
    with serving(page(text.replace(old, new)), settings):
        found = looking.look(notice, now=NOON)
    assert found.result == "changed" and said in found.note and found.seen_sha256 != found.expected_sha256


def test_a_row_that_is_missing_or_a_page_of_something_else_is_found(client, notice, settings):
    text = shown(client, notice)
    row = text[
        text.index('<tr data-part="entry">') : text.index("</tr>", text.index('<tr data-part="entry">')) + 5
    ]
    for wrong in (text.replace(row, ""), "<h1>维护中</h1>", ""):
        with serving(page(wrong), settings):
            assert looking.look(notice, now=NOON).result == "changed"


def test_an_error_page_is_told_with_its_number(notice, settings):
    with serving(page("坏了", 500), settings):
        found = looking.look(notice, now=NOON)
    assert (found.result, found.http_status, found.seen_sha256) == ("status", 500, "")


def test_an_error_page_counts_even_when_it_shows_the_text(client, notice, settings):
    with serving(page(shown(client, notice), 503), settings):
        assert looking.look(notice, now=NOON).result == "status"


def test_silence_ends_at_the_time_limit(notice, settings):
    settings.PAGE_CHECK_TIMEOUT_SECONDS = 0.2
    stop = threading.Event()
    with serving(lambda handler: stop.wait(5), settings):
        began = time.monotonic()
        found = looking.look(notice, now=NOON)
        stop.set()
    assert found.result == "timeout" and found.latency_ms >= 200 and time.monotonic() - began < 3


def test_a_page_that_drips_ends_at_the_time_limit_too(notice, settings):
    settings.PAGE_CHECK_TIMEOUT_SECONDS = 0.3
    stop = threading.Event()

    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        while not stop.wait(0.05):
            try:
                handler.wfile.write(b"<p>")
            except OSError:
                return

    with serving(drip, settings):
        found = looking.look(notice, now=NOON)
        stop.set()
    assert found.result == "timeout"


def test_nobody_listening_is_told(notice, settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.PAGE_CHECK_URL = f"http://127.0.0.1:{taken.getsockname()[1]}"
        assert looking.look(notice, now=NOON).result == "unreachable"


def test_an_answer_that_is_no_web_page_at_all_is_told(notice, settings):
    with serving(lambda handler: handler.wfile.write(b"\x00\xff nonsense\r\n\r\n"), settings):
        assert looking.look(notice, now=NOON).result == "unreachable"


def test_a_withdrawn_entry_leaves_the_page_and_the_comparison_knows(client, notice, settings):
    withdrawing.withdraw_entry(
        notice.entries.get(ordinal=2), actor=builders.head(), today=DAY, reason="列入有误"
    )
    with serving(page(shown(client, notice)), settings):
        found = looking.look(notice, now=NOON)
    assert found.result == "same" and found.seen_sha256 != notice.text_sha256


def test_a_line_corrected_without_announcement_is_found_and_an_announced_one_is_expected(
    client, notice, settings
):
    entry = notice.entries.get(ordinal=1)
    with builders.as_system():
        entry.shown_name = "改正后的名称"
        entry.save()
    with serving(page(shown(client, notice)), settings):
        assert looking.look(notice, now=NOON).result == "changed"
    publish_announcement(
        "correction", title="更正公告", body="更正第1号。", rows=[entry_line(entry)], cause="test", notice=notice,
        actor=builders.head(), today=DAY,
    )  # fmt: skip
    with serving(page(shown(client, notice)), settings):
        assert looking.look(notice, now=NOON).result == "same"
    assert client.get(f"/n/{notice.serial}.canonical.json").status_code == 410


def looked(notice, minutes, result="same"):
    return PageCheck.objects.create(
        notice=notice, checked_at=NOON + timedelta(minutes=minutes), result=result, latency_ms=1, expected_sha256="0" * 64
    )  # fmt: skip


@pytest.mark.parametrize(
    ("last", "result", "minute", "due"),
    [
        (None, "", 0, True),
        (0, "same", 9, False),
        (0, "same", 10, True),
        (0, "timeout", 0, False),
        (0, "timeout", 1, True),
        (0, "same", -1, True),
    ],
)
def test_when_the_next_look_is_due(notice, settings, last, result, minute, due):
    settings.PAGE_CHECK_MINUTES = 10
    if last is not None:
        looked(notice, last, result)
    assert looking.due_for_a_look(NOON + timedelta(minutes=minute)) == ([notice] if due else [])


def test_nothing_is_looked_at_when_switched_off_or_closed(notice, settings):
    settings.PAGE_CHECK_MINUTES = 0
    assert looking.due_for_a_look(NOON) == []
    settings.PAGE_CHECK_MINUTES = 10
    withdrawing.withdraw_notice(notice, actor=builders.head(), today=DAY, reason="名单有误")
    assert looking.due_for_a_look(NOON) == []


def test_the_timer_goes_on_when_a_look_breaks(notice, monkeypatch, caplog):
    from cms.page_looks import look_at_pages

    monkeypatch.setattr("cms.page_looks.look", lambda *a, **k: 1 / 0)
    look_at_pages(lambda: NOON)
    assert "核验公示网页时出错" in caplog.text
