"""A browser without a screen: keeps cookies, tells its own address, sends forms."""

import http.cookiejar
import re
import secrets
import urllib.error
import urllib.parse
import urllib.request

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Visitor:
    """One person at one network address; `status` and `text` are those of the last answer."""

    def __init__(self, site, address):
        self.site, self.address = site, address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.token = ""

    def get(self, path):
        return self._ask(urllib.request.Request(self.site + path))

    def post(self, path, fields, file=None):
        fields = {"csrfmiddlewaretoken": self.token, **fields}
        if file is None:
            return self._ask(
                urllib.request.Request(self.site + path, urllib.parse.urlencode(fields).encode())
            )
        body, kind = _in_parts(fields, *file)
        return self._ask(urllib.request.Request(self.site + path, body, {"Content-Type": kind}))

    def sign_in(self, name, password):
        self.get("/login/")
        self.post("/login/?next=/admin/", {"username": name, "password": password})
        return self.status == 200 and "/login/" not in self.url

    def _ask(self, request):
        request.add_header("X-Reader", self.address)
        try:
            with self.opener.open(request, timeout=60) as answer:
                self.status, self.url, self.text = (
                    answer.status,
                    answer.url,
                    answer.read().decode(errors="replace"),
                )
        except urllib.error.HTTPError as refused:
            self.status, self.url, self.text = (
                refused.code,
                request.full_url,
                refused.read().decode(errors="replace"),
            )
        except OSError as failed:
            self.status, self.url, self.text = 0, request.full_url, str(failed)
        found = TOKEN.search(self.text)
        self.token = found[1] if found else self.token
        return self.status


def _in_parts(fields, name, path):
    """(body, content type) of a form with one file."""
    edge = secrets.token_hex(16)
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode()
        for k, v in fields.items()
    ]
    head = (
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{path.name}"\r\n\r\n'.encode()
    )
    return b"".join(
        [*parts, head, path.read_bytes(), f"\r\n--{edge}--\r\n".encode()]
    ), f"multipart/form-data; boundary={edge}"
