"""From the table to cells: one cell is one account at one door before one row, with the answer it must get."""

import re
from dataclasses import dataclass

from django.contrib import admin
from django.core.files.base import ContentFile
from django.db.models import Max, Q

from registry.parties.models import User

from .doors import ADMIN_DOORS, addresses, filled, register_door
from .table import ACCOUNTS, REGISTERS
from .table_admin import ADMIN

MISSING = "tests/doors/table.py 中没有“{}”的一行。请在 REGISTERS 或 ADMIN 中写明谁可以看、增、改、导出、办理哪些步骤，再运行。"
STALE = {"expected_version": "-1"}


@dataclass(frozen=True)
class Cell:
    """One question: this address, this method; `wanted` is the status. `case` is own, foreign, absent or nothing."""

    door: str
    case: str
    method: str
    path: str
    wanted: int


def models():
    """Registered models by label."""
    return {model._meta.label_lower: model for model in admin.site._registry}


def unlisted():
    """Registers and steps without a row, rows without a register or step: each as a sentence."""
    there = models()
    yield from (MISSING.format(label) for label in sorted(there.keys() - REGISTERS.keys()))
    yield from (
        f"REGISTERS 中的“{label}”不再是登记簿，请删去该行。"
        for label in sorted(REGISTERS.keys() - there.keys())
    )
    for label in sorted(there.keys() & REGISTERS.keys()):
        register, row = admin.site._registry[there[label]], REGISTERS[label]
        steps = {step.name for step in getattr(register, "steps", ())}
        for name in sorted(steps ^ row.steps.keys()):
            yield f"“{label}”的步骤“{name}”在登记簿与 REGISTERS 的 steps 中只有一处写了，请补齐：写明哪些账号可以办理。"
        if set(getattr(register, "file_fields", ())) != set(row.files.split()):
            yield f"“{label}”的文件栏与 REGISTERS 的 files 不一致，请补齐。"


def unlisted_addresses(listed):
    """Addresses of the resolver that neither the table of registers nor `listed` knows: each as a sentence."""
    for name, route in addresses():
        if route.startswith("admin/"):
            found = register_door(name)
            if not (found and found[0] in REGISTERS) and name not in ADMIN and route != "admin/login/":
                yield MISSING.format(f"{name} {route}")
        elif name not in listed and route not in listed:
            yield f"tests/doors/table_site.py 中没有地址“{name or route}”的一行。请写明公众、工作人员和网站编辑各得到什么答复。"


class Rows:
    """The rows of one register as one account finds them: first own, first foreign, and a number never given."""

    def __init__(self, label, account):
        self.model, self.row, self.account = models()[label], REGISTERS[label], account
        self.condition = self.row.rows_of(account) if account else None

    def mine(self):
        rows = self.model._base_manager.order_by("pk")
        return rows.none() if self.condition is None else rows.filter(self.condition).distinct()

    def cases(self):
        """(case, row or number) pairs, absent last."""
        own = self._with_file(self.mine()) or self.mine().first()
        foreign = self.model._base_manager.exclude(pk__in=self.mine().values("pk")).order_by("pk").first()
        last = self.model._base_manager.aggregate(last=Max("pk"))["last"] or 0
        found = [("own", own), ("foreign", foreign)]
        return [(case, row.pk, row) for case, row in found if row] + [("absent", last + 1000, None)]

    def _with_file(self, rows):
        for name in self.row.files.split():
            found = rows.exclude(Q(**{name: ""}) | Q(**{f"{name}__isnull": True})).first()
            if found:
                file = getattr(found, name)
                if not file.storage.exists(file.name):
                    file.storage.save(file.name, ContentFile(b"paper"))
                return found
        return None


def register_cells(label, account):
    """Every cell of one register for one account ("" is the public)."""
    row, rows = REGISTERS[label], Rows(label, account)
    base = f"/admin/{label.replace('.', '/')}/"
    reads, adds, changes = (account in (who.split()) for who in (row.reads, row.adds, row.changes))
    yield from _both(account, "changelist", base, 200 if reads else 403, None)
    yield from _both(account, "add", f"{base}add/", 200 if adds else 403, 200 if adds else 403)
    if hasattr(admin.site._registry[rows.model], "has_export_permission"):
        may = account in row.exports.split()
        yield from _both(account, "export", f"{base}export/", 200 if may else 403, 200 if may else 403)
    for case, pk, record in rows.cases():
        here = {"own": 200, "foreign": 404, "absent": 404}[case] if reads else 403
        may_change = changes and record is not None and case == "own" and _changing(row, record)
        post = here if here != 200 else (200 if may_change else 403)
        if not changes:
            post = 403
        yield from _both(account, "change", f"{base}{pk}/change/", here, post, case)
        yield from _both(account, "delete", f"{base}{pk}/delete/", 403, 403, case)
        yield from _history(account, label, rows, base, case, pk, here)
        yield from _steps(account, label, row, base, case, pk, here)
        for name in row.files.split():
            there = (
                record is not None
                and bool(getattr(record, name))
                and getattr(record, name).storage.exists(getattr(record, name).name)
            )
            wanted = 404 if here == 200 and not there else here
            yield from _both(account, f"file {name}", f"{base}{pk}/file/{name}/", wanted, None, case)
        if label == "documents.issueddocument":
            yield from _both(account, "paper", f"{base}{pk}/paper/", here, None, case)
            yield from _both(account, "word", f"{base}{pk}/word/", here, None, case)
        if label in ("publicity.notice", "publicity.announcement"):
            out = record is None or getattr(record, "status", "open") in ("open", "closed")
            yield from _both(
                account, "word", f"{base}{pk}/word/", here if out or here == 403 else 404, None, case
            )


def _changing(row, record):
    return type(record)._base_manager.filter(row.changing, pk=record.pk).exists()


def _history(account, label, rows, base, case, pk, here):
    kept = hasattr(admin.site._registry[rows.model], "history_form_view")
    if label == "parties.user":
        yield from _both(account, "history", f"{base}{pk}/history/", here, None, case)
        return
    yield from _both(
        account, "history", f"{base}{pk}/history/", here if kept or here == 403 else 404, None, case
    )
    if kept:
        version = (
            rows.model.history.filter(id=pk)
            .order_by("-history_id")
            .values_list("history_id", flat=True)
            .first()
        )
        yield from _both(account, "version", f"{base}{pk}/history/{version or 999999}/", here, 405, case)


def _steps(account, label, row, base, case, pk, here):
    for name, who in row.steps.items():
        wanted = here if here != 200 or account in who.split() else 403
        yield from _both(account, f"step {name}", f"{base}{pk}/do/{name}/", wanted, wanted, case)


def _both(account, door, path, get, post, case=""):
    if not account:
        get, post = 302, post and 302
    yield Cell(door, case, "GET", path, get)
    if post is not None:
        yield Cell(door, case, "POST", path, post)


def person(account):
    """The account as read today, or None for the public."""
    return User.objects.get(username=account) if account else None


def plain(answer):
    """A body without what differs from answer to answer: tokens and numbers of rows."""
    if answer.streaming:
        return ""
    text = answer.content.decode("utf-8", "replace")
    text = re.sub(r'(csrfmiddlewaretoken" value=")[^"]*', r"\1", text)
    return re.sub(r"\d+", "0", text)


__all__ = ["ACCOUNTS", "ADMIN", "ADMIN_DOORS", "Cell", "Rows", "filled", "models", "person", "plain", "register_cells",
           "unlisted", "unlisted_addresses"]  # fmt: skip
