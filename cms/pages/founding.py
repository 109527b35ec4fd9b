"""The page tree of a fresh site: home, policy, guide, cases. Done once; what editors changed is left alone."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page, Site

from registry.parties.roles import ROLES

from . import texts
from .models import HomePage, OfficeSettings, TextPage

PAGES = (
    ("zhengce", "政策说明", texts.POLICY, "伊政办发〔2019〕53号", "伊金霍洛旗人民政府办公室", "“信保贷”给谁、能贷多少、怎样认定、不按期还款有什么后果。"),
    ("zhinan", "办事指南", texts.GUIDE, "", "", "从准备材料到放款的五个步骤。"),
    ("anli", "典型案例", texts.CASES, "", "", "守信经营的企业和个体工商户的做法。"),
)  # fmt: skip


def build_site():
    """Make what is missing. Returns the home page."""
    home = HomePage.objects.first() or _home()
    for slug, title, body, number, issuer, summary in PAGES:
        if not TextPage.objects.child_of(home).filter(slug=slug).exists():
            page = TextPage(
                slug=slug, title=title, body=body, document_number=number, issuer=issuer, summary=summary
            )
            home.add_child(instance=page)
    _let_editors_in(home)
    OfficeSettings.objects.get_or_create(
        site=Site.objects.get(is_default_site=True),
        defaults={
            "address": "阿勒腾席热镇",
            "phone": "0477-8960000",
            "hours": "工作日 8:30–12:00，14:30–17:30",
        },
    )
    return home


def _let_editors_in(home):
    """Whoever edits pages by role may add, change and publish below the home page, and keep the office's address."""
    settings = Permission.objects.get(codename="change_officesettings")
    wanted = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=("add_page", "change_page", "publish_page")
    )
    for role in ROLES.values():
        if not role.edits_pages:
            continue
        group = Group.objects.get(name=role.label)
        group.permissions.add(settings)
        for permission in wanted:
            GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permission)


def _home():
    root = Page.get_first_root_node()
    for page in root.get_children():
        page.delete()
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="信保贷", slug="home", intro=texts.HOME))
    site = Site.objects.filter(is_default_site=True).first() or Site(
        is_default_site=True, hostname="localhost", port=80
    )
    site.root_page, site.site_name = home, "信保贷"
    site.save()
    return home
