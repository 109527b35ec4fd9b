"""Layouts by two persons: in force from the next day, never for papers before it; every version kept; copies made once."""

import hashlib
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from registry.documents.choosing import all_in_force, in_force
from registry.documents.copies import kept_copy, make_copies
from registry.documents.issuing import issue
from registry.documents.layouts.house import starting_file
from registry.documents.layouts.slots import GENERAL, SLOTS
from registry.documents.models import IssuedDocument, LayoutFile, LayoutVersion, WordCopy, WordLayout
from registry.documents.proposing import keep_file, propose_file, propose_return, standing_in_words
from registry.documents.word import word_file
from registry.history.errors import UnauditedWrite
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.proposals.deciding import approve, refuse
from tests import builders

from .making import header_with, text_of, with_line

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 8)
NEXT = DAY + timedelta(days=1)


def layout(slot="reply"):
    return WordLayout.objects.get(slot=slot)


def uploaded(words, slot="reply", today=DAY):
    content = with_line(words, slot)
    return keep_file(layout(slot), actor=builders.clerk(), today=today, file=(f"{words}.docx", content))


def used(words, slot="reply", today=DAY):
    """A layout with these words in it, approved on `today`."""
    proposal = propose_file(
        uploaded(words, slot, today), actor=builders.clerk(), today=today, reason="统一格式"
    )
    return approve(proposal, actor=builders.head(), today=today)


def paper(today=DAY, kind="reply"):
    return issue(
        kind, title="关于异议的答复", body="经核查，不属实。", actor=builders.head(), today=today, about=builders.business(),
        addressee="异议人",
    )  # fmt: skip


def test_every_kind_of_paper_has_its_layout_row():
    assert set(WordLayout.objects.values_list("slot", flat=True)) == set(SLOTS)
    assert set(IssuedDocument.Kind.values) <= set(SLOTS)
    assert {kind: SLOTS[kind].label for kind in IssuedDocument.Kind.values} == dict(
        IssuedDocument.Kind.choices
    )


def test_until_there_is_one_the_house_layout_holds():
    assert in_force("reply", DAY).told == "内置版式" and standing_in_words(layout(), DAY) == "内置版式"
    assert "扫码查验真伪" in text_of(word_file(paper()))


def test_an_upload_alone_puts_nothing_in_force():
    uploaded("红头甲")
    assert in_force("reply", NEXT).told == "内置版式" and not LayoutVersion.objects.exists()


def test_a_version_holds_from_the_day_after_its_approval():
    version = used("红头甲")
    assert (version.number, version.in_force_from, version.approved_on) == (1, NEXT, DAY)
    assert "红头甲" not in text_of(word_file(paper(DAY))) and "红头甲" in text_of(word_file(paper(NEXT)))
    assert standing_in_words(layout(), DAY) == "内置版式；2026年5月9日起改用红头甲.docx"
    assert standing_in_words(layout(), NEXT) == "单独版式第1版（2026年5月9日起）"


def test_a_later_version_never_reaches_an_earlier_paper():
    used("红头甲")
    old = paper(NEXT)
    before = word_file(old)
    used("红头乙", today=NEXT)
    assert word_file(old) == before and "红头甲" in text_of(before)
    new = word_file(paper(NEXT + timedelta(days=1)))
    assert "红头乙" in text_of(new) and "红头甲" not in text_of(new)


def test_two_approved_on_one_day_the_later_one_holds():
    used("红头甲"), used("红头乙")
    assert in_force("reply", NEXT).version.number == 2


def test_the_general_layout_serves_kinds_without_their_own_only():
    used("通用红头", GENERAL)
    used("答复红头", "reply")
    told = {slot: chosen.told for slot, chosen in all_in_force(NEXT).items()}
    assert told["reply"] == "单独版式第1版" and told["demand"] == "通用版式第1版" == told["gg_removal"]
    assert told == {slot: in_force(slot, NEXT).told for slot in SLOTS}
    assert "通用红头" in text_of(word_file(paper(NEXT, "statement")))


def test_a_layout_goes_back_to_an_earlier_file_and_to_the_general_one():
    first, _ = used("红头甲"), used("红头乙", today=NEXT)
    back = propose_return(layout(), actor=builders.clerk(), today=NEXT, reason="改回", to=first.file)
    third = approve(back, actor=builders.head(), today=NEXT)
    later = NEXT + timedelta(days=1)
    assert third.number == 3 and "红头甲" in text_of(word_file(paper(later)))
    away = propose_return(layout(), actor=builders.clerk(), today=later, reason="不再单独设")
    approve(away, actor=builders.head(), today=later)
    assert in_force("reply", later + timedelta(days=1)).told == "内置版式"
    assert in_force("reply", later).version == third
    assert LayoutVersion.objects.count() == 4 and LayoutFile.objects.count() == 2


def test_what_is_in_force_is_not_proposed_again():
    version = used("红头甲")
    with pytest.raises(Refusal, match="没有改动，不需要提出"):
        propose_file(version.file, actor=builders.clerk(), today=NEXT, reason="再来")
    with pytest.raises(Refusal, match="“通用版式”，没有改动"):
        propose_return(layout("demand"), actor=builders.clerk(), today=NEXT, reason="再来")


def test_one_person_alone_changes_nothing():
    proposal = propose_file(uploaded("红头甲"), actor=builders.head(), today=DAY, reason="统一格式")
    with pytest.raises(NotAllowed):
        approve(proposal, actor=builders.head(), today=DAY)
    with pytest.raises(NotAllowed):
        approve(proposal, actor=builders.clerk(), today=DAY)
    refuse(proposal, actor=builders.user("head2", "head"), today=DAY, reason="标题太小")
    assert not LayoutVersion.objects.exists()


@pytest.mark.parametrize("role", ["auditor", "legal", "editor", "admin"])
def test_others_neither_upload_nor_propose(role):
    file = uploaded("红头甲")
    somebody = builders.user(f"a-{role}", role)
    with pytest.raises(NotAllowed):
        keep_file(layout(), actor=somebody, today=DAY, file=("a.docx", starting_file("reply")))
    with pytest.raises(NotAllowed):
        propose_file(file, actor=somebody, today=DAY, reason="试")


def test_a_second_proposal_waits_for_the_first():
    propose_file(uploaded("红头甲"), actor=builders.clerk(), today=DAY, reason="统一格式")
    with pytest.raises(Refusal, match="已有一件待批准的“启用文书版式”"):
        propose_file(uploaded("红头乙"), actor=builders.clerk(), today=DAY, reason="又一份")


def test_the_second_person_reads_what_it_would_change():
    used("红头甲")
    proposal = propose_file(uploaded("红头乙"), actor=builders.clerk(), today=NEXT, reason="统一格式")
    lines = {label: (old, new) for label, old, new in proposal.diff}
    assert lines["版式"] == ("红头甲.docx", "红头乙.docx") and lines["启用日期"][1].startswith("批准的次日")
    assert lines["页面"][1].startswith("纸张210×297毫米")


def test_a_bad_file_is_told_and_not_kept():
    bad = header_with("{{ 密级 }}")
    with pytest.raises(Refusal, match="不是可用的填写处"):
        keep_file(layout(GENERAL), actor=builders.clerk(), today=DAY, file=("a.docx", bad))
    with pytest.raises(Refusal, match="没有选择文件"):
        keep_file(layout(), actor=builders.clerk(), today=DAY, file=None)
    assert not LayoutFile.objects.exists()


def test_the_same_file_again_is_the_same_row_and_a_stranger_to_other_kinds():
    first, again = uploaded("红头甲"), uploaded("红头甲")
    assert first == again and LayoutFile.objects.count() == 1
    with pytest.raises(Refusal, match="不是“催收通知书”的版式文件"):
        propose_return(layout("demand"), actor=builders.clerk(), today=DAY, reason="试", to=first)


class TestCopies:
    def test_a_copy_is_made_once_and_given_out_unchanged(self):
        document = paper()
        copy = kept_copy(document)
        assert copy.sha256 == hashlib.sha256(copy.bytes).hexdigest() and copy.version is None
        assert copy.bytes == word_file(document)
        assert kept_copy(document).pk == copy.pk and WordCopy.objects.count() == 1

    def test_it_stays_when_all_it_was_made_from_is_set_anew(self, settings):
        document = paper()
        copy = kept_copy(document)
        settings.SITE_URL = "https://other.example"
        assert word_file(document) != copy.bytes == kept_copy(document).bytes

    def test_it_names_the_version_it_was_set_in(self):
        version = used("红头甲")
        assert kept_copy(paper(NEXT)).version == version

    def test_the_timer_makes_what_is_missing_once(self):
        issued = [paper(), paper(), paper()]
        assert make_copies(most=2) == 2 and make_copies() == 1 and make_copies() == 0
        assert {copy.document for copy in WordCopy.objects.all()} == set(issued)

    def test_text_number_seal_and_fingerprint_know_nothing_of_it(self):
        document = paper()
        before = document.canonical_text
        kept_copy(document)
        used("红头甲")
        document.refresh_from_db()
        assert document.canonical_text == before and "version" not in before


@pytest.mark.parametrize("table", ["layoutfile", "layoutversion", "wordcopy", "wordlayout"])
@pytest.mark.parametrize("statement", ["UPDATE documents_{} SET id = id", "DELETE FROM documents_{}"])
def test_the_database_itself_keeps_them(table, statement):
    used("红头甲")
    kept_copy(paper())
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


def test_a_kept_row_is_not_written_again():
    version = used("红头甲")
    for row in (version, version.file, version.layout):
        with pytest.raises(UnauditedWrite):
            row.save()
        with pytest.raises(UnauditedWrite):
            row.delete()


def test_no_version_may_hold_from_the_day_of_its_approval():
    with pytest.raises(DatabaseError), transaction.atomic():
        LayoutVersion.objects.create(
            layout=layout(),
            number=1,
            in_force_from=DAY,
            approved_on=DAY,
            approved_by=builders.head(),
            reason="直接写",
        )
