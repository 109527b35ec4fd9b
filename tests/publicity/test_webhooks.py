"""Webhooks: signed by the published scheme, never to an inner address, retried, logged, replayed, let go of (issue 7, D7)."""

import json
import ssl
import threading
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import time_machine
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from publicity.changes import look
from publicity.hooks import calling, delivering, registering, signing
from publicity.hooks.calling import Answer
from publicity.hooks.places import is_public, may_connect, networks, url_problems
from publicity.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from registry.history import clock
from registry.ledger.doors import perform
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Message
from tests import builders

DAY = date(2026, 5, 8)
SITE = "https://xinbaodai.example.cn"


def test_the_published_vector():
    key = signing.read("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    told = signing.signed([key], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert told["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert signing.written(key) == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    two = signing.signed([b"new", key], "m", 1, b"")["webhook-signature"].split(" ")
    assert len(two) == 2 and two[1] == signing.signed([key], "m", 1, b"")["webhook-signature"]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("203.0.113.5", False), ("8.8.8.8", True), ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False),
        ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False),
        ("224.0.0.1", False), ("255.255.255.255", False), ("198.18.0.1", False), ("::1", False), ("fe80::1", False),
        ("fd00::1", False), ("::ffff:10.0.0.1", False), ("64:ff9b::a00:1", False), ("2002:a00:1::", False),
        ("2400:3200::1", True), ("ff02::1", False), ("::", False),
    ],
)  # fmt: skip
def test_only_addresses_of_the_open_internet(address, public):
    assert is_public(address) is public and may_connect(address, []) is public


def test_the_office_may_narrow_where_to_connect():
    allowed = networks("8.8.8.0/24\n\n2400:3200::/32")
    assert may_connect("8.8.8.8", allowed) and not may_connect("9.9.9.9", allowed)
    assert not may_connect("10.0.0.1", networks("10.0.0.0/8"))
    with pytest.raises(ValueError, match="“abc”不是网络地址"):
        networks("abc")


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("http://api.example.cn/", "https://"), ("https://127.0.0.1/", "内部网络"), ("https://localhost/", "内部网络"),
        ("https://[::1]/", "内部网络"), ("https://db/", "内部网络"), ("https://a:b@api.example.cn/", "用户名和密码"),
        ("https://api.example.cn:22/", "端口22"), ("https://api.example.cn:99999/", "完整的网址"), ("https:///x", "域名"),
    ],
)  # fmt: skip
def test_an_unfit_address_is_refused_with_its_reason(url, word):
    assert any(word in problem for problem in url_problems(url))
    assert not url_problems("https://api.example.cn/hook?x=1")


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        self.send_response(self.server.answer)
        if self.server.answer == 302:
            self.send_header("Location", "https://127.0.0.1/other")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def receiver(tmp_path):
    """A real HTTPS server named localhost, and a context that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = clock.moment()
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False).sign(key, hashes.SHA256())
    )  # fmt: skip
    path = tmp_path / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    server.got, server.answer = [], 204
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.trusts = ssl.create_default_context(cafile=str(path))
    server.url = f"https://localhost:{server.server_port}/hook?a=1"
    yield server
    server.shutdown()
    server.server_close()


def test_a_real_call_connects_to_the_judged_address_only(receiver):
    everywhere = lambda address, allowed: True  # noqa: E731
    refused = calling.call(receiver.url, b"{}", {}, context=receiver.trusts)
    assert refused.status is None and "内部网络" in refused.error and not receiver.got
    answer = calling.call(receiver.url, b"{}", {"webhook-id": "m"}, guard=everywhere, context=receiver.trusts)
    assert answer.ok and answer.status == 204
    path, headers, body = receiver.got[0]
    assert (path, headers["webhook-id"], body) == ("/hook?a=1", "m", b"{}")
    receiver.answer = 302
    redirected = calling.call(receiver.url, b"{}", {}, guard=everywhere, context=receiver.trusts)
    assert redirected.status == 302 and not redirected.ok and len(receiver.got) == 2
    untrusted = calling.call(receiver.url, b"{}", {}, guard=everywhere)
    assert untrusted.status is None and "证书" in untrusted.error
    assert calling.call("https://nowhere.invalid/", b"", {}).status is None


class Calls(list):
    """A stand-in for the network at the edge of `send_due`: remembers what went out, answers as told."""

    status = 200

    def __call__(self, url, body, headers, *, allowed):
        self.append((url, body, headers))
        return Answer(self.status, 5, "" if self.status else "连接失败")


@pytest.fixture
def world(db):
    with time_machine.travel(f"{DAY}T04:00:00Z", tick=False):
        yield


def endpoint(**given):
    fields = {
        "name": "省平台",
        "institution": builders.institution("PTX"),
        "url": "https://api.example.cn/hook",
    } | given
    made = WebhookEndpoint(**fields)
    return made, registering.register_endpoint(made, actor=builders.head(), moment=clock.moment())


def changed():
    look(today=DAY, moment=clock.moment())
    delivering.lay_out(moment=clock.moment())


def send(calls, moment=None):
    return delivering.send_due(calls, moment=moment or clock.moment(), site=SITE)


def test_a_change_is_pushed_once_signed_with_what_is_public(world):
    builders.qualified()
    look(today=DAY, moment=clock.moment())
    _, secret = endpoint()
    builders.qualified(builders.ENTERPRISE_CODES[1], name="后来公司")
    changed()
    changed()
    calls = Calls()
    assert send(calls) == (1, 0) and send(calls) == (0, 0)
    url, body, headers = calls[0]
    told = json.loads(body)
    assert told["timestamp"] == "2026-05-08T12:00:00+08:00"
    assert told["type"] == "roster.added" and told["data"]["record"]["name"] == "后来公司"
    again = signing.signed(
        [signing.read(secret)], headers["webhook-id"], int(headers["webhook-timestamp"]), body
    )
    assert again["webhook-signature"] == headers["webhook-signature"]
    delivery = WebhookDelivery.objects.get()
    assert delivery.delivered_at and delivery.next_at is None and WebhookAttempt.objects.get().answered == 200


def test_what_left_meanwhile_is_a_bare_number_in_a_late_try(world):
    endpoint()
    gone = builders.qualified()
    changed()
    calls = Calls()
    calls.status = 500
    assert send(calls) == (0, 1)
    held = gone.qualifications.get()
    perform(held, "warn", actor=builders.clerk(), today=DAY, reason="测试")
    perform(held, "cancel", actor=builders.head(), today=DAY, reason="测试")
    assert send(calls) == (0, 0)
    send(calls, clock.moment() + timedelta(seconds=6))
    late = json.loads(calls[1][1])
    assert late["data"]["record"] is None and gone.uscc not in calls[1][1].decode()


def test_pauses_grow_and_a_dead_endpoint_is_let_go_with_a_word_to_the_office(world):
    made, _ = endpoint()
    builders.qualified()
    changed()
    calls, moment, pauses = Calls(), clock.moment(), []
    calls.status = None
    for _ in range(9):
        send(calls, moment)
        row = WebhookDelivery.objects.get()
        pauses.append(row.next_at - moment)
        moment = row.next_at
    assert pauses == sorted(pauses) and pauses[0] == timedelta(seconds=5) and pauses[-1] == timedelta(days=1)
    made.refresh_from_db()
    assert made.disabled_on is None
    builders.qualified(builders.ENTERPRISE_CODES[1])
    changed()
    send(calls, clock.moment() + timedelta(days=7, minutes=1))
    made.refresh_from_db()
    assert made.disabled_on == DAY + timedelta(days=7) and "连续7日" in made.disabled_why
    assert Message.objects.get(kind="webhook").recipient_code == "OFFICE"
    assert send(calls, clock.moment() + timedelta(days=9)) == (0, 0)
    registering.enable(made, actor=builders.head(), moment=clock.moment() + timedelta(days=9), reason="修好")
    calls.status = 200
    assert send(calls, clock.moment() + timedelta(days=9))[0] >= 1


def test_gone_for_good_is_let_go_at_once(world):
    made, _ = endpoint()
    builders.qualified()
    changed()
    calls = Calls()
    calls.status = 410
    send(calls)
    made.refresh_from_db()
    assert made.disabled_on == DAY


def test_two_secrets_hold_while_one_is_changed(world):
    made, old = endpoint()
    new = registering.rotate(made, actor=builders.head(), moment=clock.moment(), reason="定期更换")
    keys = registering.keys_of(made, clock.moment())
    assert keys == [signing.read(new), signing.read(old)]
    assert registering.keys_of(made, clock.moment() + timedelta(days=3)) == [signing.read(new)]
    held = b"".join(bytes(row.locked) for row in made.secrets.all())
    assert signing.read(new) not in held and signing.read(old) not in held


def test_one_delivery_is_sent_again_by_staff_under_its_number(world):
    endpoint()
    builders.qualified()
    changed()
    calls = Calls()
    send(calls)
    first = WebhookDelivery.objects.get()
    with pytest.raises(NotAllowed):
        delivering.replay(first, actor=builders.clerk(), moment=clock.moment(), reason="对方丢了")
    again = delivering.replay(first, actor=builders.head(), moment=clock.moment(), reason="对方丢了")
    with pytest.raises(Refusal, match="还在等待"):
        delivering.replay(again, actor=builders.head(), moment=clock.moment(), reason="对方丢了")
    assert send(calls) == (1, 0) and calls[0][2]["webhook-id"] == calls[1][2]["webhook-id"]
    delivering.lay_out(moment=clock.moment())
    assert WebhookDelivery.objects.count() == 2


def test_an_endpoint_gets_only_what_it_asked_for_and_only_the_head_registers(world, monkeypatch):
    with pytest.raises(NotAllowed):
        registering.register_endpoint(
            WebhookEndpoint(name="x", institution=builders.institution("PTX"), url="https://api.example.cn/"),
            actor=builders.clerk(), moment=clock.moment(),
        )  # fmt: skip
    with pytest.raises(Refusal, match="没有选择推送什么"):
        endpoint(notices=False, announcements=False, roster=False)
    endpoint(roster=False)
    made, _ = endpoint(notices=False)
    monkeypatch.setattr(delivering, "MOST", 1)
    builders.qualified()
    builders.qualified(builders.ENTERPRISE_CODES[1])
    for _ in range(3):
        changed()
    assert set(WebhookDelivery.objects.values_list("endpoint", flat=True)) == {made.pk}
    assert WebhookDelivery.objects.count() == 2


def test_the_form_names_what_is_wrong_keeps_what_was_typed_and_shows_the_secret_once(world, client):
    client.force_login(builders.head())
    given = {"name": "省平台", "institution": builders.institution("PTX").pk, "url": "https://10.1.2.3/x", "notices": "on",
             "change_reason": "登记", "addresses": ""}  # fmt: skip
    refused = client.post("/admin/publicity/webhookendpoint/add/", given)
    told = refused.content.decode()
    assert refused.status_code == 200 and "内部网络" in told and 'value="省平台"' in told
    assert not WebhookEndpoint.objects.exists()
    made = client.post("/admin/publicity/webhookendpoint/add/", given | {"url": "https://api.example.cn/x"})
    secret = signing.written(registering.keys_of(WebhookEndpoint.objects.get(), clock.moment())[0])
    assert secret in made.content.decode().replace("&#x2B;", "+").replace("&#43;", "+")
    address = f"/admin/publicity/webhookendpoint/{WebhookEndpoint.objects.get().pk}/"
    assert secret[10:] not in client.get(f"{address}change/").content.decode()
    rotated = client.post(f"{address}do/rotate/", {"reason": "定期"})
    assert "whsec_" in rotated.content.decode() and "旧密钥再有效三天" in rotated.content.decode()
