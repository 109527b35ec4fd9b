"""Looking up codes: so many misses and credit codes from one sender in ten minutes, then wait. Codes that hit cost nothing."""

from ipaddress import ip_address, ip_network

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from cms.models import LookUps
from cms.pages.visiting import visitor_of
from registry.history import clock

LIMIT, SECONDS, KEPT = 30, 600, 6
TOO_OFTEN = "查询过于频繁，十分钟内最多查30次。请过十分钟再查；要查很多份文书，请与旗金融服务中心联系。"


def too_often(request) -> bool:
    """Whether this sender has used up its look-ups, in this span of ten minutes and the one before together."""
    span, source = _now(), source_of(request)
    asked = LookUps.objects.filter(source=source, span__in=(span - 1, span)).values_list("asked", flat=True)
    return sum(asked) >= LIMIT


def count(request):
    """One look-up more for this sender. The sender is kept as a keyed digest, for an hour."""
    span, source = _now(), source_of(request)
    if LookUps.objects.filter(source=source, span=span).update(asked=F("asked") + 1):
        return
    LookUps.objects.filter(span__lt=span - KEPT).delete()
    try:
        with transaction.atomic():
            LookUps.objects.create(source=source, span=span, asked=1)
    except IntegrityError:
        LookUps.objects.filter(source=source, span=span).update(asked=F("asked") + 1)


def _now():
    return int(clock.moment().timestamp()) // SECONDS


def source_of(request) -> str:
    """The sender as a keyed digest: a whole IPv4 address; of IPv6 the /64, which is one household."""
    try:
        address = ip_address(visitor_of(request))
        sender = str(address if address.version == 4 else ip_network(f"{address}/64", strict=False))
    except ValueError:
        sender = ""
    return salted_hmac("chaxun", sender, algorithm="sha256").hexdigest()[:32]
