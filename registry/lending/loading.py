"""Records of the timer's day by the thousand, with the bank, business and contract that many of them share read once."""

from registry.history.making import loaded
from registry.history.writing import CHUNK, batched


def notes_read(notes):
    """What `notes` gives, as a list; each with its bank, business and line."""
    found = list(loaded(notes))
    for name in ("bank", "business", "line"):
        _join(found, name)
    return found


def episodes_read(episodes):
    """What `episodes` gives, as a list; each with its bank, business, note and the line of it."""
    found = list(loaded(episodes))
    notes = _join(found, "note")
    _join(notes, "line")
    for name in ("bank", "business"):
        _join(found, name)
    return found


def _join(records, name):
    """Give each record the other one that its key `name` leads to. Returns those others, each once."""
    if not records:
        return []
    field = type(records[0])._meta.get_field(name)
    others, kept_as = field.related_model._base_manager.order_by(), field.attname
    keys = {getattr(record, kept_as) for record in records}
    found = {one.pk: one for some in batched(keys, CHUNK) for one in loaded(others.filter(pk__among=some))}
    for record in records:
        record._state.fields_cache[name] = found[getattr(record, kept_as)]
    return list(found.values())
