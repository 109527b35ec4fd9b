"""The sources R55 names and the bodies that provide them: there from the first migration, kept by the office after."""

BODIES = (
    ("HRSS", "旗人力资源和社会保障局", "provider"),
    ("HOUSING", "旗住房公积金管理部", "provider"),
    ("WATER", "旗供水公司", "provider"),
    ("POWER", "旗供电公司", "provider"),
    ("GAS", "旗燃气公司", "provider"),
)
BASIS = "伊政办发〔2019〕53号文件三（二）"
SOURCES = (
    ("TAX", "税务", "TAX", "纳税信用级别、欠税公告的结论、年度和文号", 36, "R20"),
    ("MARKET", "市场监管", "MARKET", "经营异常、行政处罚的结论、日期和文号", 36, "R18"),
    ("JUSTICE", "司法", "COURT", "有无在案、在诉和未履行的结论、日期和文号", 36, "R17"),
    ("WATER", "用水", "WATER", "缴费情况的结论和期间", 12, "R21"),
    ("POWER", "用电", "POWER", "缴费情况的结论和期间", 12, "R21"),
    ("GAS", "用气", "GAS", "缴费情况的结论和期间", 12, "R21"),
    ("SOCIAL", "社会保险", "HRSS", "参保缴费情况的结论和期间", 24, "R21"),
    ("HOUSING", "住房公积金", "HOUSING", "缴存情况的结论和期间", 24, "R21"),
)


def found(apps, moment):
    """Insert the bodies and sources that are not there yet, with a history row each (data migration)."""
    for number, (code, name, kind) in enumerate(BODIES):
        fields = {
            "name": name, "kind": kind, "receives_warnings": False, "joins_screening": False,
            "order": 300 + number * 10, "version": 1, "active": True, "uscc": "", "email": "", "phone": "",
        }  # fmt: skip
        _make(apps, "parties", "Institution", code, fields, moment)
    bodies = apps.get_model("parties", "Institution").objects
    for number, (code, name, body, kept, months, condition) in enumerate(SOURCES, start=1):
        fields = {
            "name": name, "institution_id": bodies.get(code=body).pk, "legal_basis": BASIS, "fields_kept": kept,
            "retention_months": months, "condition_code": condition, "active": True, "order": number * 10, "version": 1,
        }  # fmt: skip
        _make(apps, "credit", "CreditSource", code, fields, moment)


def _make(apps, app, name, code, fields, moment):
    row, new = apps.get_model(app, name).objects.get_or_create(code=code, defaults=fields)
    if new:
        apps.get_model(app, f"Historical{name}").objects.create(
            id=row.pk, code=code, history_type="+", history_date=moment,
            history_change_reason="系统建立：信用信息来源", history_username="system", **fields,
        )  # fmt: skip
