"""Who screens and decides, in a real browser: a court clerk, the office, and whoever keeps the leading group's meeting."""

import re

from registry.screening.models import Application, DepartmentOpinion, LeadingGroupMeeting, Round


def does(page):
    page.click(".submit-row [type=submit]")
    page.wait_for_url("**/change/")
    return page.inner_text("body")


def test_a_court_clerk_answers_three_questions_and_sees_no_others(site, chromium):
    owed = DepartmentOpinion.objects.owed().filter(institution__code="COURT")
    before = owed.count()

    def answers(page):
        page.goto(f"{site}/admin/")
        page.click("#content a[href*='departmentopinion']")
        page.wait_for_load_state()
        listed = page.inner_text("#content")
        for said in ("pass", "pass", "fail"):
            page.goto(f"{site}/admin/screening/departmentopinion/?in=no")
            page.click("#result_list tbody th a")
            page.click("a.xbd-step:has-text('答复')")
            page.check(f"[name=answer][value={said}]")
            page.fill("[name=reference]", "（2026）内0627查12号")
            if said == "fail":
                page.fill("[name=reason]", "有一件未履行完毕的执行案件，以文号为准。")
            done = does(page)
        return listed, done

    listed, done = chromium.run(answers, site=site, account="reviewer-court")
    assert owed.count() == before - 3 and "已办理" in done
    assert "旗税务局" not in listed and "人民银行伊金霍洛旗支行" not in listed
    answered = DepartmentOpinion.objects.filter(institution__code="COURT").order_by("-answered_on", "-pk")
    assert answered.filter(answer="fail", reason__contains="执行案件").exists()


def test_the_office_reads_a_round_and_asks_back(site, chromium):
    chosen = Round.objects.order_by("-opens_on").first()
    waiting = Application.objects.filter(round=chosen, status="submitted").first()

    def works(page):
        page.goto(f"{site}/admin/screening/round/{chosen.pk}/state/")
        state = page.inner_text("#content")
        link = page.locator("#content a[href*='application/?']").first
        figure = int(re.search(r"\d+", link.inner_text())[0])
        link.click()
        page.wait_for_load_state()
        listed = page.inner_text(".paginator")
        page.goto(f"{site}/admin/screening/application/{waiting.pk}/change/")
        page.click("a.xbd-step:has-text('补正')")
        page.fill("[name=reason]", "征信报告缺第二页，请重新扫描。")
        for box in page.query_selector_all("[name=items]")[:1]:
            box.check()
        page.fill("[name=due_on]", "2026-11-30")
        return state, figure, listed, does(page)

    state, figure, listed, done = chromium.run(works, site=site, account="office")
    assert "100" in state and f"共{figure}条" in listed and "已办理" in done
    waiting.refresh_from_db()
    assert waiting.status == "supplement"


def test_the_secretary_keeps_a_meeting_and_the_group_closes_it(site, chromium):
    meeting = LeadingGroupMeeting.objects.get(status="planned")
    home = f"{site}/admin/screening/leadinggroupmeeting/{meeting.pk}"
    item = meeting.items.order_by("ordinal").last()

    def keeps(page):
        page.goto(f"{home}/do/attend/")
        boxes = page.query_selector_all("[name=present]")
        for box in boxes:
            box.check()
        boxes[-1].uncheck()
        does(page)
        page.goto(f"{site}/admin/screening/agendaitem/{item.pk}/do/vote/")
        page.check("[name=mode][value=vote]")
        page.fill("[name=votes_for]", "3")
        page.fill("[name=votes_against]", "1")
        page.fill("[name=reason]", "经营正常，同意。")
        does(page)
        page.goto(f"{home}/table/")
        return page.inner_text("body")

    def closes(page):
        page.goto(f"{home}/do/close/")
        told = page.inner_text("#content")
        page.fill("[name=minutes_number]", "伊金融组纪〔2026〕15号")
        return told, does(page)

    table = chromium.run(keeps, site=site, account="office")
    assert "到会4人" in table and "赞成3票、反对1票" in table and str(item.application.business) in table
    told, done = chromium.run(closes, site=site, account="leader")
    assert "应到5人，实到4人" in told and "已办理" in done
    item.application.refresh_from_db()
    assert item.application.status == "approved"
