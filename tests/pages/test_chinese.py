"""Everything people see is Chinese: public pages, registers as each role, the page editor, and the names of models and fields."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.models import Page

from cms.middleware import ElderMode
from publicity.models import Announcement, Notice
from registry.parties.models import User
from tests.support.template import COUNTY_DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
NOON = datetime.fromisoformat(f"{COUNTY_DAY}T12:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
OURS = (
    "parties",
    "screening",
    "lending",
    "sanctions",
    "documents",
    "ledger",
    "policy",
    "publicity",
    "imports",
    "pages",
)
PUBLIC = (
    "/", "/gongshi/", "/gonggao/", "/minglu/", "/zhengce/", "/zhinan/", "/anli/", "/chaxun/", "/fankui/", "/shenbao/",
    "/zixun/", "/zixun/jindu/", "/ditu/", "/login/", "/nichts/", "/chaxun/?code=91150627MANA3PF75G", "/fankui/?receipt_number=YY1&phone_tail=0000",
)  # fmt: skip
READERS = ("office", "bank", "guarantor", "reviewer", "leader", "auditor", "admin")
EDITOR = (
    "/cms/", "/cms/account/", "/cms/images/", "/cms/images/add/", "/cms/documents/", "/cms/documents/multiple/add/",
    "/cms/reports/locked/", "/cms/reports/workflow/", "/cms/reports/workflow_tasks/", "/cms/reports/site-history/",
    "/cms/redirects/", "/cms/redirects/add/", "/cms/reports/aging-pages/", "/cms/reports/page-types-usage/", "/cms/pages/search/?q=x",
)  # fmt: skip
HARD_WIRED = {
    "None",
    "Search",
    "Actions",
    "Moderators",
    "approval",
    "pages",
    "from",
    "now",  # the county's day lies before the hour at which its draft was handed in
    *(model._meta.model_name for model in apps.get_app_config("pages").get_models()),
}  # in Wagtail's own templates and rows
NEVER_SHOWN = {
    "documents.Counter", "documents.IssuedDocument.record_type", "documents.IssuedDocument.record_id", "ledger.ChainHead",
    "ledger.ChainHead.position", "ledger.ChainHead.row_hash", "ledger.Message.record_type", "ledger.Message.record_id",
    "pages.OfficeSettings.site",
    "pages.WordList.site",
}  # fmt: skip
SHOWN = ("title", "alt", "aria-label", "placeholder", "data-label", "aria-description", "summary")
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]{2,}")
ALLOWED = re.compile(
    r"""https?://\S+|/opinion/\S+|/n/[A-Z]+\d+/?|[\w.\u3400-\u9fff（）-]+\.(?:pdf|csv|json|xlsx?|docx|com|org|cn)\b|[\w.*]+@[\w.]+   # addresses, files
    |\b9[123]\d{6}[0-9A-Z]{10}|\b(?=[\w-]*\d)[0-9A-Z][0-9A-Z-]{4,}\b|\b[0-9a-f]{64}\b|\b[A-Z]{12}\b|\bmsg_\w+|\w+\*{3,}   # codes, fingerprints
    |\b(?:PDF|JPE?G|PNG|DOCX|XLSX?|CSV|JSON|SVG|GIF|WEBP|AVIF|HEIC|PPTX?|ZIP|QR|LPR|USCC|EMS|ICP|GB/T|URL|JavaScript)\b
    |\b(?:csv|xlsx|xls|ods)\b|chinesecalendar|\bLDAP\b|http""",
    re.VERBOSE | re.ASCII,
)


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOON, tick=False):
        yield


def english(html, *, beside=()):
    """English left in what a person sees or hears: text, titles, alternatives, placeholders, buttons."""
    soup = BeautifulSoup(html, "html.parser")
    for hidden in soup(["script", "style", "noscript", "code"]):
        hidden.decompose()
    said = list(soup.stripped_strings)
    for tag in soup.find_all(True):
        said += [tag[name] for name in SHOWN if tag.get(name)]
        if tag.name == "input" and tag.get("type") in ("submit", "button"):
            said.append(tag.get("value", ""))
    left = (ALLOWED.sub(" ", text) for text in said)
    return sorted({word for text in left for word in WORD.findall(text)} - set(beside))


def page(client, address, statuses=(200,)):
    answer = client.get(address, follow=True)
    assert answer.status_code in statuses, address
    return answer.content.decode() if "text/html" in answer["Content-Type"] else ""


def test_the_sieve_finds_english():
    assert english('<p title="Save">保存 <img alt="Search"></p><input type=submit value="Go on">') == [
        "Save",
        "Search",
    ]
    assert english("<p>Delete 91150627MANA3PF75G a.pdf LPR</p>") == ["Delete"]


def test_public_pages_are_chinese(client):
    records = [*Notice.objects.public(), *Announcement.objects.all()]
    addresses = [
        *PUBLIC,
        *(r.get_absolute_url() for r in records),
        *(f"{r.get_absolute_url()}?print=1" for r in records),
    ]
    found = {a: english(page(client, a, (200, 404, 410))) for a in addresses}
    assert not {address: words for address, words in found.items() if words}


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html", "500.html"])
def test_pages_of_trouble_are_chinese_and_lead_home(name):
    html = render_to_string(name)
    assert not english(html) and 'href="/"' in html


def doors(register, row, user):
    """Addresses of a register that this person may open: list, add, record, history, each step offered, filters left alone."""
    info = f"{register.opts.app_label}_{register.opts.model_name}"
    yield reverse(f"admin:{info}_changelist")
    yield reverse(f"admin:{info}_add")
    if row is not None:
        yield reverse(f"admin:{info}_change", args=[row.pk])
        yield reverse(f"admin:{info}_history", args=[row.pk])
        for step in getattr(register, "steps", ()):
            if step.offered(row, user):
                yield reverse(f"admin:{info}_step", args=[row.pk, step.name])


def rows(register, request):
    """One row for every status there is, or the first."""
    found = register.get_queryset(request)
    if any(field.name == "status" for field in register.model._meta.fields):
        return [
            found.filter(status=s).first()
            for s in found.order_by().values_list("status", flat=True).distinct()
        ]
    return [found.first()]


@pytest.mark.parametrize("username", READERS)
def test_registers_are_chinese(client, rf, username):
    user = User.objects.get(username=username)
    client.force_login(user)
    request, accounts = rf.get("/"), set(User.objects.values_list("username", flat=True))
    request.user = user
    codes = set(apps.get_model("parties.Institution").objects.values_list("code", flat=True))
    found = {a: english(page(client, a)) for a in ("/admin/", "/admin/password_change/")}
    for model, register in admin.site._registry.items():
        if not register.has_view_permission(request):
            continue
        own = accounts if model._meta.label_lower in ("parties.user", "parties.membership") else ()
        for row in rows(register, request):
            for address in doors(register, row, user):
                words = set(english(page(client, address, (200, 403, 404)), beside=own)) - codes
                found[address] = sorted(w for w in words if not re.fullmatch(r"(NSH|ZGYH)\w*", w))
    assert not {address: words for address, words in found.items() if words}


def test_the_page_editor_is_chinese(client):
    client.force_login(User.objects.get(username="editor"))
    addresses = list(EDITOR)
    addresses += [
        reverse("wagtailsettings:edit", args=["pages", name]) for name in ("officesettings", "wordlist")
    ]
    for item in Page.objects.filter(depth__gt=1):
        addresses += [
            reverse(f"wagtailadmin_{name}", args=[item.pk]) for name in ("explore", "pages:edit", "pages:history", "pages:add_subpage")
            if name != "explore"
        ]  # fmt: skip
        addresses.append(reverse("wagtailadmin_explore", args=[item.pk]))
        kinds = item.specific_class.creatable_subpage_models()
        addresses += [
            reverse("wagtailadmin_pages:add", args=["pages", kind._meta.model_name, item.pk])
            for kind in kinds
        ]
    found = {a: english(page(client, a, (200, 403)), beside=HARD_WIRED) for a in addresses}
    assert not {address: words for address, words in found.items() if words}


def names():
    for model in apps.get_models():
        if model._meta.app_label not in OURS or model.__name__.startswith("Historical"):
            continue
        yield model._meta.label, model._meta.verbose_name
        for field in model._meta.fields:
            automatic = field.primary_key or field.name.endswith("_ptr")
            if not automatic:
                yield f"{model._meta.label}.{field.name}", field.verbose_name
            for value, label in field.flatchoices or ():
                yield f"{model._meta.label}.{field.name}={value}", label


def test_no_model_field_or_choice_is_named_in_english():
    bare = {where: str(name) for where, name in names() if WORD.search(ALLOWED.sub(" ", str(name)))}
    pages = [model for model in apps.get_models() if issubclass(model, Page) and model is not Page]
    inherited = {f"pages.{model.__name__}.{f.name}" for model in pages for f in Page._meta.fields}
    assert not {where: name for where, name in bare.items() if where not in NEVER_SHOWN | inherited}


def test_the_large_print_is_chosen_by_a_link_kept_in_a_cookie_and_given_back(client):
    plain = client.get("/minglu/?q=a").content.decode()
    assert 'class="elder"' not in plain and "?q=a&amp;zhangzhe=1" in plain
    chosen = client.get("/minglu/?q=a&zhangzhe=1")
    assert chosen.status_code == 302 and chosen["Location"] == "/minglu/?q=a"
    large = client.get("/")
    assert 'class="elder"' in large.content.decode() and "Cookie" in large["Vary"]
    client.get("/?zhangzhe=0")
    assert 'class="elder"' not in client.get("/").content.decode()


def test_the_mode_never_leads_to_another_host(rf):
    request = rf.get("/?zhangzhe=1")
    request.path = "//evil.example/"
    assert ElderMode(None)(request)["Location"] == "/%2Fevil.example/"


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_a_notice_prints_as_a_sheet_with_qr_and_check_code(client, paper):
    notice = Notice.objects.open_on(NOON.date()).get()
    html = client.get(f"{notice.get_absolute_url()}?print=1&paper={paper}").content.decode()
    soup = BeautifulSoup(html, "html.parser")
    assert soup.body["class"] == [paper] and soup.footer.svg["class"] == ["qr"]
    assert notice.check_code in soup.footer.text and len(soup.select("tbody tr")) == notice.entries.count()
    assert "style=" not in html and "<script" not in html


def test_an_announcement_that_is_over_has_no_sheet(client):
    over = Announcement.objects.exclude(expires_on=None).first()
    with time_machine.travel(NOON + (over.expires_on - NOON.date()) + timedelta(days=1), tick=False):
        assert client.get(f"{over.get_absolute_url()}?print=1").status_code == 302


def test_marks_of_the_site_are_shown_only_when_given(client):
    settings = apps.get_model("pages.OfficeSettings").objects.get()
    assert "政府网站标识码" not in client.get("/").content.decode()
    settings.site_code = "1506270001"
    settings.save()
    assert "政府网站标识码：1506270001" in client.get("/").content.decode()


def test_a_notice_says_how_to_object_on_what_basis_and_where_it_hangs(client):
    notice = Notice.objects.open_on(NOON.date()).get()
    text = client.get(notice.get_absolute_url()).content.decode()
    assert all(word in text for word in ("怎样提出异议", "二（二）3", "发布渠道", "?print=1"))
