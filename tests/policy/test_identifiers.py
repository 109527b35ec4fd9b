"""Codes, numbers and names: the vectors of domain.md §11 and the traps of §3."""

from decimal import Decimal

import pytest

from registry.policy import identifiers as ids


def kinds(reasons):
    return [reason.kind for reason in reasons]


@pytest.mark.parametrize(
    "code",
    [
        "91150627MAXXXXX15T",
        "91150627MAXXXXX23M",
        "92150627MAYYYYY12U",
        "92150627MAYYYYY20N",
        "93150627MAXXYYX13D",
        "N2150627MFXXXXX13E",
        "９２１５０６２７ＭＡＹＹＹＹＹ１２Ｕ",
        "91150627maxxxxx15t",
        "'91150627 MAXXXXX-15T",
        "\u200b91150627MAXXXXX15T\u00a0",
    ],
)
def test_a_good_credit_code_passes_without_a_word(code):
    found = ids.check_uscc(code)
    assert (found.errors, found.warnings) == ((), ())
    assert len(found.code) == 18
    assert found.code.isascii()


@pytest.mark.parametrize(
    ("code", "warning"),
    [
        ("91150600MAXXYYX21A", "region"),
        ("91150627MAXXXXX10B", "inner-digit"),
    ],
)
def test_a_well_formed_code_with_an_oddity_passes_with_a_warning(code, warning):
    found = ids.check_uscc(code)
    assert found.ok
    assert kinds(found.warnings) == [warning]


def test_an_unusual_prefix_is_told():
    body = "98150627MAXXXXX15"
    from registry.policy.identifiers.uscc import check_digit

    assert kinds(ids.check_uscc(body + check_digit(body)).warnings) == ["prefix"]


@pytest.mark.parametrize(
    ("code", "kind", "told"),
    [
        ("", "missing", "为空"),
        (None, "missing", "为空"),
        ("91150627MAXXXXX15", "malformed", "17位"),
        ("91150627MAXXXXX15TT", "malformed", "19位"),
        ("91150627MAXXXXO15T", "malformed", "“O”"),
        ("9115O627MAXXXXX15T", "malformed", "“O”"),
        ("91A50627MAXXXXX15T", "malformed", "行政区划码"),
        ("91150627MAXXXXX15A", "check-digit", "应为“T”"),
        ("91150627MAXXXXX51T", "check-digit", "校验位不正确"),
        (9.1150627e17, "destroyed-number", "文本"),
        (911506271234567890, "destroyed-number", "文本"),
        ("9.15151E+17", "destroyed-number", "文本"),
        ("911506271234567000", "destroyed-number", "文本"),
        ("911506271234567000.0", "destroyed-number", "文本"),
    ],
)
def test_a_bad_credit_code_is_refused_for_its_own_reason(code, kind, told):
    found = ids.check_uscc(code)
    assert kinds(found.errors) == [kind]
    assert told in str(found.errors[0])


@pytest.mark.parametrize(
    ("value", "destroyed"),
    [
        (150627600012349.0, False),
        (150627600012349, False),
        (1506276000123490, True),
        (1.234567890123457e17, True),
        (Decimal(123456789012345678), True),
        (float("nan"), False),
        (float("inf"), True),
        (True, False),
        (None, False),
        ("", False),
        ("1.5E+17", True),
        ("1.5e17", True),
        ("９.15E+17", True),
        ("91150627MAXXXXX15T", False),
        ("150627600012349000.0", True),
        ("150627600012349000", False),
        ("HT-2026-001", False),
    ],
)
def test_numbers_a_spreadsheet_has_destroyed_are_recognised(value, destroyed):
    assert ids.looks_destroyed(value) is destroyed


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("91150627MAXXXXX15T", ids.ENTERPRISE),
        ("92150627MAYYYYY12U", ids.INDIVIDUAL),
        ("93150627MAXXYYX13D", ids.COOPERATIVE),
        ("N2150627MFXXXXX13E", ""),
        ("150627600012349", ""),
        ("", ""),
    ],
)
def test_the_prefix_tells_the_kind(code, kind):
    assert ids.kind_of(code) == kind


@pytest.mark.parametrize(
    ("code", "declared", "agrees"),
    [
        ("91150627MAXXXXX15T", ids.ENTERPRISE, True),
        ("91150627MAXXXXX15T", ids.INDIVIDUAL, False),
        ("92150627MAYYYYY12U", ids.INDIVIDUAL, True),
        ("92150627MAYYYYY12U", ids.ENTERPRISE, False),
        ("93150627MAXXYYX13D", ids.ENTERPRISE, True),
        ("93150627MAXXYYX13D", ids.COOPERATIVE, True),
        ("91150627MAXXXXX15T", ids.COOPERATIVE, False),
        ("N2150627MFXXXXX13E", ids.ENTERPRISE, True),
    ],
)
def test_a_kind_that_contradicts_the_prefix_is_told(code, declared, agrees):
    assert (ids.kind_mismatch(code, declared) == []) is agrees


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("150627000000015", True),
        ("150627600012349", True),
        (150627600012349.0, True),
        ("１５０６２７６０００１２３４９", True),
        ("150627600012340", False),
        ("15062760001234", False),
        ("15062760001234X", False),
        ("", False),
    ],
)
def test_the_old_registration_number_is_checked(number, valid):
    assert ids.is_legacy_number(number) is valid


@pytest.mark.parametrize(
    ("number", "errors", "warnings"),
    [
        ("152728197501010014", [], []),
        ("150627200301010029", [], []),
        ("15062719900101003X", [], ["place"]),
        ("15062719900101003x", [], ["place"]),
        ("15272819810229005X", ["impossible-date"], []),
        ("152728197501010015", ["check-digit"], []),
        ("15272819750101001", ["malformed"], []),
        ("1527281975010100A4", ["malformed"], []),
        ("", ["missing"], []),
        (1.52728197501010e17, ["destroyed-number"], []),
    ],
)
def test_a_resident_number_fails_on_digit_and_date_and_only_warns_on_place(number, errors, warnings):
    found = ids.check_resident_id(number)
    assert (kinds(found.errors), kinds(found.warnings)) == (errors, warnings)


@pytest.mark.parametrize("number", ["152728197501010015", "15272819750101001", "1527281975010100A4"])
def test_sentences_about_a_resident_number_never_repeat_it(number):
    assert all(number not in str(error) for error in ids.check_resident_id(number).errors)


def test_the_birth_date_is_read_from_the_number():
    assert str(ids.birth_date("152728197501010014")) == "1975-01-01"
    assert ids.birth_date("15272819810229005X") is None
    assert ids.birth_date("") is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("13800000000", "13800000000"),
        ("+86 138-0000-0000", "13800000000"),
        ("008613800000000", "13800000000"),
        ("0477-8580000", "04778580000"),
        ("（0477）8580000", "04778580000"),
        ("010-12345678", "01012345678"),
        ("0477-8580000-12", "04778580000转12"),
        ("0477-8580000转12", "04778580000转12"),
        ("400-123-4567", "4001234567"),
    ],
)
def test_a_mainland_phone_number_passes(text, number):
    found = ids.check_phone(text)
    assert (found.code, found.errors, found.warnings) == (number, (), ())


@pytest.mark.parametrize("text", ["", "1234", "23800000000", "1380000000", "电话", "0477-858"])
def test_what_is_no_phone_number_is_refused(text):
    assert not ids.check_phone(text).ok


def test_a_phone_number_without_area_code_only_warns():
    assert kinds(ids.check_phone("8580000").warnings) == ["area-code"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("伊政办发〔2019〕53号", "伊政办发〔2019〕53号"),
        ("伊政办发[2019]53号", "伊政办发〔2019〕53号"),
        ("伊政办发（2019）053号", "伊政办发〔2019〕53号"),
        ("伊政办发【2019】第53号", "伊政办发〔2019〕53号"),
        ("伊政办发 〔2019〕 53 号", "伊政办发〔2019〕53号"),
        ("伊政办发〔2019〕53", "伊政办发〔2019〕53号"),
        ("无", "无"),
    ],
)
def test_document_numbers_take_the_official_form(text, number):
    assert ids.normalise_document_number(text) == number


@pytest.mark.parametrize("text", ["", "无", "伊政办发2019年53号", "〔2019〕53号", "伊政办发〔19〕53号"])
def test_what_is_no_document_number_is_refused(text):
    assert not ids.check_document_number(text).ok


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("内蒙古某某（集团）有限公司", "内蒙古某某(集团)有限公司", True),
        ("阿拉腾·其其格商店", "阿拉腾•其其格商店", True),
        ("阿拉腾·其其格商店", "阿拉腾其其格 商店", True),
        ("伊旗某某商贸有限公司（已注销）", "伊旗某某商贸有限公司", True),
        ("ＡＢＣ商店", "abc商店", True),
        ("伊旗甲商贸有限公司", "伊旗乙商贸有限公司", False),
        ("某某（北京）公司", "某某公司", False),
    ],
)
def test_names_are_compared_without_their_accidents(one, other, same):
    assert ids.same_name(one, other) is same


@pytest.mark.parametrize(
    ("text", "fine"),
    [("13800000000", True), ("0477-8000000", True), ("12345", False), ("95588", False), ("110", False)],
)
def test_a_person_is_not_reached_at_a_service_number(text, fine):
    assert ids.check_personal_phone(text).ok is fine
