"""The pages of the compensation file and of the ladder, as the bank and the office use them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from registry.ledger.errors import Refusal
from registry.lending import claiming
from registry.lending.dossier import papers
from registry.lending.models import CollectionTask, CompensationClaim
from tests import builders

from . import scenes
from .scenes import FULL, PDF

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(datetime(FULL.year, FULL.month, FULL.day, 12, tzinfo=ZoneInfo("Asia/Shanghai"))):
        yield


def page(client, who, record, query=""):
    client.force_login(who)
    name = f"admin:lending_{record._meta.model_name}_change"
    return client.get(reverse(name, args=[record.pk]) + query).content.decode()


def step(client, who, record, name, **given):
    client.force_login(who)
    url = reverse(f"admin:lending_{record._meta.model_name}_step", args=[record.pk, name])
    return client.post(url, {"reason": ""} | given, follow=True).content.decode()


def test_the_bank_sees_what_is_missing_and_uploads_it(client):
    episode = scenes.full(filed=False)
    dossier = scenes.filed(episode, without=("contract",))
    shown = page(client, builders.bank_maker(), dossier)
    assert "缺件已到期限（1件）" in shown and "还缺：借款合同" in shown and ">上传</a>" in shown
    file = SimpleUploadedFile("合同.pdf", PDF[1])
    told = step(
        client,
        builders.bank_maker(),
        dossier,
        "upload",
        paper=scenes.paper("contract").pk,
        file=file,
        about="共12页",
    )
    assert "合同.pdf" in told and "（共12页）" in told and "缺件已到期限" not in told
    document = dossier.documents.get(paper__code="contract")
    answer = client.get(reverse("admin:lending_dossierdocument_file", args=[document.pk, "file"]))
    assert b"".join(answer.streaming_content) == PDF[1]


def test_another_bank_finds_nothing(client):
    dossier = scenes.filed(scenes.full(filed=False))
    client.force_login(builders.bank_maker("ZGYH"))
    assert client.get(reverse("admin:lending_claimdossier_change", args=[dossier.pk])).status_code == 404
    document = dossier.documents.first()
    assert (
        client.get(reverse("admin:lending_dossierdocument_file", args=[document.pk, "file"])).status_code
        == 404
    )


def test_files_are_found_by_their_light(client):
    dossier = scenes.filed(scenes.full(filed=False), without=("contract",))
    client.force_login(builders.clerk())
    url = reverse("admin:lending_claimdossier_changelist")
    assert str(dossier.business) in client.get(url + "?light=red").content.decode()
    for light in ("amber", "green", "grey"):
        rows = client.get(url + f"?light={light}").context["cl"].result_count
        assert rows == (1 if light == "red" else 0), light


def test_a_claim_not_complete_is_refused_on_the_page(client):
    episode = scenes.full(filed=False)
    scenes.filed(episode, without=("voucher", "check"))
    claim = scenes.drafted(episode)
    told = step(client, builders.bank_checker(), claim, "lodge")
    assert "缺少“放款凭证”。请在“代偿资料包”页面点“上传资料”补充。" in told
    assert "缺少“资金用途核查记录”。请在“借据”页面登记资金使用监督。" in told
    assert CompensationClaim.objects.get().status == "draft"


def test_the_office_sends_back_by_codes(client):
    claim = scenes.lodged()
    chosen = {f"paper_{scenes.paper('statement').pk}": "D02", "amount": "D06"}
    assert "没有选择退回原因" in step(client, builders.clerk(), claim, "return_claim", reason="见各项")
    step(client, builders.clerk(), claim, "return_claim", reason="见各项", **chosen)
    claim.refresh_from_db()
    assert sorted(claim.deficiencies.values_list("code", flat=True)) == ["D02", "D06"]
    shown = page(client, builders.bank_maker(), claim)
    assert "不清晰、缺页" in shown and "等待银行补正后重新提交" in shown


def test_the_ladder_stands_on_the_episodes_page(client):
    episode = scenes.full()
    shown = page(client, builders.bank_maker(), episode)
    assert (
        "清收进程" in shown
        and "上门走访" in shown
        and "催收通知书（第1次）" in shown
        and "代偿资料包" in shown
    )
    assert "warningnotice" not in shown
    assert "预警提示" in page(client, builders.clerk(), episode)


def test_a_step_is_done_from_its_page(client):
    scenes.full()
    task = CollectionTask.objects.get(step__name="上门走访")
    told = step(
        client, builders.bank_maker(), task, "finish", kind="visit", result="店面正常经营", met="张三"
    )
    assert "已办理" in told
    task.refresh_from_db()
    assert task.done_on == FULL


def test_a_file_under_the_wrong_name_is_renamed_and_a_link_names_the_missing_paper(client):
    episode, maker = scenes.full(filed=False), builders.bank_maker()
    dossier = scenes.filed(episode, without=("contract",))
    wrong = dossier.documents.get(paper__code="guarantee")
    url = reverse("admin:lending_claimdossier_step", args=[dossier.pk, "upload"])
    link = f"{url}?paper={scenes.paper('contract').pk}"
    assert f'href="{link}"' in page(client, maker, dossier)
    assert f'<option value="{scenes.paper("contract").pk}" selected>' in client.get(link).content.decode()
    assert link not in page(client, builders.clerk(), dossier)
    given = {"paper": scenes.paper("contract").pk}
    assert "没有办理" in step(client, maker, wrong, "reclassify", **given)
    assert "已办理" in step(client, maker, wrong, "reclassify", reason="合同放错了位置", **given)
    wrong.refresh_from_db()
    assert wrong.paper.code == "contract" and wrong.history.count() == 2
    assert "还缺：保证（委托担保）合同" in page(client, maker, dossier)
    scenes.filed(episode, without=("contract", "day1", "check"))
    lodge = scenes.drafted(episode)
    claiming.lodge(lodge, actor=builders.bank_checker(), today=FULL)
    with pytest.raises(Refusal, match="不能增减"):
        papers.reclassify(wrong, actor=maker, today=FULL, paper=scenes.paper("note"), reason="再改")
