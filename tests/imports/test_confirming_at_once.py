"""Two presses of the same button, two banks, two files about one note, at the same moment in processes of their own (trust UPL-5).

3 rounds of each in the suite; `make test-races` (RACES=200) plays as many as asked, on PostgreSQL.
"""

import multiprocessing
import os
import traceback
from collections import Counter
from decimal import Decimal

import pytest
import time_machine
from django.db import connections
from django.test import Client
from django.urls import reverse

from imports.models import Upload
from imports.uploading import confirm, stage
from registry.ledger.chain import first_break
from registry.ledger.models import StatusChange
from registry.lending.models import CreditLine, LoanNote, Position
from tests import builders

from .test_uploading import DAY, file_of, row

RACES = int(os.environ.get("RACES", "3"))
FORK = multiprocessing.get_context("fork")


def at_the_counter(cookies, orders, gate, answers):
    """One process: its own connection, somebody signed in; confirms what it is told when the other is ready too."""
    connections.close_all()
    client = Client()
    client.cookies.load(cookies)
    while (pk := orders.get()) is not None:
        gate.wait(60)
        try:
            answers.put((pk, *pressed(client, pk)))
        except BaseException:
            answers.put((pk, 500, traceback.format_exc()))
    connections.close_all()


def pressed(client, pk):
    """(HTTP status, what the page says)."""
    step = reverse("admin:imports_upload_step", args=[pk, "confirm_all"])
    answer = client.post(step, {"reason": "核对无误"}, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    form = answer.context.get("form")
    return answer.status_code, "".join(said or (form.non_field_errors() if form else []))


class Pair:
    """Two processes that confirm two uploads (or one twice) at once."""

    def __init__(self, *accounts):
        cookies = [self._signed_in(account) for account in accounts]
        connections.close_all()
        gate, self.answers = FORK.Barrier(2), FORK.Queue()
        self.orders = [FORK.Queue() for _ in accounts]
        given = zip(cookies, self.orders, strict=True)
        self.running = [FORK.Process(target=at_the_counter, args=(*one, gate, self.answers)) for one in given]

    def _signed_in(self, account):
        client = Client()
        client.force_login(account)
        return {name: morsel.value for name, morsel in client.cookies.items()}

    def __enter__(self):
        for process in self.running:
            process.start()
        return self

    def press(self, first, second):
        """What each was told, in the order of the uploads; for one upload pressed twice in any order."""
        self.orders[0].put(first.pk)
        self.orders[1].put(second.pk)
        told = [self.answers.get(timeout=120) for _ in self.running]
        return sorted(told, key=lambda answer: answer[0] != first.pk)

    def __exit__(self, *failure):
        for orders in self.orders:
            orders.put(None)
        for process in self.running:
            process.join(30)
        assert [process.exitcode for process in self.running] == [0, 0]


@pytest.fixture
def makers(own_database):
    """Two banks with a note each that every round reports anew."""
    with time_machine.travel("2026-06-30T10:00:00+08:00", tick=True):
        builders.qualified()
        found = [builders.bank_maker("NSH"), builders.bank_maker("ZGYH")]
        for maker in found:
            confirm(sent(maker, row(note_no="JJ000")), actor=maker, today=DAY)
        yield found


def sent(maker, *rows):
    bank = maker.memberships.get().institution
    return stage("台账.csv", file_of(*rows), bank=bank, actor=maker, today=DAY)


def news(turn):
    """A new note, and another balance of the known one."""
    return row(note_no=f"JJ{turn:03}A", contract_no=f"HT9{turn:03}"), row(
        note_no="JJ000", balance=str(900_000 - turn)
    )


def held():
    """What the register holds, history and links included."""
    models = LoanNote, LoanNote.history.model, CreditLine, Position, Position.history.model
    return Counter({model._meta.db_table: model._base_manager.count() for model in models})


def counted(*uploads):
    """What the register must have gained by the uploads' own counts: a corrected position leaves two rows of history."""
    for upload in uploads:
        upload.refresh_from_db()
    new, changed = sum(u.created for u in uploads), sum(u.updated for u in uploads)
    names = LoanNote, LoanNote.history.model, CreditLine, Position, Position.history.model
    gained = new, new, new, new + changed, new + 2 * changed
    return Counter({model._meta.db_table: many for model, many in zip(names, gained, strict=True) if many})


def whole(*uploads):
    """Each upload booked once: one link for its receipt, one for its booking, the chain unbroken."""
    moves = [
        list(StatusChange.objects.of(upload).order_by("pk").values_list("move", flat=True))
        for upload in uploads
    ]
    return moves == [["register", "confirm_all"]] * len(uploads) and first_break() is None


def test_two_presses_book_once(makers):
    with Pair(makers[0], makers[0]) as pair:
        for turn in range(1, RACES + 1):
            upload, before = sent(makers[0], *news(turn)), held()
            told = pair.press(upload, upload)
            assert [status for _, status, _ in told] == [200, 200], told
            said = sorted(sentence for _, _, sentence in told)
            assert (
                sum("已办理" in one for one in said) == 1
                and sum("现在是“已全部入账”" in one for one in said) == 1
            ), said
            assert held() - before == counted(upload) and (upload.created, upload.updated) == (1, 1), turn
            assert whole(upload), turn


def test_two_banks_both_book(makers):
    with Pair(*makers) as pair:
        for turn in range(1, RACES + 1):
            uploads, before = [sent(maker, *news(turn)) for maker in makers], held()
            told = pair.press(*uploads)
            assert ["已办理" in sentence for _, _, sentence in told] == [True, True], told
            assert held() - before == counted(*uploads) and sum(u.created for u in uploads) == 2, turn
            assert whole(*uploads), turn


def test_two_files_about_one_note_book_one_and_refuse_the_other(makers):
    with Pair(makers[0], makers[0]) as pair:
        for turn in range(1, RACES + 1):
            uploads = [
                sent(makers[0], row(note_no="JJ000", balance=str(800_000 - 2 * turn - n))) for n in (0, 1)
            ]
            before, told = held(), pair.press(*uploads)
            booked = [
                upload for upload, (_, _, sentence) in zip(uploads, told, strict=True) if "已办理" in sentence
            ]
            refused = [upload for upload in uploads if upload not in booked]
            assert len(booked) == 1 and any("登记簿有了变化" in sentence for _, _, sentence in told), told
            assert held() - before == counted(*booked) and whole(*booked), turn
            assert Upload.objects.get(pk=refused[0].pk).status == "received"
            shown = booked[0].staged.get().clean["balance"]
            assert LoanNote.objects.get(
                note_no="JJ000", bank__code="NSH"
            ).latest_position().balance == Decimal(shown)


def test_the_same_facts_twice_change_something_once(makers):
    with Pair(makers[0], makers[0]) as pair:
        for turn in range(1, RACES + 1):
            rows = news(turn)
            uploads, before = [sent(makers[0], *rows), sent(makers[0], *reversed(rows))], held()
            told = pair.press(*uploads)
            assert ["已办理" in sentence for _, _, sentence in told] == [True, True], told
            assert held() - before == counted(*uploads), turn
            states = Counter(upload.status for upload in uploads)
            assert states == {"accepted": 1, "unchanged": 1}, (turn, states)
