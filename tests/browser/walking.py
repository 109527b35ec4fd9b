"""People at their pages over many days: one database, a clock that is moved on, each step as a person clicks it."""

from datetime import datetime

from cms.demo.accounts import PASSWORD
from cms.duties import bring_to

from .conftest import NOON
from .test_ways import width_of


def signed_up(*accounts):
    """Give accounts of the builders the password that the sign-in page of these tests fills in."""
    for account in accounts:
        account.set_password(PASSWORD)
        account.save()


class Walk:
    """One affair, walked by several people. Each step answers with what the page said after it."""

    def __init__(self, chromium, site, clock, width=1280):
        self.chromium, self.site, self.clock, self.width = chromium, site, clock, width
        self.signed_in = {}

    def on(self, *days):
        """Noon of each day in turn, with its timed duties done; nobody is signed in any more."""
        self.signed_in.clear()
        for day in days:
            self.clock.move_to(datetime.combine(day, NOON.time(), NOON.tzinfo))
            bring_to(day, since=day)

    def by(self, account, what):
        """`account` "" is the public."""
        return self.chromium.run(what, site=self.site, width=self.width, account=account, kept=self.signed_in)

    def seen(self, page):
        assert width_of(page) == 0, page.url
        return page.inner_text("body")

    def opens(self, page, waiting, row=""):
        """From the desk by what waits there to the record; `row` picks it, else the first. Returns desk and record."""
        page.goto(f"{self.site}/admin/")
        desk = self.seen(page)
        page.click(f"#content a:has-text('{waiting}')")
        self.seen(page)
        page.click(f"#result_list tbody tr:has-text('{row}') th a >> nth=0")
        return desk + self.seen(page)

    def follows(self, page, words):
        page.click(f"#content a:has-text('{words}') >> nth=0")
        return self.seen(page)

    def step(self, page, label, **given):
        """One step of the open record. Returns what was said before it and after it."""
        return self.adds(page, f"a.xbd-step:has-text('{label}')", **given)

    def adds(self, page, link, **given):
        """The form behind a link filled in and sent. Returns the form and the page after it."""
        page.click(link)
        told = self.seen(page)
        for name, value in given.items():
            self.put(page, name, value)
        with page.expect_navigation():
            page.click(".submit-row [type=submit]")
        return told, self.seen(page)

    @staticmethod
    def put(page, name, value):
        field = page.locator(f"#content form [name={name}]")
        if isinstance(value, dict):
            field.set_input_files(value)
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(f"{value}")

    def done(self, page, label, **given):
        told, after = self.step(page, label, **given)
        assert "已办理" in after, (label, after)
        return told + after

    def refused(self, page, label, **given):
        """A step that is not done. Returns the sentences; the record is open again afterwards."""
        _told, after = self.step(page, label, **given)
        assert "已办理" not in after, (label, after)
        page.click("a:has-text('返回，不办理')")
        return after

    def uploads(self, page, name, content):
        """A ledger put in by the upload page. Returns what the preview says."""
        page.goto(f"{self.site}/admin/imports/upload/add/")
        page.set_input_files("[name=file]", {"name": name, "mimeType": "text/csv", "buffer": content})
        page.click("#content form [type=submit]")
        page.wait_for_url("**/change/")
        return self.seen(page)
