"""The name of an industry's section (GB/T 4754-2017 门类), which is all a public list says of a trade. Pure."""

from .identifiers import clean
from .industries import SECTIONS

NAMES = {
    "A": "农、林、牧、渔业",
    "B": "采矿业",
    "C": "制造业",
    "D": "电力、热力、燃气及水生产和供应业",
    "E": "建筑业",
    "F": "批发和零售业",
    "G": "交通运输、仓储和邮政业",
    "H": "住宿和餐饮业",
    "I": "信息传输、软件和信息技术服务业",
    "J": "金融业",
    "K": "房地产业",
    "L": "租赁和商务服务业",
    "M": "科学研究和技术服务业",
    "N": "水利、环境和公共设施管理业",
    "O": "居民服务、修理和其他服务业",
    "P": "教育",
    "Q": "卫生和社会工作",
    "R": "文化、体育和娱乐业",
    "S": "公共管理、社会保障和社会组织",
    "T": "国际组织",
}


def section_name(code) -> str:
    """“C3484” or “3484” -> 制造业; "" when the code says nothing."""
    code = clean(code)
    if code[:1] in NAMES:
        return NAMES[code[0]]
    if not code[:2].isdecimal() or len(code) < 2:
        return ""
    division = int(code[:2])
    return next((NAMES[key] for key, (first, last) in SECTIONS.items() if first <= division <= last), "")
