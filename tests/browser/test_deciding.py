"""Who decides, in a real browser: the clerk on an objection from its photo to the reply, the legal reviewer on a case without basis."""

from datetime import date, timedelta

from django.core.files.base import ContentFile

from cms.demo.accounts import person
from publicity.models import Announcement, Objection
from registry.documents.models import IssuedDocument
from registry.parties.models import Business
from registry.sanctions import proposing
from registry.sanctions.models import BlacklistCase
from tests.support.template import COUNTY_DAY

from .test_screeners import does
from .test_ways import PHOTO, send, width_of

TODAY = date.fromisoformat(COUNTY_DAY)
NAME, PHONE, PLACE = "李建国", "13947700002", "阿勒腾席热镇王府路8号"
FACTS = f"我是{NAME}，该户去年欠我货款三万元，有欠条，至今没有归还。"


class Affair:
    """One objection and who does what about it."""

    def __init__(self, site):
        self.site, self.number, self.address = site, "", ""

    def objects(self, page):
        page.goto(f"{self.site}/fankui/")
        page.select_option("[name=entry]", index=1)
        page.check("[name=sort][value=person]")
        for name, value in (("name", NAME), ("phone", PHONE), ("address", PLACE), ("facts", FACTS)):
            page.fill(f"[name={name}]", value)
        page.set_input_files("[name=evidence]", PHOTO)
        send(page)
        page.wait_for_url("**/fankui/huizhi/")
        self.number = page.inner_text(".apply-number")

    def step(self, page, label, **given):
        """One step of the case; returns what the form said would happen, and the page after it."""
        page.goto(self.address)
        page.click(f"a.xbd-step:has-text('{label}')")
        page.wait_for_selector(".submit-row [type=submit]")
        told = page.inner_text("#content")
        for name, value in given.items():
            page.fill(f"[name={name}]", value)
        return told, does(page)

    def takes_it_up(self, page):
        page.goto(f"{self.site}/admin/")
        page.click("#content a:has-text('待受理的异议')")
        page.click(f"#result_list a:has-text('{self.number}')")
        page.wait_for_load_state()
        self.address, read = page.url.split("?")[0], page.inner_text("#content")
        return read, self.step(page, "受理", reason="署名完整，予以受理。")

    def shares_and_asks(self, page):
        page.goto(f"{self.address}../do/copy/")
        copy = page.input_value("[name=text]")
        page.fill("[name=reason]", "隐去异议人信息")
        does(page)
        return copy, self.step(page, "要求被反映对象说明", reason="请其说明")

    def finds(self, page):
        self.step(page, "开始核查", reason="向双方核实")
        return self.step(page, "核查属实但不重大", reason="欠款属实，已达成还款协议。")

    def answers(self, page):
        page.goto(self.address)
        page.click("a.xbd-step:has-text('答复异议人')")
        page.fill("[name=reason]", "核查完毕")
        page.fill("[name=text]", f"{NAME}：欠款三万元属实，双方已达成还款协议。")
        page.click(".submit-row [type=submit]")
        refused = page.inner_text("#content")
        page.fill("[name=text]", "经核查，欠款三万元属实，双方已达成还款协议，不构成重大失信事件。")
        return refused, does(page)

    def follows(self, page):
        page.goto(f"{self.site}/fankui/jindu/")
        page.fill("[name=receipt_number]", self.number)
        page.fill("[name^=phone]", PHONE[-4:])
        page.click("button:has-text('查询进度')")
        page.wait_for_selector(".xbd-timeline")
        return page.inner_text("main"), width_of(page)


def nameless(text):
    return not any(private in text for private in (NAME, PHONE, PLACE))


def test_the_clerk_decides_an_objection_and_the_objector_reads_the_outcome(site, chromium):
    affair = Affair(site)
    chromium.run(affair.objects, site=site, width=360)
    objection = Objection.objects.get(receipt_number=affair.number)
    read, (told, done) = chromium.run(affair.takes_it_up, site=site, account="office")
    assert FACTS in read and PHONE in read and "欠条.png" in read and "与收到时一致" in read
    assert "核查期限起算" in told and "已办理" in done
    copy, (told, done) = chromium.run(affair.shares_and_asks, site=site, account="office")
    assert nameless(copy) and "三万元" in copy and "不附原文和材料" in told and "已办理" in done
    told, done = chromium.run(affair.finds, site=site, account="office")
    assert "照常认定" in told and "还没有说明" in told and "不写是谁反映的" in told and "已办理" in done
    refused, done = chromium.run(affair.answers, site=site, account="office")
    assert "答复内容里有异议人的姓名或名称" in refused and "已办理" in done
    objection.refresh_from_db()
    letter = IssuedDocument.objects.get(kind="reply", record_id=objection.pk)
    assert objection.status == "answered" and affair.number in letter.body and nameless(letter.body)
    progress, wide = chromium.run(affair.follows, site=site, width=360)
    assert "已答复，核查结论：属实但不重大" in progress and nameless(progress) and wide == 0


def test_the_entry_shows_the_outcome_after_the_window_and_nobody_who_objected(site, chromium):
    objection = Objection.objects.exclude(entry__notice__ends_on__gte=TODAY).filter(
        status__in=("major", "minor", "unfounded", "answered"), late=False
    ).first()  # fmt: skip
    address = f"{site}{objection.entry.notice.get_absolute_url()}{objection.entry.ordinal}/"

    def reads(page):
        page.goto(address)
        return page.inner_text("main"), width_of(page)

    seen, wide = chromium.run(reads, site=site, width=390)
    assert "公示期间收到的反映，经核查" in seen and wide == 0
    assert not any(p and p in seen for p in (objection.name, objection.phone, objection.receipt_number))


WHY = "只有银行单方说明，没有生效的判决或者决定。请补充，或者决定不予列入。"


class Review:
    """A case whose only evidence is what a bank says, at the reviewer's, the proposer's and the public's pages."""

    def __init__(self, site, business):
        self.site, self.business = site, business
        self.code, self.name = business.uscc, business.name

    def proposed(self):
        case = BlacklistCase(
            business=self.business, ground="evasion", facts="贷款到期后把车辆过户他人。", basis="银行单方说明。", severity="general",
            evidence_file=ContentFile(b"%PDF-1.4\n%%EOF", name="说明.pdf"), determined_on=TODAY - timedelta(days=9),
        )  # fmt: skip
        return proposing.propose_case(case, actor=person("office"), today=TODAY)

    def _opens(self, page, waiting):
        page.goto(f"{self.site}/admin/")
        page.click(f"#content a:has-text('{waiting}')")
        page.click(f"#result_list a:has-text('{self.name}')")
        page.wait_for_load_state()

    def reviews(self, page):
        self._opens(page, "等待法制审核的案件")
        page.click("a.xbd-step:has-text('法制审核通过')")
        page.fill("[name=reason]", "试着通过")
        page.click(".submit-row [type=submit]")
        missing = page.inner_text("#content")
        page.click("a:has-text('返回，不办理')")
        page.click("a.xbd-step:has-text('法制审核退回')")
        page.fill("[name=reason]", WHY)
        return missing, does(page)

    def hears(self, page):
        self._opens(page, "法制审核退回、待补正的案件")
        read = page.inner_text("#content")
        page.click("a.xbd-step:has-text('补正后重新送审')")
        page.wait_for_selector(".submit-row [type=submit]")
        return read, page.inner_text("#content")

    def looks_up(self, page):
        page.goto(f"{self.site}/chaxun/?code={self.code}")
        return page.inner_text("main")


def test_the_legal_reviewer_refuses_a_case_without_basis_and_nothing_becomes_public(site, chromium):
    business = Business.objects.recognised().filter(blacklist_cases=None).exclude(name="").first()
    review, told = Review(site, business), Announcement.objects.count()
    case = review.proposed()
    missing, done = chromium.run(review.reviews, site=site, account="legal")
    assert "没有法律依据" in missing and "名录中没有的，不得列入" in missing and "已办理" in done
    case.refresh_from_db()
    assert (case.status, case.cleared_on, case.listing_basis) == ("returned", None, None)
    for page in chromium.run(review.hears, site=site, account="office"):
        assert "退回理由" in page and WHY in page
    checked = chromium.run(review.looks_up, site=site, width=390)
    assert "是信用企业" in checked and "黑名单" not in checked and Announcement.objects.count() == told
