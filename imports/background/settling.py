"""The end of a piece of work, however it ended: written once, the bytes gone with it."""

from django.db import transaction

from ..models import UploadJob
from .signs import wipe


def settle(job, state, said=(), *, was="running", now=None, **more) -> bool:
    """Write how it ended (and when: `now`), in the transaction of what it did. False, and nothing written, where it is settled already."""
    storage, name = job.file.storage, job.file.name
    written = UploadJob.objects.filter(pk=job.pk, state=was).update(
        state=state, said=list(said), finished_at=now, file="", **more
    )
    if written:
        transaction.on_commit(lambda: _gone(job, storage, name))
    return bool(written)


def _gone(job, storage, name):
    if name:
        storage.delete(name)
    wipe(job)
