"""Genuine or not: the check page by code, the signature that can be checked without us, and what nobody may find out."""

import json
import shutil
import stat
import subprocess
from datetime import date

import pytest
from bs4 import BeautifulSoup
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.core.management import CommandError, call_command

from cms.duties import bring_to
from publicity import withdrawing
from publicity.canonical import fingerprint
from publicity.models import Announcement, Certificate
from registry.documents import keys, sealing
from registry.documents.ending import state_of, withdraw_paper
from registry.documents.issuing import issue
from registry.documents.models import IssuedDocument, Seal, SigningKey
from registry.history.errors import Refusal
from registry.ledger.errors import NotAllowed
from registry.ledger.models import Message
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
DAY, AFTER = date(2026, 5, 8), date(2026, 5, 22)


@pytest.fixture(autouse=True)
def key(settings, tmp_path):
    settings.SIGNING_KEY_FILE = str(tmp_path / "key.pem")
    return tmp_path / "key.pem"


@pytest.fixture
def notice():
    return chapters.notice_of([builders.business()])


def letter(**given):
    fields = {
        "title": "关于内蒙古测试有限公司不予认定的告知",
        "body": "内蒙古测试有限公司拖欠货款500000元。",
    } | given
    return issue("declined", actor=builders.clerk(), today=DAY, about=builders.business(), to=["ALTXR"],
                 addressee="内蒙古测试有限公司", **fields)  # fmt: skip


def page(client, code, **more):
    return client.get("/chaxun/", {"code": code}, **more)


def words(answer):
    return BeautifulSoup(answer.content, "html.parser").main.get_text(" ", strip=True)


def signed(client, code):
    """(statement, signature, public key) as a stranger downloads them."""
    statement = client.get(f"/chaxun/{code}/statement.json").content
    signature = client.get(f"/chaxun/{code}/statement.sig").content
    name = Seal.objects.get(check_code=code).key.key_id
    return statement, signature, client.get(f"/.well-known/xinbaodai-key-{name}.pem").content


def test_every_kind_of_paper_is_signed_and_the_signature_holds_without_us(client, notice):
    bring_to(AFTER, since=AFTER)
    papers = [notice, *Announcement.objects.all(), *IssuedDocument.objects.all()]
    assert {type(p).__name__ for p in papers} == {"Notice", "Announcement", "IssuedDocument"}
    for paper in papers:
        statement, signature, pem = signed(client, paper.check_code)
        load_pem_public_key(pem).verify(signature, statement)
        told = json.loads(statement)
        assert told["number"] == paper.number and told["check_code"] == paper.check_code
        assert told["sha256"] == (paper.text_sha256 if paper is notice else paper.sha256)


def test_the_canonical_text_hashes_to_what_was_signed(client, notice):
    bring_to(AFTER, since=AFTER)
    certificate = Certificate.objects.get().document
    told = Announcement.objects.get()
    for address, paper in (
        (f"/n/{notice.serial}.canonical.json", notice.text_sha256),
        (f"/n/{told.serial}.canonical.json", told.sha256),
        (f"/n/{notice.serial}/zhengming.canonical.json", certificate.sha256),
    ):
        assert fingerprint(client.get(address).content.decode()) == paper


@pytest.mark.skipif(not shutil.which("openssl"), reason="OpenSSL is not installed")
def test_the_lines_of_the_check_page_work_in_openssl(client, notice, tmp_path):
    statement, signature, pem = signed(client, notice.check_code)
    for name, content in (("s.json", statement), ("s.sig", signature), ("k.pem", pem)):
        (tmp_path / name).write_bytes(content)
    command = [
        "openssl",
        "pkeyutl",
        "-verify",
        "-pubin",
        "-inkey",
        "k.pem",
        "-rawin",
        "-in",
        "s.json",
        "-sigfile",
        "s.sig",
    ]
    assert "Success" in subprocess.run(command, cwd=tmp_path, capture_output=True, text=True).stdout
    (tmp_path / "s.json").write_bytes(statement.replace(b"1", b"2", 1))
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode


def test_the_public_keys_stay_published_after_a_change_of_keys(client, notice, settings, tmp_path):
    old = signed(client, notice.check_code)
    settings.SIGNING_KEY_FILE = str(tmp_path / "second.pem")
    later = letter()
    assert SigningKey.objects.count() == 2
    listed = client.get("/.well-known/xinbaodai-keys.json").json()["keys"]
    assert {k["kid"] for k in listed} == set(SigningKey.objects.values_list("key_id", flat=True))
    assert all(k["kty"] == "OKP" and k["crv"] == "Ed25519" for k in listed)
    assert signed(client, notice.check_code) == old
    load_pem_public_key(signed(client, later.check_code)[2]).verify(*signed(client, later.check_code)[1::-1])


def test_the_key_is_made_once_and_only_its_owner_reads_it(key):
    sealing.public_keys()
    made = key.read_bytes()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    keys.make_key_file(key)
    sealing.public_keys()
    assert key.read_bytes() == made and not list(key.parent.glob("*.new"))


def test_production_signs_nothing_without_its_key_and_says_so_at_the_start(settings, key):
    from cms.checks import signing_key_in_place

    settings.PRODUCTION, settings.SIGNING_KEY_FILE = True, ""
    assert [e.id for e in signing_key_in_place()] == ["cms.E002"]
    settings.SIGNING_KEY_FILE = str(key)
    assert [e.id for e in signing_key_in_place()] == ["cms.E002"]
    with pytest.raises(Refusal, match="签名密钥"):
        letter()
    assert not IssuedDocument.objects.exists() and not key.exists()
    keys.make_key_file(key)
    assert signing_key_in_place() == []
    key.chmod(0o644)
    assert [e.id for e in signing_key_in_place()] == ["cms.E003"]


def test_the_command_makes_a_key_and_never_overwrites_one(tmp_path, capsys):
    call_command("make_signing_key", str(tmp_path / "new.pem"))
    assert "已生成密钥" in capsys.readouterr().out
    with pytest.raises(CommandError, match="已经存在"):
        call_command("make_signing_key", str(tmp_path / "new.pem"))


def test_a_standing_notice_is_valid_and_a_withdrawn_one_is_not(client, notice):
    said = words(page(client, notice.check_code.lower()))
    assert "真实，有效" in said and notice.text_sha256 in said and notice.title in said
    withdrawing.withdraw_notice(notice, actor=builders.head(), today=DAY, reason="名单有误")
    said = words(page(client, notice.check_code))
    assert "真实，但已收回" in said and "真实，有效" not in said
    assert client.get(f"/n/{notice.serial}.canonical.json").status_code == 410


def test_a_struck_name_is_not_given_out_in_the_canonical_text(client):
    opened = chapters.notice_of([builders.business(), builders.business(builders.INDIVIDUAL_CODES[0])])
    assert client.get(f"/n/{opened.serial}.canonical.json").status_code == 200
    withdrawing.withdraw_entry(opened.entries.first(), actor=builders.head(), today=DAY, reason="列入有误")
    assert client.get(f"/n/{opened.serial}.canonical.json").status_code == 410


def test_of_a_private_letter_only_what_identifies_it_is_shown(client):
    paper = letter()
    answer = page(client, paper.check_code)
    statement = client.get(f"/chaxun/{paper.check_code}/statement.json").content.decode()
    for shown in (answer.content.decode(), statement):
        assert paper.number in shown and paper.sha256 in shown
        assert not any(private in shown for private in ("测试有限公司", "拖欠", "500000", "不予认定的告知"))
    assert "有效" in words(answer) and "不向社会公开" in words(answer)


def test_a_name_no_longer_public_is_not_told_by_its_announcement(client, notice):
    bring_to(AFTER, since=AFTER)
    told = Announcement.objects.get()
    assert told.title in words(page(client, told.check_code))
    with builders.as_system():
        told.expires_on = AFTER
        told.save()
    said = words(page(client, told.check_code))
    assert "公开期限已满" in said and told.title not in said and told.number in said


def test_a_paper_taken_back_says_so_and_whoever_has_it_is_told(client):
    paper = letter()
    with pytest.raises(NotAllowed):
        withdraw_paper(paper, actor=builders.clerk(), today=DAY, reason="发错")
    with pytest.raises(Refusal, match="理由"):
        withdraw_paper(paper, actor=builders.head(), today=DAY, reason=" ")
    withdraw_paper(paper, actor=builders.head(), today=DAY, reason="发错对象")
    with pytest.raises(Refusal, match="不能再次收回"):
        withdraw_paper(paper, actor=builders.head(), today=DAY, reason="再收一次")
    assert state_of(paper) == "withdrawn" and "真实，但已收回" in words(page(client, paper.check_code))
    assert Message.objects.filter(kind="paper_withdrawn").get().recipient_code == "ALTXR"


def test_a_fingerprint_changed_behind_our_back_is_not_called_genuine(client, notice):
    with builders.as_system():
        notice.text_sha256 = "0" * 64
        notice.save()
    assert "签名核对不上" in words(page(client, notice.check_code))


def test_a_code_that_is_almost_right_finds_nothing(client, notice):
    code = notice.check_code
    for wrong in (
        code[:-1],
        code[:6],
        code[:-1] + ("2" if code[-1] != "2" else "3"),
        "%",
        "_" * 12,
        "' OR 1=1 --",
    ):
        assert "查不到" in words(page(client, wrong))
    assert client.get("/chaxun/ABCDEFGHJKLM/statement.json").status_code == 404


def test_thirty_misses_in_ten_minutes_and_then_a_pause_for_that_sender_only(client, notice):
    for n in range(30):
        assert page(client, f"ABCDEFGHJ{n:03d}").status_code == 200
    stopped = page(client, notice.check_code)
    assert (
        stopped.status_code == 429
        and "查询过于频繁" in words(stopped)
        and notice.text_sha256 not in words(stopped)
    )
    assert client.get(f"/chaxun/{notice.check_code}/statement.json").status_code == 429
    assert page(client, notice.check_code, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_credit_codes_count_and_papers_that_are_there_do_not(client, notice):
    for _ in range(40):
        assert page(client, notice.check_code).status_code == 200
    for _ in range(30):
        assert page(client, builders.ENTERPRISE_CODES[0]).status_code == 200
    assert page(client, builders.ENTERPRISE_CODES[0]).status_code == 429


def test_machines_get_the_same_answer_and_no_more(client, notice):
    paper, open_one = letter(), client.get(f"/api/v1/verify/{notice.check_code}/").json()
    assert (open_one["state"], open_one["title"], open_one["sha256"]) == (
        "valid",
        notice.title,
        notice.text_sha256,
    )
    told = client.get(f"/api/v1/verify/{paper.check_code}/")
    assert told.json()["state"] == "valid" and told.json()["title"] == told.json()["url"] == ""
    assert "测试有限公司" not in told.content.decode()
    for n in range(30):
        missed = client.get(f"/api/v1/verify/ABCDEFGHJ{n:03d}/")
    assert missed.status_code == 404 and missed["Content-Type"] == "application/problem+json"
    assert client.get(f"/api/v1/verify/{notice.check_code}/").status_code == 429


def test_every_printed_paper_carries_its_code_and_a_code_to_the_check_page(client, notice, settings):
    bring_to(AFTER, since=AFTER)
    certificate = Certificate.objects.get().document
    head = builders.head()
    client.force_login(head)
    for address, code in (
        (notice.get_absolute_url(), notice.check_code),
        (f"{notice.get_absolute_url()}?print=1", notice.check_code),
        (Announcement.objects.get().get_absolute_url(), Announcement.objects.get().check_code),
        (f"/n/{notice.serial}/zhengming/", certificate.check_code),
        (f"/admin/documents/issueddocument/{certificate.pk}/paper/", certificate.check_code),
    ):
        soup = BeautifulSoup(client.get(address).content, "html.parser")
        assert code in soup.get_text() and soup.select_one("svg.qr")
    for address in (
        f"/n/{notice.serial}/zhengming.docx",
        f"/admin/documents/issueddocument/{certificate.pk}/word/",
    ):
        assert client.get(address)["Content-Type"].endswith("wordprocessingml.document")


def test_before_the_close_there_is_no_certificate_to_see(client, notice):
    assert client.get(f"/n/{notice.serial}/zhengming/").status_code == 404
    assert client.get(f"/n/{notice.serial}/zhengming.docx").status_code == 404
