"""The copy others may read: the sender and every number out of it, and a check that says what is still in."""

import pytest

from publicity.redaction import redacted, redaction_problems

SENDER = {"name": "李四", "phone": "13911111111", "address": "阿镇团结路3号"}


def test_the_first_copy_hides_the_sender_and_every_number():
    facts = "我叫李四，住阿镇团结路3号，电话13911111111，座机0477-8960000，身份证152728197501010014，卡号6222021234567890123。"
    copy = redacted(facts, **SENDER)
    for told in ("李四", "团结路", "13911111111", "8960000", "152728197501010014", "6222021234567890123"):
        assert told not in copy
    assert not redaction_problems(copy, **SENDER)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("李四反映该企业拖欠货款。", "姓名"),
        ("反映人李 四说拖欠货款。", "姓名"),
        ("请打13911111111核实。", "电话"),
        ("住在阿镇团结路3号的人反映。", "地址"),
        ("老板身份证152728197501010014。", "身份证"),
        ("收款账号6222021234567890123。", "账号"),
        ("座机0477-8960000。", "账号"),
    ],
)
def test_what_is_still_in_the_open_is_said(text, said):
    assert any(said in sentence for sentence in redaction_problems(text, **SENDER))


def test_a_credit_code_and_an_anonymous_sender_pass():
    assert redaction_problems("反映91150627MAXXXXX15T拖欠货款，金额20万元。") == []
