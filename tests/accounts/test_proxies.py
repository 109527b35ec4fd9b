"""Whose address a request comes from: a stranger's own word is never believed, a proxy of ours always."""

import pytest

from cms.proxies import address_of
from registry.parties.events import network_of
from registry.parties.models import AccessEvent


@pytest.mark.parametrize(
    ("direct", "forwarded", "seen"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "10.0.0.1", "203.0.113.9"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9, 127.0.0.1", "203.0.113.9"),
        ("127.0.0.1", "nobody", "127.0.0.1"),
        ("::1", "2001:db8::7", "2001:db8::7"),
        ("127.0.0.1", " , ", "127.0.0.1"),
        ("", "203.0.113.9", ""),
    ],
)
def test_the_nearest_address_that_is_no_proxy_of_ours(direct, forwarded, seen):
    assert address_of(direct, forwarded) == seen


@pytest.mark.django_db
def test_the_record_of_a_refused_login_names_the_person_behind_the_proxy(client):
    given = {"username": "nobody", "password": "wrong"}
    client.post("/login/", given, headers={"x-forwarded-for": "1.2.3.4, 203.0.113.9"})
    assert AccessEvent.objects.get(kind="login_failed").network == network_of("203.0.113.9")
