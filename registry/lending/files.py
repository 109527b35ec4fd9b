"""Where private files of this room are kept."""

from django.core.files.storage import storages


def private_storage():
    """Outside the web root; downloads go through a view that asks `visible_to`."""
    return storages["private"]
