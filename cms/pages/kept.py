"""What stands alike on every page, the menu and the office's names: kept in this process as long as the editors' edition lasts.

The edition is asked of the database for every page, so two processes need not agree on what to forget. What is written past
Wagtail's log, by a program in another process, is seen five seconds later at the latest (decision 0061).
"""

import time

from django.db import connection
from django.db.models.signals import post_delete, post_save
from wagtail.models import ModelLogEntry, PageLogEntry, Site, get_page_models

from .menus import menu
from .models import OfficeSettings

LONGEST = 5  # seconds
_held = {}


def editors_edition() -> str:
    """The last act on the editors' pages and settings, by Wagtail's own log, and how many pages are public, as one word."""
    logs = (PageLogEntry._meta.db_table, ModelLogEntry._meta.db_table)
    last = ", ".join(f'(SELECT max(id) FROM "{table}")' for table in logs)
    live = "SELECT count(*), max(last_published_at), max(latest_revision_created_at) FROM wagtailcore_page WHERE live"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {last}, told.* FROM ({live}) AS told")
        return str(cursor.fetchone())


def menu_of(request) -> list[tuple[str, str]]:
    """`menus.menu()` as it is now."""
    return _kept(request, menu)


def office_of(request) -> OfficeSettings:
    """The office as the site names it now. Not to be changed: it is given to everybody."""
    return _kept(request, _office)


def _office():
    return OfficeSettings.for_site(Site.objects.get(is_default_site=True))


def _kept(request, make):
    edition = _edition(request)
    return kept_as(make, edition, make) if edition else make()


def kept_as(name, edition, make):
    """What `make()` gives, made once an edition, and every five seconds at the latest; one is kept of each name."""
    key = (connection.settings_dict["NAME"], edition, time.monotonic() // LONGEST)
    there = _held.get(name)
    if there is None or there[0] != key:
        there = _held[name] = (key, make())
    return there[1]


def _edition(request):
    """The edition this page is made from, asked once a request; "" while somebody is writing."""
    if request is None:
        return editors_edition()
    if not hasattr(request, "editors_edition"):
        request.editors_edition = editors_edition()
    return request.editors_edition


def forget(**_) -> None:
    """Begin anew: a page or the office was written by this process itself."""
    _held.clear()


def watch() -> None:
    """Forget whenever this process writes a page, the site or the office, whether or not that is an editor's act."""
    for model in (*get_page_models(), OfficeSettings, Site):
        post_save.connect(forget, sender=model, dispatch_uid=f"kept {model.__name__}")
        post_delete.connect(forget, sender=model, dispatch_uid=f"kept {model.__name__}")
