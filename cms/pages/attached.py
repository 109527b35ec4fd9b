"""Files for everybody: full numbers of persons refuse one; what no machine can read in one, a person reads (trust PRV-1)."""

import hashlib
import zipfile
import zlib
from dataclasses import dataclass

from django.core.cache import cache
from wagtail.documents import get_document_model

from cms.watch.reading import words_of
from registry.policy.broken_numbers import doubtful, mended
from registry.policy.privacy import publication_problems
from registry.workbooks.pdf import MAGIC, read_pdf

LOOK = "附件“{name}”{unread}。请自己从头看一遍，不得有个人完整的身份证号码、手机号码、银行账号。"
LOCKED = "文件“{name}”设有打开密码，公众打不开，系统也读不出。请去掉密码后重新上传。"
BROKEN = "文件“{name}”里有读不出的部分，可能已损坏或者设有密码。请用原软件重新另存后上传。"
DOUBT = "里有分开的数字，连起来像{sorts}"
LOST = "找不到文件"
A_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Judged:
    """`problems`: why it may not be public. `doubts`: what a person has to look at and confirm. Whole sentences."""

    problems: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def judged(name, content) -> Judged:
    """What stands in a file of this name. A PDF is read in a child process: at most some seconds, whatever it is."""
    if content.startswith(MAGIC):
        return _paper(name, read_pdf(content))
    if not content.startswith(b"PK"):
        return Judged()
    try:
        words = words_of(content, "application/octet-stream")
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):  # RuntimeError: a part with a password
        return Judged((BROKEN.format(name=name),))
    return Judged(tuple(publication_problems({name: words})))


def _paper(name, read):
    if read.locked:
        return Judged((LOCKED.format(name=name),))
    unread, broken = list(read.unread), doubtful(read.words)
    if broken:
        unread.append(DOUBT.format(sorts="、".join(broken)))
    doubts = tuple(LOOK.format(name=name, unread=one) for one in unread)
    return Judged(tuple(publication_problems({name: mended(read.words)})), doubts)


def attached(page) -> Judged:
    """All that stands in the files this page leads to, as it is before us, saved or not."""
    found = [_known(document) for document in _documents(page)]
    return Judged(
        *(tuple(one for each in found for one in getattr(each, part)) for part in ("problems", "doubts"))
    )


def _documents(page):
    """PDF files in blocks and links; Office files were read whole when they came in."""
    model, keys = get_document_model(), set()
    for field in page._meta.get_fields():
        value = field.value_from_object(page) if hasattr(field, "extract_references") else None
        if value is not None:
            keys |= {key for to, key, *_ in field.extract_references(value) if to is model}
    return [
        one for one in model.objects.filter(pk__in=keys).order_by("pk") if one.file_extension.lower() == "pdf"
    ]


def _known(document):
    """Read once a day by each process: the page is opened more often than that."""
    try:
        with document.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        return Judged(doubts=(LOOK.format(name=document.title, unread=LOST),))
    key = f"attached:{document.pk}:{hashlib.sha256(f'{document.title}'.encode() + content).hexdigest()}"
    return cache.get_or_set(key, lambda: judged(document.title, content), A_DAY)
