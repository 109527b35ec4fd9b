"""The editors' part of the menu and the map of the site: from the page tree; columns without a public page are left out."""

from wagtail.models import Page

from .models import COLUMNS

TOP = 3  # depth of the pages right below the home page


def address_of(page) -> str:
    """The path of a page on this site, without asking the database: its url_path without the home page's own slug."""
    return "/" + page.url_path.split("/", 2)[2]


def menu():
    """(address, title) of the pages that stand in the menu, in the order of the tree."""
    rows = Page.objects.live().public().filter(depth=TOP, show_in_menus=True).select_related("content_type")
    return [(address_of(page), page.title) for page in _filled(rows.order_by("path"))]


def _filled(pages):
    columns = {model._meta.model_name for model in COLUMNS}
    below = {path[:-4] for path in Page.objects.live().filter(depth=TOP + 1).values_list("path", flat=True)}
    return [page for page in pages if page.content_type.model not in columns or page.path in below]


def tree():
    """(page, its public children) of everything below the home page, for the map of the site."""
    tops = _filled(
        Page.objects.live().public().filter(depth=TOP).select_related("content_type").order_by("path")
    )
    inner = Page.objects.live().public().filter(depth__gt=TOP).order_by("path")
    return [(top, [page for page in inner if page.path.startswith(top.path)]) for top in tops]
