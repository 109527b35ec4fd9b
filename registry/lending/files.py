"""Where private files of this room are kept, and which are accepted."""

import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from registry.ledger.errors import Refusal
from registry.screening.files import extension, file_problems, safe_name


def private_storage():
    """Outside the web root; downloads go through a view that asks `visible_to`."""
    return storages["private"]


def keep_file(record, field, given):
    """Put `given` (name, bytes; None: nothing) into a file field under a random name. The row is saved by the caller.

    Raises Refusal for empty, oversized and foreign files.
    """
    if not given:
        return
    name, content = given
    problems = file_problems(name, content)
    if problems:
        raise Refusal(problems)
    if hasattr(record, "original_name"):
        record.original_name = safe_name(name)
    getattr(record, field).save(f"{uuid.uuid4().hex}.{extension(name)}", ContentFile(content), save=False)
