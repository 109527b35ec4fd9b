"""Who sees collected facts: office and auditor all of them, a reporting institution what it gave itself."""

from django.core.files.storage import storages

from registry.history.models import RecordedQuerySet

SEEING_ALL = frozenset({"clerk", "head", "auditor"})


def private_storage():
    """Outside the web root; read only through views that ask `visible_to`."""
    return storages["private"]


def sees_all(user) -> bool:
    from registry.parties.access import reach

    return user.is_superuser or bool(reach(user).roles & SEEING_ALL)


class OwnQuerySet(RecordedQuerySet):
    """Rows of an `institution`: all for office and auditor, else those of one's own institutions."""

    def visible_to(self, user):
        from registry.parties.access import reach

        return self if sees_all(user) else self.filter(institution_id__in=reach(user).institutions)
