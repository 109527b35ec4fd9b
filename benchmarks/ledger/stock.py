"""The stock way: django-import-export's own admin pages as shipped, from the file posted to the rows booked and logged.

Posted to its import page: kept in a temporary file, read, imported for trial row by row with the differences of every cell,
all shown on one page. Then its confirmation: read again, imported, history by simple-history, one line in the admin's log
each. Nothing is switched off or tuned; the list to which it leads back is not fetched.
"""

from contextlib import contextmanager

from django.conf import settings
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models
from django.test import Client, override_settings
from django.urls import path
from import_export import resources
from import_export.admin import ImportMixin
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


class StockAdmin(ImportMixin, admin.ModelAdmin):
    resource_classes = (Loans,)


site = admin.AdminSite()
site.register(StockLoan, StockAdmin)
urlpatterns = [path("admin/", site.urls)]
IMPORT, CONFIRM = "/admin/imports/stockloan/import/", "/admin/imports/stockloan/process_import/"
PAGES = [
    "django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware", "simple_history.middleware.HistoryRequestMiddleware",
]  # fmt: skip
UPLOADED = ["MemoryFileUploadHandler", "TemporaryFileUploadHandler"]


@contextmanager
def as_shipped():
    """Settings of a new Django project with both packages, where ours differ."""
    with override_settings(
        ROOT_URLCONF=__name__, MIDDLEWARE=PAGES, ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False,
        FILE_UPLOAD_HANDLERS=[f"django.core.files.uploadhandler.{name}" for name in UPLOADED],
    ):  # fmt: skip
        for name in [name for name in dir(settings) if name.startswith("IMPORT_EXPORT_")]:
            delattr(settings, name)
        yield


def make_tables():
    with connection.schema_editor() as editor:
        editor.create_model(StockLoan)
        editor.create_model(StockLoan.history.model)


def superuser():
    from registry.parties.models import User

    person = User(username="stock", is_superuser=True, is_staff=True)
    person.set_unusable_password()
    person.save()
    return person


def stock(content, person):
    """Preview, then confirmation. Raises ValueError when a row was not taken."""
    with as_shipped():
        browser = Client()
        browser.force_login(person, "django.contrib.auth.backends.ModelBackend")
        kind = str([form.__name__ for form in StockAdmin(StockLoan, site).get_import_formats()].index("XLSX"))
        sent = {
            "import_file": SimpleUploadedFile("台账.xlsx", content, XLSX.CONTENT_TYPE),
            "format": kind,
            "resource": "0",
        }
        shown = browser.post(IMPORT, sent)
        if "confirm_form" not in shown.context_data:
            raise ValueError(
                shown.context_data["form"].errors or shown.context_data["result"].row_errors()[:1]
            )
        rows = shown.context_data["result"].total_rows
        confirm = shown.context_data["confirm_form"].initial
        del shown
        browser.post(CONFIRM, confirm)
    _must_hold(rows)


def _must_hold(rows):
    from django.contrib.admin.models import LogEntry

    logged = LogEntry.objects.filter(content_type__model="stockloan").count()
    held = {StockLoan.objects.count(), StockLoan.history.count(), logged}
    if not rows or held != {rows}:
        raise ValueError(f"{rows}: {held}")
