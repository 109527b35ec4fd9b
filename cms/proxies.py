"""Where a request comes from, said once: behind our own proxies the address they saw, everywhere else the one that connected."""

from ipaddress import ip_address, ip_network

from django.conf import settings


def _trusted(text):
    try:
        address = ip_address(text)
    except ValueError:
        return False
    return any(address in ip_network(network) for network in settings.TRUSTED_PROXIES)


def address_of(direct, forwarded) -> str:
    """The nearest address that is no proxy of ours. `direct`: who connected; `forwarded`: the X-Forwarded-For it brought.

    Each proxy adds at the end whom it saw, so what a stranger writes in stands further left and is never reached.
    """
    nearest = direct
    for hop in reversed([part.strip() for part in forwarded.split(",") if part.strip()]):
        if not _trusted(nearest):
            break
        nearest = hop
    try:
        return str(ip_address(nearest))
    except ValueError:
        return direct


class ClientAddress:
    """Puts that address in REMOTE_ADDR, where throttles, access records and address lists of keys read it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        direct = request.META.get("REMOTE_ADDR", "")
        request.META["REMOTE_ADDR"] = address_of(direct, request.META.get("HTTP_X_FORWARDED_FOR", ""))
        return self.get_response(request)
