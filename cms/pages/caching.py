"""Public pages that many may be given alike: an entity tag known before the page is made, and a few seconds in front.

The tag names the program, the last write of every recorded table, the last act on the editors' pages, the day, the
reader's mode and the address. A write that is not yet committed leaves no promise: then there is no tag (decision 0061).
"""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.cache import get_conditional_response, patch_vary_headers

from registry.history import clock
from registry.history.version import version_before

from .kept import editors_edition

IN_FRONT = "public, max-age=0, s-maxage=4, stale-while-revalidate=4"
ALIKE = {
    "home", "notices", "announcements", "roster", "calculator", "record", "entry", "record_json", "record_csv",
    "record_text", "record_picture", "record_square", "record_canonical", "certificate", "certificate_canonical", "notice_feed", "announcement_feed", "sitemap", "robots",
    "blacklist", "style_guide", "open_data", "site_map", "wagtail_serve",
}  # fmt: skip
OWN = ("sessionid", "messages")


@cache
def program() -> str:
    """A word for this copy of the program: another one after every deployment."""
    kept = (".py", ".html", ".css", ".js", ".svg", ".mo", ".xml")
    rooms = [Path(settings.BASE_DIR) / room for room in ("cms", "publicity", "registry", "locale")]
    files = [path for room in rooms for path in room.rglob("*") if path.suffix in kept]
    told = [f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in sorted(files)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


class PublicPages:
    """Answers 304 before sessions, templates and registers are touched; tells caches how long a page may stand."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not alike(request):
            return self.get_response(request)
        tag = _tag(request, version_before(clock.today()))
        early = get_conditional_response(request, etag=tag) if tag else None
        return self._headed(early or self.get_response(request), request, tag)

    def _headed(self, response, request, tag):
        if response.cookies or response.status_code not in (200, 304) or "Cache-Control" in response:
            return response
        response["Cache-Control"] = IN_FRONT
        patch_vary_headers(response, ["Cookie"])
        if tag is None:
            return response
        response["ETag"] = tag
        return get_conditional_response(request, etag=tag, response=response)


def alike(request) -> bool:
    """Whether this reader is nobody in particular and the page is one that says the same to all."""
    if request.method not in ("GET", "HEAD") or any(name in request.COOKIES for name in OWN):
        return False
    try:
        return resolve(request.path_info).url_name in ALIKE
    except Resolver404:
        return False


def _tag(request, register):
    """The tag of the page as it is made of the register and the editors' pages now; None while somebody is writing."""
    request.editors_edition = editors_edition() if register else ""
    if not register:
        return None
    told = (
        program(),
        register,
        request.editors_edition,
        str(request.elder),
        request.get_host(),
        request.get_full_path(),
    )
    return f'"{hashlib.sha256(" ".join(told).encode()).hexdigest()[:32]}"'
