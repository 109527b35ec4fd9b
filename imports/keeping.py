"""Bytes on the disk follow their row: when the row does not come about, they go."""

from contextlib import contextmanager


@contextmanager
def gone_if_refused(file):
    """Take a file just saved away again when what rests on it fails; the error goes on."""
    storage, name = file.storage, file.name
    try:
        yield
    except BaseException:
        storage.delete(name)
        raise
