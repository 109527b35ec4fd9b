"""Security headers (strict for the public site and the registers, looser for the page editor), and 长者模式."""

from django.http import HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.http import escape_leading_slashes

STRICT = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; "
    "base-uri 'self'; form-action 'self'"
)
EDITOR = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; frame-ancestors 'self'; base-uri 'self'; form-action 'self'"
)


ELDER, YEAR = "zhangzhe", 365 * 24 * 60 * 60


class ElderMode:
    """长者模式 of the public pages: `?zhangzhe=1` (or 0) keeps the choice in a cookie and leads back to the same page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        asked = request.GET.copy()
        wish = asked.pop(ELDER, [""])[-1] if request.method == "GET" else ""
        if wish in ("0", "1"):
            rest = asked.urlencode()
            answer = HttpResponseRedirect(escape_leading_slashes(request.path + (f"?{rest}" if rest else "")))
            answer.set_cookie(
                ELDER, wish, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
            )
            return answer
        request.elder = request.COOKIES.get(ELDER) == "1"
        asked[ELDER] = "0" if request.elder else "1"
        request.elder_switch = f"?{asked.urlencode()}"
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response


class SecurityHeaders:
    """Adds what Django's own middleware leaves out. Wagtail's editor needs inline script (decision 0001)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        editor = request.path.startswith("/cms/")
        response.headers.setdefault("Content-Security-Policy", EDITOR if editor else STRICT)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if editor:
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        if request.path.startswith(("/admin/", "/cms/", "/login/")):
            response.headers.setdefault("Cache-Control", "no-store")
        return response
