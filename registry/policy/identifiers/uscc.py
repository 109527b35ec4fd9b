"""统一社会信用代码, GB 32100-2015: the key of every business.

stdnum's validator rejects the letter-prefixed codes of rural collectives and full-width input, and knows neither
the inner check digit nor the kinds of bodies; only its outer check digit is used.
"""

from functools import lru_cache

from stdnum.cn.uscc import calc_check_digit

from ..answers import Reason
from .checks import CodeCheck, refused
from .text import clean, looks_destroyed

ENTERPRISE, INDIVIDUAL, COOPERATIVE = "enterprise", "individual", "cooperative"
HOME_REGION = "150627"

_STANDARD = "GB 32100-2015"
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_KINDS = {"91": ENTERPRISE, "92": INDIVIDUAL, "93": COOPERATIVE}
_KIND_NAMES = {
    ENTERPRISE: "企业",
    INDIVIDUAL: "个体工商户",
    COOPERATIVE: "农民专业合作社",
}
_PREFIXES = {
    "11": "机关",
    "12": "事业单位",
    "13": "编办直接管理机构编制的群众团体",
    "19": "机构编制部门登记的其他机构",
    "51": "社会团体",
    "52": "民办非企业单位",
    "53": "基金会",
    "59": "民政部门登记的其他机构",
    "91": "企业",
    "92": "个体工商户",
    "93": "农民专业合作社",
    "99": "市场监管部门登记的其他机构",
    "N1": "农村集体经济组织",
    "N2": "农村集体经济组织",
    "N3": "农村集体经济组织",
    "Y1": "其他机构",
}
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def check_digit(code: str) -> str:
    """The 18th character the first 17 call for."""
    return calc_check_digit(code[:17])


def organisation_code(code: str) -> str:
    """The nine-character 组织机构代码 inside the code (places 9–17)."""
    return code[8:17]


def kind_of(code: str) -> str:
    """enterprise, individual, cooperative, or "" when the prefix says something else."""
    code = clean(code)
    return _KINDS.get(code[:2], "") if len(code) == 18 else ""


def kind_mismatch(code: str, kind: str) -> list[Reason]:
    """Does the prefix contradict the declared kind? 91 or 93 for an enterprise, 92 for an individual business.

    An error on an application, a warning on a bank's row (the caller decides).
    """
    found = kind_of(code)
    agrees = found == kind or (kind == ENTERPRISE and found == COOPERATIVE)
    if agrees or not found:
        return []
    return [
        Reason(
            f"统一社会信用代码 {clean(code)} 以“{clean(code)[:2]}”开头，属于{_KIND_NAMES[found]}，"
            f"与所填主体类型“{_KIND_NAMES.get(kind, kind)}”不一致。请核对营业执照后改正代码或主体类型。",
            _STANDARD,
            "kind-mismatch",
        )
    ]


def check_uscc(code: object) -> CodeCheck:
    """Errors: destroyed number, length, characters, outer check digit. Warnings: inner digit, region, prefix."""
    return _checked_text(code) if code.__class__ is str and len(code) <= 40 else _checked(code)


def _checked(code):
    text = clean(code)
    if looks_destroyed(code):
        return refused(text, "destroyed-number", _STANDARD, _destroyed_sentence(code))
    sentence = _shape_problem(text)
    if sentence:
        return refused(text, "malformed" if text else "missing", _STANDARD, sentence)
    if text[17] != check_digit(text):
        if text.isdecimal() and text.endswith("000"):
            return refused(text, "destroyed-number", _STANDARD, _destroyed_sentence(code))
        return refused(text, "check-digit", _STANDARD, _digit_sentence(text))
    return CodeCheck(text, warnings=tuple(_warnings(text)))


_checked_text = lru_cache(20_000)(_checked)  # a bank's file names the same businesses as its last one


def _destroyed_sentence(code):
    return (
        f"统一社会信用代码读到的是“{code}”，像是按数值保存过，后几位已被表格软件改写，无法还原。"
        "请把该列设为“文本”格式，按营业执照重新录入18位代码。"
    )


def _shape_problem(text):
    if not text:
        return "统一社会信用代码为空。请按营业执照填写18位代码。"
    if len(text) != 18:
        return f"统一社会信用代码“{text}”为{len(text)}位，应为18位。请按营业执照重新填写。"
    wrong = sorted({c for c in text if c not in _ALPHABET})
    if wrong:
        return (
            f"统一社会信用代码“{text}”含有不允许的字符“{'、'.join(wrong)}”："
            "只能是数字和大写字母，且不用 I、O、S、V、Z。请对照营业执照，检查是否把 0 写成 O、把 1 写成 I。"
        )
    if not text[2:8].isdecimal():
        return f"统一社会信用代码“{text}”的第3至8位“{text[2:8]}”应为6位数字的登记机关行政区划码。请按营业执照重新填写。"
    return ""


def _digit_sentence(text):
    return (
        f"统一社会信用代码“{text}”的校验位不正确：末位为“{text[17]}”，按前17位应为“{check_digit(text)}”。"
        "代码中至少有一位录错，请对照营业执照重新填写。"
    )


def _warnings(text):
    if text[16] != inner_digit(text[8:16]):
        yield Reason(
            f"统一社会信用代码“{text}”中的组织机构代码校验位为“{text[16]}”，按标准应为“{inner_digit(text[8:16])}”。"
            "个别老代码确实如此，请对照营业执照核对一遍。",
            "GB 11714-1997",
            "inner-digit",
        )
    if text[2:8] != HOME_REGION:
        yield Reason(
            f"统一社会信用代码“{text}”的登记机关区划码为 {text[2:8]}，不是本旗的 {HOME_REGION}。"
            "迁入或上级登记的主体属正常情形，请以市场监管局确认的住所为准。",
            "R11",
            "region",
        )
    if text[:2] not in _PREFIXES:
        yield Reason(
            f"统一社会信用代码“{text}”的前两位“{text[:2]}”不是常见的登记类别。请对照证照核对。",
            _STANDARD,
            "prefix",
        )


def inner_digit(body):
    """GB 11714: weights 3,7,9,10,5,8,4,2; 11 minus the sum mod 11; 10 is X, 11 is 0."""
    total = sum(int(c, 36) * weight for c, weight in zip(body, _ORG_WEIGHTS, strict=True))
    digit = (11 - total % 11) % 11
    return "X" if digit == 10 else str(digit)
