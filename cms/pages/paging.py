"""Long lists, page by page."""

from django.core.paginator import Paginator

PER_PAGE = 20


def page_of(request, rows, size=PER_PAGE):
    """The page of a list that `?page=` asks for, the nearest one there is."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
