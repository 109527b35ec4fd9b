"""A form as nobody in particular first sees it: made once an edition, given to each reader with a token of their own.

After a publication a crowd opens the same form; what it says changes only with the public records, the editors' pages and
the day (decision 0061).
"""

import re
from functools import wraps

from django.http import HttpResponse
from django.middleware.csrf import get_token

from publicity import flooding
from publicity.edition import edition_of
from registry.history import clock

from .caching import OWN, program
from .kept import editors_edition, kept_as
from .visiting import visitor_of

_TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")\w+')


def alike_when_blank(view):
    """For views whose form says the same to every reader who brings nothing: no session, no word in the address, no crowd."""

    @wraps(view)
    def answer(request):
        edition = _edition(request)
        if not edition:
            return view(request)
        pieces = kept_as((view, request.elder), edition, lambda: _TOKEN.split(view(request).content.decode()))
        return HttpResponse(get_token(request).join(pieces))

    return answer


def _edition(request):
    """What the page is made of, as words; None where it is this reader's own, "" while somebody is writing."""
    if request.method != "GET" or request.GET or any(name in request.COOKIES for name in OWN):
        return None
    if flooding.is_busy(visitor_of(request), moment=clock.moment()):
        return None
    records = edition_of(clock.today()).word
    return records and (program(), records, editors_edition())
