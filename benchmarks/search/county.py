"""A million recognised businesses with names such as a county has: place, trade name of two to four characters, trade, form."""

import random
from datetime import date, timedelta

from django.db import connection

PLACES = ("伊金霍洛旗", "鄂尔多斯市", "内蒙古", "伊旗", "阿镇", "乌兰木伦镇", "")
OWN = (
    "鑫源宏达华盛金鼎恒通顺兴瑞丰隆昌祥和安康永利德信诚远大新天地龙凤山水草原牧歌驼铃羊绒蒙泰煤电乌兰察哈尔呼伦贝长江河海洋"
    "春夏秋冬东西南北中正明亮光辉煌星月日升旭晨曦晓云雨风雪梅竹松柏杨柳桃李杏花果香甜美味佳佳乐欢喜福禄寿财富贵荣华锦绣玉珠宝"
    "石铁钢铜银万千百亿一二三四五六七八九双合众联盟同心协力创业建设发展振奋进步前程似锦鸿图博文雅致精工巧匠良品优质臻尚品格"
)  # fmt: skip
TRADES = ("商贸", "煤炭运销", "物流", "餐饮管理", "超市", "建材", "农牧业", "汽车修理", "烟酒", "机械租赁", "养殖", "农家乐", "服装", "电子科技", "广告传媒", "园林绿化")  # fmt: skip
FORMS = ("有限公司", "有限责任公司", "店", "经营部", "")
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
BUSINESS = {
    "version": 1, "kind": "enterprise", "operator_name": "张三", "operator_consent": False, "town": "150627100", "address": "",
    "phone": "", "industry_code": "", "tax_grade": "", "legacy_number": "",
}  # fmt: skip
STANDING = {"version": 1, "batch": "2025年上半年", "notice_serial": "", "status": "qualified"}


def settle(count):
    """Fill both tables by statements of the database's own. Returns a thousand of the names: (own part, whole, code)."""
    chance, some = random.Random(6), []
    _quiet()

    def names():
        for number in range(1, count + 1):
            own = "".join(chance.choices(OWN, weights=WEIGHTS, k=chance.choice((2, 2, 3, 3, 4))))
            name = chance.choice(PLACES) + own + chance.choice(TRADES) + chance.choice(FORMS)
            code = f"91150627{''.join(chance.choices(SIGNS, k=3))}{number:07d}"[:18]
            if number % max(count // 1000, 1) == 0:
                some.append((own, name, code))
            yield number, code, name

    _insert("parties_business", ("id", "uscc", "name"), BUSINESS, names())
    first = date(2020, 1, 1)
    days = (
        (number, number, (first + timedelta(days=number % 2000)).isoformat())
        for number in range(1, count + 1)
    )
    _insert("parties_qualification", ("id", "business_id", "recognised_on"), STANDING, days)
    return some


WEIGHTS = [1 / (rank % 97 + 20) for rank in range(len(OWN))]


def _quiet():
    """The index is built anew afterwards; no need to note every row."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            return
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'parties_%searched%'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


def _insert(table, own, same, rows):
    names = ", ".join((*own, *same))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row((*row, *same.values()))
            return
        places = ", ".join(["%s"] * (len(own) + len(same)))
        cursor.execute("BEGIN")
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({places})", ((*row, *same.values()) for row in rows)
        )
        cursor.execute("COMMIT")
