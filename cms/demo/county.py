"""The whole demonstration in order of days: roster, two rounds, notices, loans, overdue, blacklist."""

from datetime import date, timedelta

from django.conf import settings

from cms.duties import bring_to
from cms.pages.founding import build_site
from imports.roster import take_over_roster
from registry.parties.models import Business

from . import (
    accounts,
    blacklist,
    credit,
    handed_on,
    interface,
    lending,
    pages,
    publicity,
    rechecks,
    screening,
    worth,
)
from .offices import open_offices
from .people import people
from .sheet import recommended_by_sheet, roster_again

ROSTER = settings.BASE_DIR / "samples" / "businesses.xlsx"


def build(today):
    """Fill an empty database with the county as of `today`."""
    accounts.open_lenders()
    accounts.open_accounts()
    accounts.open_reviewers()
    build_site()
    taken = _roster(today)
    first, second = screening.finished_seasons(today)
    _first_round(first)
    waiting = _second_round(second, today)
    recommended_by_sheet(people(2, individuals=2, seed=5), second.last)
    _loans(taken, today)
    _cases(taken, today)
    _open_notice(waiting, today)
    screening.meetings_and_questions(people(2, individuals=0, seed=3), second, today)
    credit.build([b for b in taken[32:] if b.qualification()], today)
    rechecks.build(second, today)
    interface.build(today)
    worth.build(today)
    pages.build(today)
    open_offices(today)
    roster_again(ROSTER, _recognised_on(today), today)
    bring_to(today)
    handed_on.build(today)


def _roster(today):
    day, content = _recognised_on(today), ROSTER.read_bytes()
    take_over_roster(ROSTER.name, content, recognised_on=day, actor=accounts.person("office"), today=day)
    return list(Business.objects.order_by("id"))


def _recognised_on(today):
    return min(date(2025, 6, 30), today - timedelta(days=500))


def _first_round(season):
    """Forty applicants, all on one notice: an objection found major, one unfounded, the others recognised."""
    screening.open_season(season)
    applications = [screening.approved(someone, season) for someone in people(40, individuals=20, seed=1)]
    opened = season.last + timedelta(days=24)
    notice = publicity.notice(applications, opened)
    entries = list(notice.entries.order_by("ordinal"))
    for entry, finding in ((entries[2], "find_major"), (entries[5], "find_unfounded")):
        found = publicity.objection(entry, opened + timedelta(days=1))
        publicity.decided(found, opened + timedelta(days=2), finding)
    publicity.objection(entries[7], opened + timedelta(days=1), sort="anonymous")
    bring_to(notice.ends_on + timedelta(days=2), since=notice.ends_on)


def _second_round(season, today):
    """A notice that is over with one entry still held, applications in every other state; returns those for the open notice."""
    screening.open_season(season)
    crowd = people(100, individuals=50, seed=2)
    screening.every_other_state(crowd[:16], season)
    closed = [screening.approved(someone, season) for someone in crowd[16:40] + crowd[60:76]]
    notice = publicity.notice(closed, season.last + timedelta(days=24))
    held = publicity.objection(notice.entries.order_by("ordinal")[3], notice.published_on + timedelta(days=2))
    publicity.decided(held, notice.published_on + timedelta(days=3), None)
    bring_to(notice.ends_on + timedelta(days=2), since=notice.ends_on)
    for someone in crowd[52:60] + crowd[88:]:
        screening.screening(someone, season)
    return [screening.approved(someone, season) for someone in crowd[40:52] + crowd[76:88]]


def _open_notice(applications, today):
    notice = publicity.notice(applications, today - timedelta(days=5))
    entries = list(notice.entries.order_by("ordinal"))
    publicity.objection(entries[1], today - timedelta(days=1))
    publicity.asked(publicity.objection(entries[4], today - timedelta(days=4)), today - timedelta(days=3))


def _loans(taken, today):
    start = today - timedelta(days=200)
    late = {
        0: (1, None), 1: (70, None), 2: (135, None), 3: (100, 80), 4: (40, None),
    }  # fmt: skip
    ago = lambda n: None if n is None else today - timedelta(days=n)  # noqa: E731
    nsh = [
        lending.Loan(
            business, n, start, *(ago(x) for x in late.get(n, (None, None))), due=ago(60) if n == 18 else None
        )
        for n, business in enumerate([*taken[:20], *taken[40:50]])
    ]
    other = [
        lending.Loan(business, n, start, since=ago(30) if n == 3 else None, due=ago(5) if n == 7 else None)
        for n, business in enumerate([*taken[20:30], *taken[50:55]])
    ]
    lending.agreement(start)
    gone = nsh[19]
    for days in (128, 98, 78, 38, 8, 0):
        day = today - timedelta(days=days)
        lending.upload("NSH", "bank", [loan for loan in nsh if loan != gone or days > 38], day)
        if days in (78, 8):
            lending.upload("ZGYH", "bank-zgyh", [*other, *([gone] if days == 8 else [])], day)
        bring_to(day, since=day)
        _returned(days, day)
        _after_upload(nsh, days, today)
    lending.corrected("ZGYH", "bank-zgyh", other[3], ago(8), today)


def _returned(days, day):
    """One bank in time but for its first month, the other with nil returns, in time and late, and a month it missed."""
    if days == 128:
        lending.answered("NSH", "head", day)
    if days in (128, 78):
        lending.answered("ZGYH", "bank-zgyh", day)


def _after_upload(loans, days, today):
    day = today - timedelta(days=days)
    if days == 98:
        lending.settled(loans[3], day, "keep")
    if days == 38:
        lending.settled(loans[4], day, "cancel")
        bring_to(day + timedelta(days=1), since=day)
        lending.compensated(loans[2], day)
    if days == 8:
        lending.received(loans[2], today - timedelta(days=38), day)
        lending.sent_back_and_mended(lending.claim(loans[1], day), day)
        lending.watched(loans, day)
        lending.collected(loans[4], day)


def _cases(taken, today):
    """A case in each state a person meets: to be reviewed, told, listed and public, asking to be repaired."""
    blacklist.bases(today - timedelta(days=120))
    blacklist.proposed(taken[-1], "evasion", today - timedelta(days=1))
    running = blacklist.cleared(blacklist.proposed(taken[30], "misuse", today - timedelta(days=6)))
    blacklist.told(running, today - timedelta(days=3), "邮政特快 1098765432")
    listed = blacklist.listed(taken[31], "fraud", today - timedelta(days=60))
    blacklist.published(listed)
    asking = blacklist.listed(taken[-2], "misuse", today - timedelta(days=100))
    blacklist.repair_asked(asking, today - timedelta(days=2))
    blacklist.signed_long_ago(today)
