"""The lock files hold: every wish of pyproject.toml is met by a pinned version, everything is hashed, no host is named."""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^\]]*\])?==(?P<version>[^\s;\\]+)")


def pins(text):
    """Name → version of every pinned requirement."""
    found = (PIN.match(line) for line in text.splitlines())
    return {canonicalize_name(m["name"]): m["version"] for m in found if m}


def problems(name, wishes):
    text = (ROOT / name).read_text()
    locked = pins(text)
    yield from (
        f"{name}：出现了网址 {host}，锁定文件不得写明主机。" for host in re.findall(r"https?://\S+", text)
    )
    for block in re.split(r"\n(?=\S)", text.strip()):
        if PIN.match(block) and "--hash=sha256:" not in block:
            yield f"{name}：{block.split()[0]} 没有校验值。"
    for wish in map(Requirement, wishes):
        version = locked.get(canonicalize_name(wish.name))
        if version is None or not wish.specifier.contains(version, prereleases=True):
            yield f"{name}：pyproject.toml 要求 {wish}，锁定的是 {version or '无'}。请执行 make lock。"


def main():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    needed = project["project"]["dependencies"]
    found = [
        *problems("requirements.txt", needed),
        *problems("requirements-dev.txt", needed + project["dependency-groups"]["dev"]),
    ]
    print("\n".join(found) or "锁定文件与 pyproject.toml 一致，均有校验值，没有主机名。")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
