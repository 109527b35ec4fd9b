"""The template's download: for the bank a person acts for, with the notes that person may see."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from registry.history import clock
from registry.lending.models import LoanNote
from registry.parties.access import bodies_of

from .filling import known_rows
from .ledger import ledger_template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template_answer(request):
    """The workbook of the bank named by `?bank=`, or of the person's first bank. Another bank's is not there (404)."""
    banks, asked = bodies_of(request.user).filter(kind="bank"), request.GET.get("bank", "")
    if not banks.exists():
        raise PermissionDenied("您不代表任何银行，没有可以下载的台账模板。")
    bank = banks.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 10 else None
    if bank is None and asked:
        raise Http404
    bank, today = bank or banks.first(), clock.today()
    notes = LoanNote.objects.visible_to(request.user).filter(bank=bank).live()
    answer = HttpResponse(ledger_template(bank, known_rows(notes), day=today), content_type=XLSX)
    name = f"贷款台账模板-{bank.code}-{today.isoformat()}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer
