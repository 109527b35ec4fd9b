"""One account per role, with the institutions that banks of the demonstration belong to."""

from dataclasses import dataclass
from datetime import date

from registry.history.acting import acting
from registry.ledger.actors import system_actor
from registry.parties.membership import grant
from registry.parties.models import Institution, User

PASSWORD = "yijinhuoluo-2026"
SINCE = date(2025, 1, 1)


@dataclass(frozen=True)
class Account:
    """`roles` pairs a role with the code of the institution it is held at."""

    username: str
    name: str
    duty: str
    roles: tuple[tuple[str, str], ...]


ACCOUNTS = (
    Account("office", "苏雅", "办公室经办", (("clerk", "OFFICE"),)),
    Account("head", "巴特尔", "办公室负责人（第二人）", (("head", "OFFICE"),)),
    Account("legal", "乌云", "法制审核", (("legal", "OFFICE"),)),
    Account(
        "reviewer", "陈志远", "部门审核、信用信息报送（旗税务局）", (("reviewer", "TAX"), ("reporter", "TAX"))
    ),
    Account("leader", "额尔敦", "领导小组", (("leader", "LEADING"),)),
    Account("town", "高娃", "推荐单位（阿勒腾席热镇）", (("recommender", "ALTXR"),)),
    Account("bank", "李晓梅", "银行经办（农商行）", (("bank_maker", "NSH"), ("recommender", "NSH"))),
    Account("checker", "王建军", "银行复核（农商行）", (("bank_checker", "NSH"),)),
    Account("guarantor", "张丽华", "担保公司", (("guarantor", "GUARANTOR"),)),
    Account("auditor", "赵国强", "审计（只读）", (("auditor", "OFFICE"),)),
    Account("editor", "其其格", "网站编辑", (("editor", "OFFICE"),)),
    Account("admin", "白音", "系统管理", (("admin", "OFFICE"),)),
    Account("security", "哈斯", "安全管理（批准岗位）", (("security", "OFFICE"),)),
)
LENDERS = (
    ("NSH", "伊金霍洛农村商业银行", "bank", 210),
    ("ZGYH", "中国银行伊金霍洛旗支行", "bank", 220),
    ("JRXD", "金融小额贷款公司", "microlender", 230),
)


HEAD_OFFICE = ("NSHZH", "内蒙古农村商业银行总行", "superior", 240)


def open_lenders():
    """Two banks and one microlender, with the codes that interfaces name; one bank with its head office (A23)."""
    for code, name, kind, order in (HEAD_OFFICE, *LENDERS):
        if not Institution.objects.filter(code=code).exists():
            with acting(system_actor(), "演示数据：金融机构"):
                Institution(code=code, name=name, kind=kind, order=order, **_above(code)).save()


def _above(code):
    if code == HEAD_OFFICE[0]:
        return {"email": "zonghang@bank.example", "receives_warnings": False}
    return {"superior": Institution.objects.get(code=HEAD_OFFICE[0])} if code == "NSH" else {}


def open_accounts():
    """Every account of the table, with its roles. The same again changes nothing."""
    for account in ACCOUNTS:
        user = _user(account.username, account.name)
        for role, code in account.roles:
            grant(user, Institution.objects.get(code=code), role, actor=system_actor(), today=SINCE)


def open_reviewers():
    """A reviewer for every other screening body, so that the story of an application can be told to its end."""
    for body in Institution.objects.filter(joins_screening=True).exclude(code="TAX"):
        user = _user(f"reviewer-{body.code.lower()}", f"{body.name}审核员"[:30])
        grant(user, body, "reviewer", actor=system_actor(), today=SINCE)
    second = _user("bank-zgyh", "刘芳")
    grant(second, Institution.objects.get(code="ZGYH"), "bank_maker", actor=system_actor(), today=SINCE)


def person(username):
    """An account of the demonstration, read anew so that its rights are those of today."""
    return User.objects.get(username=username)


def reviewer_of(code):
    return person("reviewer" if code == "TAX" else f"reviewer-{code.lower()}")


def _user(username, name):
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User(username=username, full_name=name)
        user.set_password(PASSWORD)
        with acting(system_actor(), "演示数据：账号"):
            user.save()
    return user
