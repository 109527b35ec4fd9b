"""One POST to a registered address: the name is resolved once, every answer judged, and that very address connected to."""

import http.client
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from .places import may_connect

SECONDS, MOST = 15, 4096


@dataclass(frozen=True)
class Answer:
    """`status` None when nothing was answered; then `error` says why."""

    status: int | None
    took_ms: int
    error: str = ""

    @property
    def ok(self):
        return self.status is not None and 200 <= self.status < 300


class Forbidden(OSError):
    """The name leads to an address no delivery may go to."""


def call(url, body, headers, *, allowed=(), guard=may_connect, context=None) -> Answer:
    """POST `body`. Never raises for what the network does; redirects are not followed, they are failures."""
    began = time.monotonic()
    status, error = None, ""
    try:
        status = _post(url, body, headers, allowed, guard, context or ssl.create_default_context(), began)
    except Forbidden as refusal:
        error = str(refusal)
    except ssl.SSLCertVerificationError as refusal:
        error = f"对方的证书无效：{refusal.verify_message}。"
    except TimeoutError:
        error = f"{SECONDS}秒内没有应答。"
    except (OSError, http.client.HTTPException, ValueError) as refusal:
        error = f"连接失败：{type(refusal).__name__}。"
    return Answer(status, round((time.monotonic() - began) * 1000), error)


def _post(url, body, headers, allowed, guard, context, began):
    parts = urlsplit(url)
    port = parts.port or 443
    address = _address(parts.hostname, port, allowed, guard)
    with socket.create_connection((address, port), timeout=SECONDS) as plain:
        plain.settimeout(max(0.1, SECONDS - (time.monotonic() - began)))
        with context.wrap_socket(plain, server_hostname=parts.hostname) as secure:
            connection = http.client.HTTPSConnection(parts.hostname, port, timeout=SECONDS)
            connection.sock = secure
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            answer.read(MOST)
            return answer.status


def _address(host, port, allowed, guard):
    """The address to connect to. Raises Forbidden when any the name leads to may not be: it could be the next one."""
    found = [info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    wrong = [one for one in found if not guard(one.partition("%")[0], allowed)]
    if wrong or not found:
        raise Forbidden(
            f"域名解析到{wrong[0] if wrong else '空'}，是内部网络或者不在允许范围的地址，没有连接。"
        )
    return found[0]
