"""The declaration of who sees what, drawn as a document people read: a row for every group of columns seen alike."""

from itertools import groupby

from django.apps import apps

from registry.policy.disclosure import AUDIENCES, TABLES, Level

HEAD = """# 谁看得到什么

由 `python manage.py draw_disclosure` 根据 `registry/policy/disclosure` 生成，请勿手工修改；`make check` 会核对是否过期。

- **全**：看得到的记录里，这一栏全部显示。看得到哪些记录，由各表的 `visible_to` 决定。
- **本**：只在本单位的记录里显示。
- **略**：只公开经过概括、遮盖的内容（例如姓名只显示姓）。
- **遮**：遮住中间几位；确需完整号码的，写明理由查看，逐次留痕（保管登记簿的人直接填写和查看）。
- **封**：部门意见全部到齐、启封以后才显示。
- **—**：不显示，列表、表单、历史、筛选、查找、导出中都没有。
"""
_SIGNS = {
    Level.NONE: "—", Level.SEALED: "封", Level.COVERED: "遮", Level.PARTLY: "略", Level.OWN: "本", Level.FULL: "全",
}  # fmt: skip


_WORDS = {
    "record_type": "记录类型", "record_id": "记录编号", "site": "站点", "ledger.chainhead": "台账链末端",
    "documents.counter": "文书编号",
}  # fmt: skip


def draw() -> str:
    """The whole document, Markdown."""
    labels = sorted(TABLES, key=_place)
    chapters = [
        _chapter(app, list(group)) for app, group in groupby(labels, key=lambda label: _place(label)[0])
    ]
    return "\n".join([HEAD, *chapters])


def _place(label):
    app = label.split(".")[0]
    return [config.label for config in apps.get_app_configs()].index(app), list(TABLES).index(label)


def _chapter(_, labels):
    name = apps.get_model(labels[0])._meta.app_config.verbose_name
    heads = ("表", "栏目", *AUDIENCES.values(), "保存")
    rows = [f"| {' | '.join(row)} |" for label in labels for row in _rows(label)]
    lines = [f"## {name}", "", f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}", *rows, ""]
    return "\n".join(lines)


def _rows(label):
    model, table = apps.get_model(label), TABLES[label]
    groups = {}
    for field, who in table.fields.items():
        groups.setdefault(tuple(_SIGNS[who.get(name, Level.NONE)] for name in AUDIENCES), []).append(field)
    largest = max(groups.values(), key=len, default=[])
    title = f"{_WORDS.get(label, model._meta.verbose_name)}（`{label}`）"
    note = "；".join(part for part in (table.keeps, table.clause) if part)
    for number, (signs, names) in enumerate(groups.items()):
        told = "、".join(_verbose(model, name) for name in names)
        if len(groups) == 1:
            told = "全部栏目"
        elif names is largest and len(names) > 12:
            told = "其余栏目"
        yield (title if number == 0 else "", told, *signs, note if number == 0 else "")


def _verbose(model, name):
    return _WORDS.get(name) or str(model._meta.get_field(name).verbose_name).replace("|", "／")
