"""Where a delivery may go: https, a public address, and one the office has named where it named any. Pure."""

import ipaddress
from urllib.parse import urlsplit

_NEVER = tuple(
    map(
        ipaddress.ip_network,
        ("100.64.0.0/10", "192.88.99.0/24", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"),
    )
)


def networks(text) -> list:
    """One network per line. Raises ValueError naming the line."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        try:
            found.append(ipaddress.ip_network(line, strict=False))
        except ValueError as error:
            raise ValueError(
                f"“{line}”不是网络地址。请填写例如 203.0.113.5 或 203.0.113.0/24，每行一个。"
            ) from error
    return found


def is_public(address) -> bool:
    """Whether an address is one of the open internet: not private, local, shared, mapped, translated or reserved."""
    found = ipaddress.ip_address(address)
    mapped = getattr(found, "ipv4_mapped", None)
    if mapped is not None:
        return is_public(str(mapped))
    return (
        found.is_global
        and not found.is_multicast
        and not any(found in net for net in _NEVER if net.version == found.version)
    )


def may_connect(address, allowed) -> bool:
    """Whether to connect to this very address; `allowed` networks, none: any public one."""
    found = ipaddress.ip_address(address)
    return is_public(address) and (
        not allowed or any(found in net for net in allowed if net.version == found.version)
    )


def url_problems(url) -> list[str]:
    """Why this address cannot be registered; every reason. What its name resolves to is looked at when connecting."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return [f"“{url[:80]}”不是完整的网址。请填写例如 https://api.example.cn/xinbaodai。"]
    problems = []
    if parts.scheme != "https":
        problems.append("接收地址必须以 https:// 开头，公开内容也不能在途中被改动。")
    if not host:
        problems.append("接收地址中没有域名。")
    if parts.username or parts.password:
        problems.append("接收地址中不能写用户名和密码。请用签名核对来源。")
    if port not in (None, 443, 8443):
        problems.append(f"端口{port}不能用，只能用443或8443。")
    if host and _is_inner(host):
        problems.append(f"“{host}”是内部网络或者本机的地址，不能推送。请填写公网的域名。")
    return problems


def _is_inner(host):
    try:
        return not is_public(host)
    except ValueError:
        return (
            host == "localhost"
            or host.endswith((".localhost", ".local", ".internal", ".lan"))
            or "." not in host
        )
