"""The page tree of a fresh site: home, policy, guide, cases, news. Done once; what editors changed is left alone."""

from wagtail.models import Page, Site

from . import texts
from .charge import let_editors_in, set_up_approval
from .models import (
    CaseIndex,
    FAQPage,
    GuideIndex,
    GuidePage,
    HomePage,
    NewsIndex,
    OfficeSettings,
    PolicyIndex,
    PolicyPage,
)

COLUMNS = (
    (PolicyIndex, "zhengce", "政策文件", "“信保贷”给谁、能贷多少、怎样认定、不按期还款有什么后果。", "政策,文件,信保贷"),
    (GuideIndex, "zhinan", "办事指南", "从准备材料到放款，每一步做什么、找谁、要多久。", "办事指南,申报,材料,步骤"),
    (CaseIndex, "anli", "典型案例", "守信经营、按期还款的企业和个体工商户的做法。经本人同意后发布，不公布贷款金额和个人信息。", "典型案例,守信,信用户"),
    (NewsIndex, "dongtai", "工作动态", "“信保贷”工作的进展。", "工作动态"),
)  # fmt: skip
HOURS = "工作日 8:30–12:00，14:30–17:30"


def build_site():
    """Make what is missing. Returns the home page."""
    home = HomePage.objects.first() or _home()
    OfficeSettings.objects.get_or_create(
        site=Site.objects.get(is_default_site=True),
        defaults={"address": "阿勒腾席热镇", "phone": "0477-8960000", "hours": HOURS},
    )
    for model, slug, title, intro, keywords in COLUMNS:
        if not Page.objects.child_of(home).filter(slug=slug).exists():
            column = published(
                home, model(slug=slug, title=title, intro=intro, keywords=keywords, show_in_menus=True)
            )
            _first_pages(column)
    let_editors_in(home)
    set_up_approval(home)
    return home


def published(parent, page):
    """Put a page below its parent as the house's own first words: live, with its revision and its hour."""
    page.live = False
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def _first_pages(column):
    if isinstance(column, PolicyIndex):
        published(column, _policy())
    if isinstance(column, GuideIndex):
        published(column, _guide())
        published(column, FAQPage(
            slug="wenda", title="常见问题", summary="申报、认定、用款、还款中问得最多的几件事。", questions=texts.QUESTIONS,
        ))  # fmt: skip


def _policy():
    return PolicyPage(
        slug="xinbaodai", title="关于开展中小微企业、个体工商户“信保贷”业务的通知（要点）", body=texts.POLICY,
        summary="给谁、能贷多少、怎样认定、不按期还款有什么后果。", issuer="伊金霍洛旗人民政府办公室",
        document_number="伊政办发〔2019〕53号", keywords="信保贷,信用担保贷款,中小微企业,个体工商户",
    )  # fmt: skip


def _guide():
    return GuidePage(
        slug="shenbao", title="信用企业、信用户认定申报", summary="符合条件的中小微企业和个体工商户，每年可以申报两次。",
        audience="在伊金霍洛旗注册的中小微企业、个体工商户", conditions=texts.CONDITIONS, materials=texts.MATERIALS,
        basis="<p>伊政办发〔2019〕53号第二部分（一）（二）。</p>", steps=texts.STEPS,
        time_limit="每年5月、12月受理；公示10个工作日", fee="不收费", result="公示并认定为信用企业（户），推荐给合作金融机构",
        venue="旗金融服务中心（阿勒腾席热镇）或所在镇政府", hours=HOURS, enquiries="0477-8960000",
    )  # fmt: skip


def _home():
    root = Page.get_first_root_node()
    for page in root.get_children():
        page.delete()
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="信保贷", slug="home", intro=texts.HOME, live=False))
    home.save_revision().publish()
    home.refresh_from_db()
    site = Site.objects.filter(is_default_site=True).first() or Site(
        is_default_site=True, hostname="localhost", port=80
    )
    site.root_page, site.site_name = home, "信保贷"
    site.save()
    return home
