"""List filters that name only rows the person may see (trust ACC-1)."""

from django.contrib.admin import RelatedFieldListFilter
from django.db.models import Exists, OuterRef

MOST = 200


class VisibleRelatedFilter(RelatedFieldListFilter):
    """Choices of a relation filter, cut down to `visible_to(user)` and to those of which the list has a row for this person.

    Asked once for each choice, by the index of the column: it costs the same however long the list is, and tells a bank
    no other's name. Said as a span: of “equal to” PostgreSQL makes a constant, and then may gather every row of a bank.
    """

    def field_choices(self, field, request, model_admin):
        rows = field.related_model._default_manager.all()
        if hasattr(rows, "visible_to"):
            rows = rows.visible_to(request.user)
        span = {f"{self.field_path}__pk__{end}": OuterRef("pk") for end in ("gte", "lte")}
        listed = model_admin.get_queryset(request).filter(**span)
        return [(row.pk, str(row)) for row in rows.filter(Exists(listed))[:MOST]]
