"""The open data as people read it: what there is, since when, how to check a file."""

from django.shortcuts import render

from cms.api.opendata import address, contact
from publicity.opendata.files import LICENCE
from publicity.opendata.reading import KINDS, overview

SHOWN = 10


def open_data(request):
    """One card per table; older editions below it, those that were taken back with their reason."""
    tables = [
        {
            "table": table, "newest": newest, "files": _files(newest), "earlier": [(one, _files(one)) for one in before[:SHOWN]],
        }
        for table, newest, before in overview()
    ]  # fmt: skip
    return render(
        request, "pages/open_data.html", {"tables": tables, "licence": LICENCE, "contact": contact()}
    )


def _files(edition):
    if edition is None or edition.retired_on:
        return []
    return [{**one, "title": KINDS[one["kind"]], "url": address(edition, one)} for one in edition.files]
