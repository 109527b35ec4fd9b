"""Our Chinese for what the packages leave in English: compile `locale/`, or with --check say what is stale, torn or missing.

Checks: every .mo is what its .po compiles to; placeholders of a sentence and its translation agree; no sentence of
Django's admin, Wagtail or the tags is left without Chinese by the package and by us, or in words the house does not use.
"""

import io
import re
import sys
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale" / "zh_Hans" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")
PACKAGES = ("django", "wagtail", "taggit", "modelcluster")
UNUSED = ("admindocs", "gis", "flatpages", "redirects/locale/en/LC_MESSAGES/djangojs")
DAY_ZERO = datetime(2026, 1, 1, tzinfo=UTC)  # the binary says when it was made; here it must not matter
OLD = re.compile("帐[号户]|账户|登陆|其它|缺省|你")  # the house says 账号, 登录, 其他, 默认, 您
PLACEHOLDER = re.compile(r"%\(\w+\)[sdrf]|%[sdr]|\{\w*\}")


def catalogue(path):
    with path.open("rb") as file:
        return read_po(file)


def compiled(path):
    """The bytes of the .mo that belongs to a .po."""
    into, read = io.BytesIO(), catalogue(path)
    read.creation_date = read.revision_date = DAY_ZERO
    write_mo(into, read)
    return into.getvalue()


def said(message):
    """The forms of a sentence and of its translation, as tuples."""
    both = (message.id, message.string)
    return tuple(tuple(text) if isinstance(text, list | tuple) else (text,) for text in both)


def torn(path):
    """Sentences without translation, or whose placeholders are those of none of their forms."""
    for message in catalogue(path):
        if not message.id:
            continue
        asked, given = said(message)
        allowed = [sorted(PLACEHOLDER.findall(form)) for form in asked]
        for text in given:
            if not text:
                yield f"{path.name}：“{asked[0]}”没有译文。"
            elif sorted(PLACEHOLDER.findall(text)) not in allowed:
                yield f"{path.name}：“{asked[0]}”的译文占位符不一致：{text}"


def key(message):
    return message.context, said(message)[0][0]


def translated(path):
    if not path.exists():
        return set()
    return {key(m) for m in catalogue(path) if m.id and not m.fuzzy and all(said(m)[1])}


def catalogues(domain):
    """Of everything that is shown: the place, its catalogue in English, and where its Chinese one would lie."""
    for package in PACKAGES:
        root = Path(find_spec(package).origin).parent
        for english in sorted(root.glob(f"**/locale/en/LC_MESSAGES/{domain}.po")):
            if not any(part in english.as_posix() for part in UNUSED):
                place = english.parents[2]
                yield (
                    place.relative_to(root.parent),
                    english,
                    place / "zh_Hans" / "LC_MESSAGES" / english.name,
                )


def missing(domain):
    """Sentences of the installed packages' English catalogues that stay English."""
    ours = translated(LOCALE / f"{domain}.po")
    for where, english, chinese in catalogues(domain):
        theirs = translated(chinese)
        for message in catalogue(english):
            if message.id and key(message) not in ours | theirs:
                yield f"{domain}.po：{where} 的“{key(message)[1]}”没有中文。"


def foreign(domain):
    """Sentences that are said in words the house does not use: ours, or a package's that we leave as they are."""
    ours = LOCALE / f"{domain}.po"
    kept = translated(ours)
    for path in (ours, *(chinese for *_, chinese in catalogues(domain) if chinese.exists())):
        for message in catalogue(path):
            left = path == ours or key(message) not in kept
            if message.id and left and not message.fuzzy and (word := OLD.search("".join(said(message)[1]))):
                yield f"{domain}.po：“{key(message)[1]}”的译文用了“{word[0]}”。"


def main(check):
    found = []
    for domain in DOMAINS:
        source, binary = LOCALE / f"{domain}.po", LOCALE / f"{domain}.mo"
        found += [*torn(source), *missing(domain), *foreign(domain)]
        if not check:
            binary.write_bytes(compiled(source))
        elif not binary.exists() or binary.read_bytes() != compiled(source):
            found.append(f"{binary.name} 已过时。请执行 python scripts/compile_catalogue.py。")
    print("\n".join(found) or "译文目录完整、最新。")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
