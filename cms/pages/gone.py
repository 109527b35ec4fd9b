"""An address that was public and is no more answers 410 with a plain page and no name on it (domain §6, decision 0057)."""

from django.shortcuts import render
from wagtail.models import Page

from .models import HomePage

INNER = ("/admin/", "/cms/", "/static/", "/media/", "/api/", "/login/")


class Gone:
    """Stands outside Wagtail's redirects: an address that leads on is not gone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.get_response(request)
        if answer.status_code == 404 and not request.path.startswith(INNER) and taken_down(request.path):
            return gone(request)
        return answer


def taken_down(path) -> bool:
    """Whether a page of the editors was public at this path and has been taken down."""
    home = HomePage.objects.values_list("url_path", flat=True).first()
    if not home or len(path) > 500 or "\x00" in path:
        return False
    address = home + path.strip("/") + "/"
    return Page.objects.filter(url_path=address, live=False, first_published_at__isnull=False).exists()


def gone(request, what="页面"):
    """The answer 410. `what` names the sort of thing, never the thing."""
    answer = render(request, "pages/gone.html", {"what": what, "noindex": True}, status=410)
    answer["X-Robots-Tag"] = "noindex"
    return answer
