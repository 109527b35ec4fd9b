"""How somebody gets an account, in a real browser: asked for, vouched for, opened, given its role by three persons, and used."""

import re

from registry.parties.models import AccountRequest, User

SECRET = "caoyuan-9-langhua"


def does(page, step, **fields):
    page.click(f"a.xbd-step:has-text('{step}')")
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    page.click(".submit-row [type=submit]")
    page.wait_for_url("**/change/")
    return page.inner_text("body")


class Steps:
    """What each person does; `site` is where, `pk` the request, `link` the owner's one-time path."""

    def __init__(self, site):
        self.site, self.pk, self.link = site, 0, ""

    def asks(self, page):
        page.goto(f"{self.site}/login/")
        page.click("a:has-text('申请账号')")
        page.fill("[name=full_name]", "斯琴")
        page.select_option("[name=institution]", label="中国银行伊金霍洛旗支行")
        page.select_option("[name=role]", label="银行复核")
        page.fill("[name=phone]", "13900004321")
        page.fill("[name=email]", "siqin@bank.example")
        page.fill("[name=reason]", "担任贷款台账复核岗")
        page.click("button:has-text('提交申请')")
        page.wait_for_selector("[role=status]")

    def _request(self, page):
        page.goto(f"{self.site}/admin/parties/accountrequest/{self.pk}/change/")

    def vouches(self, page):
        self._request(page)
        return does(page, "核实同意", reason="是本单位人员")

    def opens(self, page):
        self._request(page)
        return does(page, "开通", username="siqin")

    def approves(self, page):
        page.goto(f"{self.site}/admin/ledger/proposal/?q=斯琴")
        page.click("#result_list tbody th a >> nth=0")
        return does(page, "批准", reason="符合分工")

    def comes_in(self, page):
        page.goto(self.site + self.link)
        page.fill("[name=new_password1]", SECRET)
        page.fill("[name=new_password2]", SECRET)
        page.click("[type=submit]")
        page.wait_for_url("**/login/?set=1")
        page.fill("[name=username]", "siqin")
        page.fill("[name=password]", SECRET)
        page.click("[type=submit]")
        page.wait_for_url("**/admin/")
        return page.inner_text("body")


def test_three_persons_open_an_account_and_its_owner_sets_the_password(site, chromium):
    steps = Steps(site)
    chromium.run(steps.asks, site=site, width=390)
    steps.pk = AccountRequest.objects.get(full_name="斯琴").pk
    assert "已办理" in chromium.run(steps.vouches, site=site, account="head")
    told = chromium.run(steps.opens, site=site, account="admin")
    steps.link = re.search(r"/login/set/\S+/", told)[0]
    assert User.objects.get(username="siqin").memberships.count() == 0
    assert "已办理" in chromium.run(steps.approves, site=site, account="security")
    assert "斯琴" in chromium.run(steps.comes_in, site=site)
    assert User.objects.get(username="siqin").memberships.get().role == "bank_checker"
