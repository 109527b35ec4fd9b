"""Files no row names: left by a crash between a file and its row, or between a row and its file's deletion (PIPL 47)."""

from datetime import timedelta

from django.apps import apps
from django.core.files.storage import storages
from django.db.models import FileField

AGE = timedelta(days=1)


def sweep_files(*, now) -> list[str]:
    """Delete private files older than AGE that no row and no past version of a row names. Returns their names.

    Twice, or by several at once, is the same as once: what is gone is gone.
    """
    storage = storages["private"]
    old = [name for name in _walk(storage, "") if now - storage.get_modified_time(name) > AGE]
    strays = sorted(set(old) - named_files(set(old)))
    for name in strays:
        storage.delete(name)
    return strays


def named_files(among) -> set[str]:
    """Those of `among` that a row of any table, history included, holds as its file."""
    held = set()
    for model in apps.get_models():
        names = _file_columns(model)
        for name in names:
            rows = model._base_manager.exclude(**{name: ""}).exclude(**{f"{name}__isnull": True})
            held |= among & set(rows.values_list(name, flat=True).iterator())
    return held


def _file_columns(model):
    """Columns that hold files; in a history table a file is kept as a text of the same name."""
    told = getattr(model, "instance_type", model)
    return [field.name for field in told._meta.concrete_fields if isinstance(field, FileField)]


def _walk(storage, folder):
    if folder and not storage.exists(folder):
        return
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}".lstrip("/") for name in files)
    for inner in folders:
        yield from _walk(storage, f"{folder}/{inner}".lstrip("/"))
