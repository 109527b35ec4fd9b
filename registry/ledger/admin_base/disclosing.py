"""What a register leaves out for whom: the declaration of `registry/policy/disclosure`, asked at every door.

A column an audience does not read is in none of its lists, forms, pages, filters, searches, exports and histories.
"""

from registry.policy.disclosure import TABLES, Level, level_of, owner_of

_WHO = []


def register_audiences(audiences_of, institutions_of):
    """Set `audiences_of(user)`, names of AUDIENCES, and `institutions_of(user)`, keys. From AppConfig.ready."""
    _WHO[:] = [audiences_of, institutions_of]


def withheld(user, model, record=None, *, in_rows=False) -> frozenset[str]:
    """Names of the columns of `model` that this person may not read on `record` (a row or one of its past versions).

    `in_rows`: where rows stand together (lists, exports, searches) a column told of one's own rows only is left out.
    Without either, on an empty form, what is told of one's own rows is asked.
    """
    label = model._meta.label_lower
    if label not in TABLES:
        return frozenset()
    audiences, owner = _WHO[0](user), owner_of(label)
    foreign = in_rows if record is None else not _is_own(user, record, owner)
    most = {name: level_of(label, name, audiences) for name in TABLES[label].fields}
    return frozenset(
        name for name, level in most.items() if not level or (level is Level.OWN and owner and foreign)
    )


def _is_own(user, record, owner):
    return bool(owner) and getattr(record, f"{owner}_id") in _WHO[1](user)


def reaches_withheld(user, model, path) -> bool:
    """Whether a lookup such as `business__operator_name` leads to a column this person does not read in rows."""
    for name in path.split("__"):
        if name in withheld(user, model, in_rows=True):
            return True
        field = next((f for f in model._meta.get_fields() if f.name == name), None)
        model = getattr(field, "related_model", None)
        if model is None:
            return False
    return False


class Disclosing:
    """Mixed into every register: each list of names Django asks for is cut down to what the person reads."""

    def withheld_for(self, request, record=None, *, in_rows=False):
        return withheld(request.user, self.model, record, in_rows=in_rows)

    def _readable(self, request, names):
        """Names, or (name, filter) pairs, that lead to nothing withheld."""
        return [n for n in names if not reaches_withheld(request.user, self.model, _path(n))]

    def get_list_display(self, request):
        return self._readable(request, super().get_list_display(request)) or ["__str__"]

    def get_search_fields(self, request):
        return self._readable(request, super().get_search_fields(request))

    def _without_withheld(self, request, sections, obj):
        hidden = self.withheld_for(request, obj)
        kept = [(t, {**o, "fields": [f for f in o["fields"] if f not in hidden]}) for t, o in sections]
        return [(title, options) for title, options in kept if options["fields"]]


def _path(name):
    name = name[0] if isinstance(name, tuple) else name
    return name.lstrip("^=@-") if isinstance(name, str) else ""
