"""索引号 of a document: the office's credit code / year and month - serial, as 11152105011615449P/202503-00005 (domain §6.5)."""

from django.db import transaction

from registry.documents.issuing import next_number
from registry.history import clock


@transaction.atomic
def index_number_for(page) -> str:
    """The next number of the month the document was released in; "" while the office has no credit code."""
    from .models import OfficeSettings

    code = OfficeSettings.objects.values_list("uscc", flat=True).first()
    if not code:
        return ""
    day = page.released_on or page.written_on or clock.today()
    return f"{code}/{day:%Y%m}-{next_number(f'suoyin{day:%m}', day.year):05d}"
