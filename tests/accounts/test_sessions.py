"""Signing in: what is written down, how long one waits after wrong passwords, when a session is over."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction

from registry.parties import idle
from registry.parties.models import AccessEvent
from tests import builders

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
RIGHT = "correct-horse-battery"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


def sign_in(client, name="clerk", password=RIGHT):
    return client.post("/login/", {"username": name, "password": password})


def kinds():
    return list(AccessEvent.objects.order_by("id").exclude(kind="role").values_list("kind", flat=True))


def test_coming_going_and_failing_are_written_down_without_secrets(client):
    builders.clerk()
    sign_in(client, password="wrong-password-here")
    sign_in(client)
    client.post("/logout/")
    assert kinds() == ["login_failed", "login", "logout"]
    event = AccessEvent.objects.get(kind="login")
    assert event.network == "127.0.0.0/24" and event.user == builders.clerk()
    assert "wrong" not in str(list(AccessEvent.objects.values()))


def test_a_name_that_is_no_account_is_kept_as_a_digest_only(client):
    sign_in(client, name="my-secret-password")
    event = AccessEvent.objects.get()
    assert event.user is None and len(event.account_key) == 16 and "secret" not in str(event.__dict__)


def test_refused_doors_are_written_down(client):
    client.force_login(builders.recommender())
    assert client.get("/admin/lending/loannote/").status_code == 403
    assert AccessEvent.objects.get(kind="denied").what == "借据"


def test_auditor_and_security_read_the_record_and_nobody_else(client):
    for who, status in (
        (builders.auditor(), 200),
        (builders.security(), 200),
        (builders.admin(), 403),
        (builders.head(), 403),
    ):
        client.force_login(who)
        assert client.get("/admin/parties/accessevent/").status_code == status


@pytest.mark.parametrize(
    "statement", ["UPDATE parties_accessevent SET what = 'x'", "DELETE FROM parties_accessevent"]
)
def test_the_database_refuses_to_change_the_record(statement, client):
    sign_in(client, name="x")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("name", ["clerk", "nobody"])
def test_after_five_wrong_passwords_one_waits_known_or_unknown(client, clock, name):
    builders.clerk()
    for _ in range(5):
        assert "不正确" in sign_in(client, name, "wrong-password").content.decode()
    assert "请在15分钟后再试" in sign_in(client, name).content.decode()
    clock.move_to(NOON + timedelta(minutes=14), tick=False)
    assert "请在1分钟后再试" in sign_in(client, name).content.decode()
    clock.move_to(NOON + timedelta(minutes=15, seconds=1), tick=False)
    assert sign_in(client, name).status_code == (302 if name == "clerk" else 200)


def test_a_stranger_who_guesses_does_not_lock_out_a_known_device(client):
    from django.test import Client

    builders.clerk()
    sign_in(client)
    client.post("/logout/")
    stranger = Client()
    for _ in range(6):
        sign_in(stranger, password="wrong-password")
    assert sign_in(stranger).status_code == 200
    assert sign_in(client).status_code == 302
    for _ in range(5):
        client.post("/logout/")
        sign_in(client, password="wrong-password")
    assert sign_in(client).status_code == 200


@pytest.mark.parametrize(
    ("who", "minutes", "open_"),
    [(builders.clerk, 30, True), (builders.clerk, 31, False), (builders.auditor, 15, True), (builders.auditor, 16, False)],
)  # fmt: skip
def test_a_quiet_session_ends(client, clock, who, minutes, open_):
    client.force_login(who())
    client.get("/admin/")
    clock.move_to(NOON + timedelta(minutes=minutes), tick=False)
    assert (client.get("/admin/").status_code == 200) is open_
    assert AccessEvent.objects.filter(kind="timeout").exists() is not open_


def test_a_busy_session_ends_after_twelve_hours(client, clock):
    client.force_login(builders.clerk())
    for minutes in range(0, 12 * 60 + 1, 20):
        clock.move_to(NOON + timedelta(minutes=minutes), tick=False)
        assert client.get("/admin/").status_code == 200, minutes
    clock.move_to(NOON + timedelta(hours=12, minutes=1), tick=False)
    assert client.get("/admin/").status_code == 302


def test_disabling_an_account_ends_its_session_at_once(client):
    clerk = builders.clerk()
    client.force_login(clerk)
    assert client.get("/admin/").status_code == 200
    idle.disable(clerk, actor=builders.admin(), today=NOON.date(), reason="离职")
    assert client.get("/admin/").status_code == 302
    assert sign_in(client).status_code == 200


def test_the_register_of_accounts_sets_no_password_and_no_state(client):
    client.force_login(builders.admin())
    clerk = builders.clerk()
    assert client.get(f"/admin/parties/user/{clerk.pk}/password/").status_code in (302, 404)
    page = client.post(
        f"/admin/parties/user/{clerk.pk}/change/", {"full_name": "新名", "is_active": "", "is_superuser": "1"}
    )
    clerk.refresh_from_db()
    assert (
        page.status_code == 302 and clerk.full_name == "新名" and clerk.is_active and not clerk.is_superuser
    )
    step = f"/admin/parties/user/{clerk.pk}/do/disable/"
    assert client.post(step, {"reason": "离职"}).status_code == 302
    clerk.refresh_from_db()
    assert not clerk.is_active
