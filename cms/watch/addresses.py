"""Every address anybody may read without signing in, as of a day: pages, records, JSON, lists, feeds, papers."""

from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.pages.models import Letter
from cms.pages.views.files import is_public
from cms.pages.views.maps import BOARDS
from publicity.certifying import standing_certificate
from publicity.models import Announcement, Notice, NoticeEntry
from publicity.opendata.reading import overview
from registry.documents.models import Seal, SigningKey
from registry.parties.models import Qualification

FIXED = (
    *(path for path, _ in BOARDS), "/feeds/notices.atom", "/feeds/announcements.atom", "/sitemap.xml", "/robots.txt", "/login/",
    "/login/request/", "/fankui/jindu/", "/fankui/shuoming/", "/zixun/jindu/", "/shenbao/jixu/", "/shenbao/jindu/",
    "/.well-known/xinbaodai-keys.json", "/api/v1/workdays/?from=2026-05-08&days=10", "/api/v1/notices/?limit=100",
    "/api/v1/announcements/?limit=100", "/api/v1/roster/?limit=100", "/api/v1/changes/?limit=100", "/api/v1/pages/?limit=100",
    "/api/v1/openapi.json", "/api/v1/docs/", "/gongshi/?format=csv", "/gonggao/?format=csv", "/minglu/?format=csv", "/healthz", "/readyz",
    "/api/v1/opendata/", "/dingyue/", "/heimingdan/", "/yangshi/", "/n/0/", "/meiyou-zheyiye/",
)  # fmt: skip
RECORD = ("/", "/?print=1", "/?print=1&paper=a3", ".json", ".csv", ".txt", ".canonical.json")
CERTIFICATE = ("/zhengming/", "/zhengming.canonical.json", "/zhengming.docx")
_LISTS = {"/gongshi/": (Notice, 20), "/gonggao/": (Announcement, 20), "/minglu/": (Qualification, 50)}


def public_addresses(today):
    """Paths with their queries, each once; the last two are pages that are not there."""
    yield from FIXED
    for path, (model, size) in _LISTS.items():
        pages = -(-model.objects.count() // size)
        yield from (f"{path}?page={number}" for number in range(2, pages + 1))
    for page in Page.objects.live().filter(depth__gte=2).order_by("path"):
        yield page.get_url() or "/"
        yield f"/api/v1/pages/{page.pk}/"
    yield from (letter.get_absolute_url() for letter in Letter.objects.public())
    yield from (paper.url for paper in get_document_model().objects.order_by("pk") if is_public(paper))
    for notice in Notice.objects.public().order_by("pk"):
        yield from _notice(notice)
    for announcement in Announcement.objects.filter(published_on__lte=today).order_by("pk"):
        yield from (f"/n/{announcement.serial}{ending}" for ending in RECORD)
        yield f"/api/v1/announcements/{announcement.serial}/"
    for code in Seal.objects.order_by("pk").values_list("check_code", flat=True):
        yield from (f"/chaxun/?code={code}", f"/api/v1/verify/{code}/", f"/chaxun/{code}/statement.json")
    for key in SigningKey.objects.values_list("key_id", flat=True):
        yield f"/.well-known/xinbaodai-key-{key}.pem"
    for _, edition, _ in overview():
        if edition and not edition.retired_on:
            yield from (
                f"/api/v1/opendata/{edition.day.isoformat()}/{file['name']}" for file in edition.files
            )


def _notice(notice):
    yield from (f"/n/{notice.serial}{ending}" for ending in RECORD)
    yield f"/api/v1/notices/{notice.serial}/"
    for ordinal in NoticeEntry.objects.public().filter(notice=notice).values_list("ordinal", flat=True):
        yield f"/n/{notice.serial}/{ordinal}/"
    if standing_certificate(notice):
        yield from (f"/n/{notice.serial}{ending}" for ending in CERTIFICATE)
