"""Numbers at which a person is reached: shown with their middle covered, read in full only for a reason that is kept.

A covered column is never in a list, a filter, an address, a search, an export or a history page (trust ACC-6).
"""

from ..errors import Refusal

REVEAL = "parties.reveal_contact"
_KEEPERS = []


def register_reveal_keeper(keep):
    """Set `keep(user, record, labels, reason)`, which writes the look down or raises Refusal. From AppConfig.ready."""
    _KEEPERS[:] = [keep]


def covered(text) -> str:
    """First three and last four places of a number, first letter and host of a mail address, nothing of short ones."""
    said = str(text or "")
    if "@" in said:
        name, _, host = said.partition("@")
        return f"{name[:1]}***@{host}"
    return f"{said[:3]}{'*' * (len(said) - 7)}{said[-4:]}" if len(said) > 8 else "*" * len(said)


class Revealed:
    """What a person reads once: (label, value) pairs; `note` in place of the usual words about the kept look."""

    def __init__(self, rows, note=""):
        self.rows, self.note = rows, note


def revealing(names):
    """The verb that shows the columns `names` of a record in full, once, after writing the look down."""

    def reveal(record, *, actor, today, reason):
        fields = [record._meta.get_field(name) for name in names]
        held = [
            (field.verbose_name, getattr(record, field.name))
            for field in fields
            if getattr(record, field.name)
        ]
        if not held:
            raise Refusal(f"“{record}”没有登记联系方式，不必查看。")
        for keep in _KEEPERS:
            keep(actor, record, [label for label, _ in held], reason)
        return Revealed(held)

    return reveal


class Covering:
    """What a register adds for its `covered_fields`: whoever may change the register reads and keeps them plainly.

    Everybody else only reads here, so a cover stands in the place of the column and nothing is ever saved from it.
    """

    covered_fields: tuple[str, ...] = ()

    def covered_for(self, user):
        """Names of the columns that are covered for this person."""
        changes = f"{self.opts.app_label}.change_{self.opts.model_name}"
        return () if user.has_perm(changes) else self.covered_fields

    def _with_covers(self, request, sections, obj):
        names = self.covered_for(request.user) if obj else ()
        shown = {name: self._cover(name) for name in names}
        return [
            (title, {**options, "fields": [shown.get(field, field) for field in options["fields"]]})
            for title, options in sections
        ]

    def _cover(self, name):
        """A read-only column, made once so that Django finds the same one again."""
        made = self.__dict__.setdefault("_made_covers", {})
        if name not in made:
            made[name] = _column(self.opts.get_field(name))
        return made[name]


def _column(field):
    def show(record):
        return covered(getattr(record, field.name)) or "—"

    show.__name__ = f"covered_{field.name}"
    show.short_description = field.verbose_name
    return show
