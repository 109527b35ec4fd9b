"""A blind reader's ways, by keyboard and ear alone: what each page says, where the focus stands, what a refusal tells."""

import re

from publicity.models import Notice, Objection
from registry.parties.models import Qualification

from .access import looked_at
from .listening import Heard, enter, tab_to

FACTS = "该户去年欠我货款三万元，有欠条，至今没有归还。"
COUNTED = re.compile(r"\d+月\d+日(（今天）)?，第\d+个")
WHO = {"name": "李建国", "phone": "13947700001", "address": "阿勒腾席热镇王府路8号"}


class Listener:
    """Goes on from where the focus stands; keeps what was wrong with each page."""

    def __init__(self, page, site):
        self.page, self.site, self.found = page, site, {}

    def opens(self, path):
        self.page.goto(self.site + path)
        return self.hears(Heard(self.page))

    def goes(self, fits):
        tab_to(self.page, fits)
        return self.hears(enter(self.page))

    def follows(self, href):
        return self.goes(lambda stop: stop["tag"] == "A" and stop["href"].startswith(href))

    def presses(self, words):
        return self.goes(lambda stop: stop["tag"] == "BUTTON" and stop["text"] == words)

    def writes(self, name, text):
        tab_to(self.page, lambda stop: stop["name"] == name)
        self.page.keyboard.type(text)

    def hears(self, heard):
        self.found.setdefault(self.page.url.removeprefix(self.site), heard.faults())
        return heard


def finds(reader, notice):
    """From the home page by the skip link to the notice and its first entry: the squares of the days, the titles heard."""
    home, page = reader.opens("/"), reader.page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    days = [name for role, name, *_ in home.nodes if role == "StaticText" and COUNTED.match(name)]
    address = notice.get_absolute_url()
    return days, reader.follows(address).title, reader.follows(f"{address}1/").title


def is_refused(reader, entry):
    """Sent with nothing but who she is; then from the list of errors to the field that is wrong."""
    form, page = reader.follows("/fankui/?entry="), reader.page
    assert not [node for node in form.nodes if node[3].get("invalid") == "true"]
    tab_to(page, lambda stop: stop["name"] == "sort")
    page.keyboard.press("Space")
    refused = reader.presses("提交异议")
    assert refused.title.startswith("有误：") and refused.focused()[0] == "alert" and not looked_at(page)
    assert page.is_checked("[name=sort] >> nth=0") and page.input_value("[name=entry]") == str(entry.pk)
    tab_to(page, lambda stop: stop["href"] == "#id_name", most=1)
    page.keyboard.press("Enter")
    return Heard(page).focused()


def test_a_blind_reader_finds_an_entry_and_objects_to_it(site, chromium):
    notice = Notice.objects.filter(status="open").first()
    entry = notice.entries.get(ordinal=1)
    before = set(Objection.objects.values_list("receipt_number", flat=True))

    def objects(page):
        reader = Listener(page, site)
        told, wrong = finds(reader, notice), is_refused(reader, entry)
        page.keyboard.type(WHO["name"])
        for name in ("phone", "address"):
            reader.writes(name, WHO[name])
        reader.writes("facts", FACTS)
        return told, wrong, reader.presses("提交异议"), looked_at(page), reader.found

    (days, *titles), wrong, receipt, left, found = chromium.run(objects, site=site, width=360)
    assert not left and not {path: lines for path, lines in found.items() if lines}
    assert len(days) == 10 and sum("（今天）" in day for day in days) == 1
    assert notice.title in titles[0] and titles[1].startswith(entry.shown_name)
    assert wrong[1] == "姓名或单位名称" and "没有填写" in wrong[2] and wrong[3]["invalid"] == "true"
    made = Objection.objects.exclude(receipt_number__in=before).get()
    assert (made.name, made.entry) == (WHO["name"], entry) and receipt.title.startswith("异议回执")
    assert receipt.of("status") and made.receipt_number in str(receipt.nodes)


def test_a_blind_reader_searches_and_checks(site, chromium):
    business = (
        Qualification.objects.filter(status__in=Qualification.IN_FORCE, business__kind="enterprise")
        .first()
        .business
    )

    def searches(page):
        reader = Listener(page, site)
        reader.opens("/")
        reader.writes("q", business.name)
        results = reader.hears(enter(page))
        record = reader.goes(lambda stop: stop["tag"] == "A" and business.name in stop["text"])
        reader.opens("/chaxun/")
        reader.writes("code", "")
        refused = reader.presses("查询").focused()
        reader.writes("code", business.uscc)
        return results, record, refused, reader.presses("查询"), looked_at(page), reader.found

    results, record, refused, answer, left, found = chromium.run(searches, site=site, width=360)
    assert not left and not {path: lines for path, lines in found.items() if lines}
    assert business.name in results.title and results.of("status") and "没有这个页面" not in record.title
    assert refused[0] == "alert" and answer.focused()[0] == "status" and business.uscc in str(answer.nodes)
