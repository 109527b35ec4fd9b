"""Security headers: a strict content policy for the public site and the registers, a looser one for the page editor."""

STRICT = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; "
    "base-uri 'self'; form-action 'self'"
)
EDITOR = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; frame-ancestors 'self'; base-uri 'self'; form-action 'self'"
)


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
