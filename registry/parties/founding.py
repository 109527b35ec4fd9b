"""The bodies the policy itself names (R26, R54) and the seven towns: there from the first migration."""

from registry.history import clock

BODIES = (
    ("OFFICE", "伊金霍洛旗金融服务中心", "office", True, True),
    ("LEADING", "旗县域金融工程领导小组", "leading", False, False),
    ("PBOC", "人民银行伊金霍洛旗支行", "department", True, True),
    ("CREDIT", "旗发改委社会信用管理中心", "department", True, True),
    ("POLICE", "旗公安局经侦大队", "department", True, True),
    ("COURT", "旗人民法院", "department", True, True),
    ("PROCURATOR", "旗人民检察院", "department", True, True),
    ("TAX", "旗税务局", "department", True, True),
    ("MARKET", "旗市场监督管理局", "department", True, True),
    ("INDUSTRY", "旗工业和信息化局", "department", True, True),
    ("FEDERATION", "旗工商业联合会", "department", True, True),
    ("GUARANTOR", "惠众担保公司", "guarantor", True, False),
    ("ALTXR", "阿勒腾席热镇人民政府", "town", False, False),
    ("ZHASAKE", "札萨克镇人民政府", "town", False, False),
    ("WULAN", "乌兰木伦镇人民政府", "town", False, False),
    ("NALIN", "纳林陶亥镇人民政府", "town", False, False),
    ("SUBUERGA", "苏布尔嘎镇人民政府", "town", False, False),
    ("HONGQING", "红庆河镇人民政府", "town", False, False),
    ("YJHL", "伊金霍洛镇人民政府", "town", False, False),
)


def found(apps):
    """Insert the bodies that are not there yet, with a history row each (data migration)."""
    Institution = apps.get_model("parties", "Institution")
    History = apps.get_model("parties", "HistoricalInstitution")
    for order, (code, name, kind, warned, screens) in enumerate(BODIES, start=1):
        fields = {
            "name": name, "kind": kind, "receives_warnings": warned, "joins_screening": screens,
            "order": order * 10, "version": 1, "active": True, "uscc": "", "email": "", "phone": "",
        }  # fmt: skip
        body, new = Institution.objects.get_or_create(code=code, defaults=fields)
        if new:
            History.objects.create(
                id=body.pk, code=code, history_type="+", history_date=clock.moment(),
                history_change_reason="系统建立：政策所列机构", history_username="system", **fields,
            )  # fmt: skip
