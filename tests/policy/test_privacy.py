"""R72: opinions keep conclusions, never a resident's number."""

import pytest

from registry.policy.privacy import holds_resident_id, privacy_problems


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("查询编号 2026-117，无不良记录", False),
        ("当事人 15272219800101123X 有逾期", True),
        ("身份证：１５２７２２１９８００１０１１２３Ｘ", True),
        ("150627 19800101 1234", True),
        ("企业代码 91150627MANA3PF75G 无记录", False),
        ("金额 123456789012345678 元", False),
    ],
)
def test_a_residents_number_is_recognised(text, found):
    assert holds_resident_id(text) is found
    assert bool(privacy_problems({"说明": text})) is found


def test_the_sentence_does_not_repeat_the_number():
    assert "15272219800101123X" not in privacy_problems({"说明": "15272219800101123X"})[0]
