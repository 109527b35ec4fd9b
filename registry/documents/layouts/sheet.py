"""One paper as it is printed, apart from where it is kept, and an example of one. Pure."""

import unicodedata
from dataclasses import dataclass

from .slots import SLOTS


@dataclass(frozen=True)
class Sheet:
    """Texts exactly as frozen at issue; `dated` is the day in words; `annex` tables are {"title", "columns", "rows"}."""

    title: str
    number: str
    addressee: str
    body: str
    issuer: str
    dated: str
    check_code: str
    sha256: str
    check_address: str
    annex: tuple = ()

    @property
    def values(self) -> dict[str, str]:
        """Place -> what is printed there, but for text, tables and QR code."""
        return {
            "标题": self.title, "文号": self.number, "主送": self.addressee, "发文机构": self.issuer,
            "成文日期": self.dated, "查验码": self.check_code, "指纹": self.sha256,
        }  # fmt: skip


def printable(text) -> str:
    """The text without characters XML cannot hold (C0 but tab and line end, surrogates, U+FFFE, U+FFFF)."""
    return "".join(c for c in str(text) if c in "\t\n" or not _unprintable(c))


def _unprintable(c):
    return unicodedata.category(c) in ("Cc", "Cs") or c in "\ufffe\uffff"


def example(slot) -> Sheet:
    """A made-up paper of this slot, with headings and a table."""
    shown = SLOTS[slot]
    label = "文书" if slot == "general" else shown.label
    table = {
        "title": "附表　示例名单",
        "columns": ["序号", "名称", "统一社会信用代码", "所属镇"],
        "rows": [["1", "内蒙古示例有限公司", "91150627MAXXXXX15T", "阿勒腾席热镇"], ["2", "示例饲料店", "92150627MAXXXXX27K", "札萨克镇"]],
    }  # fmt: skip
    return Sheet(
        f"关于示例事项的{label}", f"{label}〔2026〕1号", "内蒙古示例有限公司" if shown.letter else "",
        f"现将有关事项写明如下。这是一份示例{label}，只用来查看版式，不是正式文书。\n一、事项\n"
        "正文用三号仿宋，首行缩进二字，行距二十八磅。\n二、其他\n标题用二号小标宋，层次序数用黑体。",
        "伊金霍洛旗金融服务中心", "2026年5月8日", "EXAMPLE23456", "0" * 64,
        "https://example.org/chaxun/?code=EXAMPLE23456", (table,),
    )  # fmt: skip
