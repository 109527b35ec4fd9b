"""List filters that name only rows the person may see (trust ACC-1)."""

from django.contrib.admin import RelatedFieldListFilter
from django.db.models import OuterRef, Subquery

MOST = 200


class VisibleRelatedFilter(RelatedFieldListFilter):
    """Choices of a relation filter, cut down to `visible_to(user)` and to those of which the list has a row for this person.

    For each choice the list is asked for the next value from it on, one step in the index of the column: so it costs the
    same however long the list is (of EXISTS, PostgreSQL reads every row of a bank), and tells a bank no other's name.
    """

    def field_choices(self, field, request, model_admin):
        rows = field.related_model._default_manager.all()
        if hasattr(rows, "visible_to"):
            rows = rows.visible_to(request.user)
        listed, key = model_admin.get_queryset(request), f"{self.field_path}__pk"
        following = listed.filter(**{f"{key}__gte": OuterRef("pk")}).order_by(key).values(key)[:1]
        return [(row.pk, str(row)) for row in rows.filter(pk=Subquery(following))[:MOST]]
