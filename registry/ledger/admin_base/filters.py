"""List filters that name only rows the person may see (trust ACC-1)."""

from django.contrib.admin import RelatedFieldListFilter


class VisibleRelatedFilter(RelatedFieldListFilter):
    """Choices of a relation filter, cut down to `visible_to(user)`."""

    def field_choices(self, field, request, model_admin):
        manager = field.related_model._default_manager
        if not hasattr(manager.all(), "visible_to"):
            return super().field_choices(field, request, model_admin)
        return [(row.pk, str(row)) for row in manager.visible_to(request.user)[:200]]
