"""The first people of a new installation, and an officer who forgot the password: done on the server, never above two persons."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from registry.ledger.errors import Refusal
from registry.parties.models import AccessEvent, Membership, User
from registry.parties.officers import FIRST, appoint, let_back_in
from tests import builders

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
GIVEN = {"full_name": "白音", "email": "baiyin@office.example", "reason": "任命文件（2026）1号"}


def first(role, username=None, **changes):
    return appoint(**{"role": role, "username": username or f"first-{role}", "today": DAY} | GIVEN | changes)


@pytest.mark.parametrize("role", FIRST)
def test_the_first_of_each_is_appointed_once(role):
    first(role)
    held = Membership.objects.get(role=role)
    assert (held.institution.code, held.user.has_usable_password()) == ("OFFICE", False)
    with pytest.raises(Refusal, match="已由白音担任"):
        first(role, "another")
    assert not User.objects.filter(username="another").exists()


@pytest.mark.parametrize(
    ("role", "changes", "told"),
    [
        ("clerk", {}, "只设立首任"),
        ("admin", {"full_name": " "}, "姓名和任命依据"),
        ("admin", {"reason": ""}, "姓名和任命依据"),
        ("admin", {"username": "白音"}, "字母、数字"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_left(role, changes, told):
    before = User.objects.count()
    with pytest.raises(Refusal, match=told):
        first(role, **changes)
    assert User.objects.count() == before


def test_the_printed_link_opens_the_account(client, capsys):
    call_command("appoint_officer", role="security", account="hasi", name="哈斯", reason="任命文件")
    path = capsys.readouterr().out.strip().splitlines()[-1]
    page = client.get(path, follow=True)
    given = {"new_password1": "caoyuan-9-langhua", "new_password2": "caoyuan-9-langhua"}
    assert client.post(page.request["PATH_INFO"], given).status_code == 302
    assert client.login(username="hasi", password="caoyuan-9-langhua")


def test_an_officer_gets_back_in_and_it_is_written_down():
    officer = builders.admin()
    officer.set_password("old-and-forgotten-1")
    officer.save()
    assert let_back_in(officer.username, reason="申请书3号").startswith("/login/set/")
    assert not User.objects.get(pk=officer.pk).has_usable_password()
    assert "申请书3号" in AccessEvent.objects.get(kind="role", user=officer, what__contains="服务器").what


def test_others_are_led_to_the_administrator():
    with pytest.raises(CommandError, match="系统管理员"):
        call_command("appoint_officer", account=builders.clerk().username, reason="试", renew=True)
    with pytest.raises(CommandError, match="没有写明岗位"):
        call_command("appoint_officer", account="x", reason="试")
