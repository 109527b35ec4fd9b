"""What makes a paper checkable without trusting this site: certificate, exact text, signed statement, public keys."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render

from cms.pages.asking_often import TOO_OFTEN, count, too_often
from publicity.certifying import standing_certificate
from publicity.models import Announcement, Notice
from publicity.verifying import paper_of, signed_text
from registry.documents.copies import kept_copy
from registry.documents.keys import decoded, pem
from registry.documents.sealing import key_set, public_keys
from registry.documents.word import MIME
from registry.history import clock

JSON = "application/json; charset=utf-8"
GONE = "这份文书的内容今天不再完整公开，规范文本不提供下载；指纹和签名仍可在查验页核对。"


def _certificate(serial):
    notice = get_object_or_404(Notice.objects.public(), serial=serial)
    found = standing_certificate(notice)
    if found is None:
        raise Http404
    return found


def certificate(request, serial):
    """The certificate of a closed notice as a sheet to print."""
    found = _certificate(serial)
    context = {"notice": found.notice, "document": found.document, "certificate": found}
    return render(request, "pages/certificate.html", context)


def certificate_word(request, serial):
    document = _certificate(serial).document
    return _file(kept_copy(document).bytes, MIME, f"{serial}.docx")


def certificate_canonical(request, serial):
    return HttpResponse(_certificate(serial).document.canonical_text, content_type=JSON)


def record_canonical(request, serial):
    """The text exactly as hashed, byte for byte; 410 once a part of it is no longer public."""
    today = clock.today()
    record = Notice.objects.public().filter(serial=serial).first()
    if record is None:
        record = get_object_or_404(Announcement.objects.filter(published_on__lte=today), serial=serial)
    shown = isinstance(record, Notice) or record.state(today) == "valid"
    text = signed_text(record) if shown else ""
    if not text:
        return HttpResponse(GONE, status=410, content_type="text/plain; charset=utf-8")
    return HttpResponse(text, content_type=JSON)


def paper_statement(request, code):
    """What was signed, byte for byte."""
    sealed = _sealed(request, code)
    return sealed if isinstance(sealed, HttpResponse) else HttpResponse(sealed.statement, content_type=JSON)


def signature(request, code):
    """The 64 bytes of the Ed25519 signature."""
    sealed = _sealed(request, code)
    if isinstance(sealed, HttpResponse):
        return sealed
    return _file(decoded(sealed.signature), "application/octet-stream", "statement.sig")


def _sealed(request, code):
    if too_often(request):
        return HttpResponse(TOO_OFTEN, status=429, content_type="text/plain; charset=utf-8")
    paper = paper_of(code.upper(), today=clock.today())
    if paper is None or paper.sealed is None:
        count(request)
        raise Http404
    return paper.sealed


def key_list(request):
    """Every public key that ever signed and the one in force, as a JSON Web Key Set."""
    return JsonResponse(key_set())


def key_file(request, name):
    """One public key as PEM, for OpenSSL."""
    public = public_keys().get(name)
    if public is None:
        raise Http404
    return HttpResponse(pem(public), content_type="application/x-pem-file")


def _file(content, kind, name):
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
