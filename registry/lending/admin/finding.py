"""The search box over a million notes: numbers by their beginning or end, names and credit codes by a part.

Django's own search asks for `LIKE '%…%'` over three joined tables and reads every row of them. Here a word is looked for in
the small tables and in the indexes of the numbers first, and the list narrowed down by keys.
"""

from django.contrib import messages
from django.db import connection
from django.db.models import Q

from registry.parties.models import Business, Institution

from ..models import CreditLine, LoanNote

ENOUGH, ENDING, READ = 1_000, 4, 250_000
HELP = "借据号、合同号可以输入完整的号码、开头一段，或者最后四位以上的数字；企业（户）名称、信用代码输入一部分即可。"
TOO_MANY = "以“{word}”开头的号码超过{enough}个，没有列出；请多输入几位。"
NOT_READ = "您能看到的借据太多，没有按号码的末尾查找“{word}”；请输入完整的号码或者开头一段。"


class FindsNotes:
    """For a list of loan notes: every word must be found, in one of four columns."""

    search_help_text = HELP

    def get_search_results(self, request, queryset, search_term):
        for word in search_term.split():
            found, said = _found(word, request.user)
            queryset = queryset.filter(found)
            if said and request.resolver_match and request.resolver_match.url_name.endswith("_changelist"):
                messages.warning(request, said)
        return queryset, False


def _found(word, user):
    """(condition of the notes a word finds, what it did not look for or list and why)."""
    banks = list(Institution.objects.values_list("pk", flat=True))  # the numbers' indexes begin with the bank
    own, held = (model.objects.visible_to(user).filter(bank__in=banks) for model in (LoanNote, CreditLine))
    notes, many = _begun(own, "note_no", word)
    lines, more = _begun(held, "contract_no", word)
    named = _keys(Business.objects.filter(Q(name__icontains=word) | Q(uscc__icontains=word)))
    said = TOO_MANY.format(word=word, enough=ENOUGH) if many or more else ""
    if not (said or notes or lines or named != []) and _is_ending(word):
        if own.order_by().values("bank")[READ : READ + 1].exists():
            said = NOT_READ.format(word=word)
        else:
            notes, lines = (
                _keys(own.filter(note_no__endswith=word)),
                _keys(held.filter(contract_no__endswith=word)),
            )
    return Q(pk__in=notes) | Q(line__in=lines) | Q(business__in=named), said


def _begun(rows, column, word):
    """(keys of the rows whose number begins with `word`, False); of the number itself and True where they are too many."""
    keys = _keys(rows.filter(_begins(column, word)))
    if isinstance(keys, list):
        return keys, False
    return _keys(rows.filter((column, word))), True


def _begins(column, word):
    """A range of the index. PostgreSQL makes it of LIKE by itself, SQLite has to be told."""
    if connection.vendor == "postgresql":
        return Q((f"{column}__startswith", word))
    return Q((f"{column}__gte", word), (f"{column}__lt", word + chr(0x10FFFF)))


def _is_ending(word):
    return len(word) >= ENDING and word.isascii() and word.isdigit()


def _keys(rows):
    """The keys where they are few; else the question itself: where very many are found, the first page is soon full."""
    keys = list(rows.order_by().values_list("pk", flat=True)[: ENOUGH + 1])
    return keys if len(keys) <= ENOUGH else rows.order_by().values("pk")
