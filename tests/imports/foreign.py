"""Two banks with books of their own, and sheets of a third that name what is theirs: numbers, keys, borrowers, columns."""

import csv
import hashlib
import io
import json
import random

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

from imports.columns import COLUMNS
from imports.models import StagedRow
from imports.uploading import confirm, stage
from registry.lending.models import CreditLine, LoanNote, Position
from registry.parties.models import Business
from tests import builders
from tests.workbooks.files import xlsx

from .test_uploading import DAY, file_of, row

MINE, OTHERS = "NSH", ("ZGYH", "GSYH")
OWN, THEIRS, SHARED = *builders.ENTERPRISE_CODES, builders.INDIVIDUAL_CODES[0]
LABELS = {column.name: column.label for column in COLUMNS}
# What only the other banks have said, and what only the office knows of their borrower, in every way it may be written.
SECRETS = (
    "3654321.09", "3,654,321.09", "365.43", "4000000.07", "4,000,000.07", "400.00万", "123456.78", "123,456.78", "200000.03",
    "200,000.03", "BZ-TA-", "按他行约定偿还", "他行台账机密", "13912348888", "机密路88号", "2026-02-03", "2026年2月3日",
    "2026-05-17", "2026年5月17日", "3.7771",
)  # fmt: skip
KEYS = (
    "bank", "bank_id", "bank__code", "银行", "银行代码", "金融机构代码", "id", "ID", "pk", "主键", "编号", "note_id", "line_id", "business",
    "business_id", "status", "状态", "source", "version", "upload", "history_id", "user", "corrects_id", "standing",
)  # fmt: skip
WRONG = ("2026-13-40", "26.1.31", "#REF!", "一百万", "1.2E+17", "", "-5", "9" * 70)


def settle():
    """Two banks with two notes each, one of them in arrears; one borrower is theirs, another everybody's."""
    builders.qualified(OWN)
    builders.qualified(THEIRS, name="内蒙古他行客户有限公司", phone="13912348888", address="阿镇机密路88号")
    builders.qualified(SHARED)
    for code in OTHERS:
        secret = {
            "guarantee_no": f"BZ-TA-{code}",
            "method": "按他行约定偿还",
            "rate": "3.7771",
            "start": "2026-02-03",
        }
        one = secret | {"uscc": THEIRS, "loan_amount": "4000000.07", "balance": "3654321.09"}
        two = secret | {
            "uscc": SHARED,
            "loan_amount": "200000.03",
            "balance": "123456.78",
            "unpaid_since": "2026-05-17",
        }
        rows = [
            row(note_no=f"T{code}{n}", contract_no=f"HT{code}{n}", **given)
            for n, given in enumerate((one, two))
        ]
        book(code, "他行台账机密.csv", rows)
    shared = row(note_no="JJ002", contract_no="HT002", uscc=SHARED, loan_amount="300000", balance="200000")
    book(MINE, "台账.csv", [row(), shared])


def book(code, name, rows):
    actor = builders.bank_maker(code)
    staged = stage(name, file_of(*rows), bank=builders.institution(code), actor=actor, today=DAY)
    assert confirm(staged, actor=actor, today=DAY).created == len(rows), [
        r.errors for r in staged.staged.all()
    ]


def theirs() -> dict:
    """{table: fingerprint} of every row, history included, that belongs to another bank, and of all borrowers."""
    found = {}
    for model in apps.get_models():
        if any(field.name == "bank" for field in model._meta.concrete_fields):
            mine = {"bank_id": builders.institution(MINE).pk}
            found[model._meta.db_table] = _printed(model._base_manager.exclude(**mine))
    found["staged"] = _printed(StagedRow.objects.exclude(upload__bank__code=MINE))
    found["borrowers"] = _printed(Business.objects.all()) + _printed(Business.history.model.objects.all())
    return found


def _printed(rows):
    pk = rows.model._meta.pk.name
    text = json.dumps(list(rows.order_by(pk).values_list()), cls=DjangoJSONEncoder)
    return f"{rows.count()}:{hashlib.sha256(text.encode()).hexdigest()}"


def sheet(number):
    """(name, content) of the sheet with this number: rows of all sorts, and columns that name what is not theirs to name."""
    chance = random.Random(f"foreign-{number}")
    rows = [_row(chance, n) for n in range(chance.randint(2, 6))]
    table = [[LABELS[name] for name in rows[0]], *([str(value) for value in one.values()] for one in rows)]
    for key in chance.sample(KEYS, chance.randint(1, 6)):
        at = chance.randint(0, len(table[0]))
        table[0].insert(at, key)
        for line in table[1:]:
            line.insert(at, chance.choice(_foreign(key)))
    if chance.random() < 0.1:
        table[0][table[0].index(LABELS["note_no"])] = "流水"
    return (
        (f"台账{number}.csv", _csv(table)) if chance.random() < 0.6 else (f"台账{number}.xlsx", xlsx(table))
    )


def _csv(table):
    text = io.StringIO()
    csv.writer(text).writerows(table)
    return text.getvalue().encode("utf-8-sig")


def _row(chance, n):
    """A row with numbers of anybody's, a borrower of anybody's, and at times a cell that is wrong."""
    amount = chance.choice((100_000, 250_000, 1_000_000))
    made = row(
        note_no=chance.choice(("JJ001", "JJ002", f"JJ{n}9", *(f"T{code}{k}" for code in OTHERS for k in (0, 1)))),
        contract_no=chance.choice(("HT001", "HT002", f"HT{n}9", *(f"HT{code}{k}" for code in OTHERS for k in (0, 1)))),
        uscc=chance.choice((OWN, THEIRS, SHARED, builders.INDIVIDUAL_CODES[1])),
        name=chance.choice(("内蒙古测试有限公司", "内蒙古他行客户有限公司", "测试小店")),
        loan_amount=amount, balance=chance.randrange(amount + 1),
        as_of=chance.choice(("2026-06-30", "2026-06-30", "2026-06-15", "2026-06-10")),
        unpaid_since=chance.choice(("", "", "2026-06-05")),
    )  # fmt: skip
    if chance.random() < 0.3:
        made[chance.choice(sorted(made))] = chance.choice(WRONG)
    return made


def _foreign(key):
    """Values of the other banks' rows for such a column: primary keys, codes, names, states."""
    pks = [str(pk) for model in (LoanNote, CreditLine, Position, Business) for pk in _keys(model)]
    words = {
        "bank__code": OTHERS,
        "银行代码": OTHERS,
        "银行": ("中国银行伊金霍洛支行",),
        "status": ("settled", "annulled"),
        "状态": ("已结清",),
    }
    return words.get(key) or [*pks, *(str(builders.institution(code).pk) for code in OTHERS)]


def _keys(model):
    rows = model.objects.all() if model is Business else model.objects.exclude(bank__code=MINE)
    return rows.order_by("pk").values_list("pk", flat=True)
