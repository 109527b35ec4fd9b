"""The Word copy of an issued paper: made once from frozen text and the layout of its day, kept with its fingerprint."""

import hashlib
import logging

from django.db import IntegrityError, transaction

from .choosing import in_force
from .models import IssuedDocument, WordCopy
from .word import word_file

logger = logging.getLogger(__name__)
AT_ONCE = 200


def kept_copy(document) -> WordCopy:
    """The copy of this paper; made now when nobody has asked before. Two who ask at once get the same."""
    there = WordCopy.objects.filter(document=document).first()
    if there is not None:
        return there
    content = word_file(document)
    made = WordCopy(
        document=document, version=in_force(document.kind, document.issued_on).version, content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        return WordCopy.objects.get(document=document)
    return made


def make_copies(most=AT_ONCE) -> int:
    """Make what is missing, oldest first, at most so many. One that fails is logged and left; returns how many were made."""
    made = 0
    for document in IssuedDocument.objects.filter(word_copy=None).order_by("id")[:most]:
        try:
            kept_copy(document)
            made += 1
        except Exception:
            logger.exception("生成文书副本时出错：%s", document.number)
    return made
