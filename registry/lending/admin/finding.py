"""The search box over a million notes: numbers as a whole, names and credit codes by a part, each by an index of its own.

Django's own search asks for `LIKE '%…%'` over three joined tables and reads every row of them. Here a word is looked for in
the small tables first, and the list narrowed down by keys.
"""

from django.db.models import Q

from registry.parties.models import Business, Institution

from ..models import CreditLine, LoanNote

ENOUGH = 1_000
HELP = "借据号、合同号请输入完整的号码；企业（户）名称、信用代码输入一部分即可。"


class FindsNotes:
    """For a list of loan notes: every word must be found, in one of four columns."""

    search_help_text = HELP

    def get_search_results(self, request, queryset, search_term):
        for word in search_term.split():
            queryset = queryset.filter(_found(word))
        return queryset, False


def _found(word):
    banks = list(Institution.objects.values_list("pk", flat=True))  # the numbers' indexes begin with the bank
    notes = LoanNote.objects.filter(bank__in=banks, note_no=word)
    lines = CreditLine.objects.filter(bank__in=banks, contract_no=word)
    named = Business.objects.filter(Q(name__icontains=word) | Q(uscc__icontains=word))
    return Q(pk__in=_keys(notes)) | Q(line__in=_keys(lines)) | Q(business__in=_keys(named))


def _keys(rows):
    """The keys where they are few; else the question itself: where very many are found, the first page is soon full."""
    keys = list(rows.order_by().values_list("pk", flat=True)[: ENOUGH + 1])
    return keys if len(keys) <= ENOUGH else rows.order_by().values("pk")
