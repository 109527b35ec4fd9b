"""A paper before it is issued, and the pieces that every paper of this room shares."""

from dataclasses import dataclass

OFFICE = "旗金融服务中心（旗县域金融工程领导小组办公室）"
REMEDY = "对本决定不服的，可以自收到之日起60日内依法申请行政复议，或者自收到之日起6个月内依法向人民法院提起行政诉讼。"


@dataclass(frozen=True)
class Letter:
    """`body` is paragraphs, one a line; addressee, office and date are printed around it."""

    title: str
    body: str


def letter(title, *paragraphs) -> Letter:
    return Letter(title, "\n".join(p for p in paragraphs if p))


def named(business) -> str:
    return f"{business.display_name}（统一社会信用代码{business.uscc}）"


def contact(phone) -> str:
    return f"联系单位：{OFFICE}，电话{phone}。" if phone else f"联系单位：{OFFICE}。"
