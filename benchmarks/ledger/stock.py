"""The stock way: django-import-export as its admin does it (read, dry run, read again, import), history by simple-history."""

from django.db import connection, models
from import_export import fields, resources
from import_export.formats.base_formats import XLSX
from simple_history.models import HistoricalRecords

from benchmarks.ledger.workbook import HEADS

NAMES = ("note_no", "contract_no", "name", "uscc", "line_amount", "loan_amount", "balance", "start", "due", "unpaid_since",
         "rate", "fee_rate", "guarantee_type", "method", "grade", "od_days", "as_of")  # fmt: skip
_money = {"max_digits": 18, "decimal_places": 2, "null": True}


class StockLoan(models.Model):
    """One table for the 17 columns; made in the benchmark's database alone."""

    note_no = models.CharField(max_length=60, unique=True)
    contract_no = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    uscc = models.CharField(max_length=18)
    line_amount, loan_amount, balance = (models.DecimalField(**_money) for _ in range(3))
    start, due, unpaid_since, as_of = (models.DateField(null=True) for _ in range(4))
    rate, fee_rate = (models.DecimalField(max_digits=7, decimal_places=4, null=True) for _ in range(2))
    guarantee_type, method, grade = (models.CharField(max_length=30, blank=True) for _ in range(3))
    od_days = models.IntegerField(null=True)
    history = HistoricalRecords(app="imports")

    class Meta:
        app_label = "imports"


class Loans(resources.ModelResource):
    class Meta:
        model = StockLoan
        import_id_fields = ("note_no",)
        fields = NAMES


for _name, _head in zip(NAMES, HEADS, strict=True):
    Loans.fields[_name].column_name = _head
assert fields


def make_tables():
    with connection.schema_editor() as editor:
        editor.create_model(StockLoan)
        editor.create_model(StockLoan.history.model)


def stock(content):
    """Preview, then confirmation. Raises ValueError when a row was not taken."""
    for dry in (True, False):
        result = Loans().import_data(XLSX().create_dataset(content), dry_run=dry, raise_errors=False)
        if result.has_errors() or result.has_validation_errors():
            raise ValueError(result.row_errors()[:1] or result.invalid_rows[:1])
