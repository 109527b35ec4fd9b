"""Attachments and pictures of public pages; a file that no public page shows is not there (trust E06)."""

from django.core.files.storage import default_storage
from django.http import Http404
from django.views.static import serve
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve as serve_document
from wagtail.models import Page, ReferenceIndex

KINDS = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
A_DAY = 24 * 60 * 60


def document(request, document_id, document_filename):
    """One attachment, as a download. 404 unless a public page leads to it, or an editor is signed in."""
    found = get_document_model().objects.filter(pk=document_id).first()
    if found is None or not (is_public(found) or request.user.has_perm("wagtailadmin.access_admin")):
        raise Http404
    answer = serve_document(request, document_id, document_filename)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def is_public(found) -> bool:
    """Whether a page that is public now shows this file: what stands in its row, never what is only drafted."""
    rows = ReferenceIndex.get_references_to(found).values_list("object_id", flat=True)
    return Page.objects.live().public().filter(pk__in=[pk for pk in rows if pk.isdecimal()]).exists()


def picture(request, name):
    """A picture in the size a page asked for; originals are not given out."""
    if not name.lower().endswith(KINDS):
        raise Http404
    answer = serve(request, name, document_root=default_storage.path("images"))
    answer["Cache-Control"] = f"public, max-age={A_DAY}"
    return answer
