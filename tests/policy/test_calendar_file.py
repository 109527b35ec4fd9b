"""Reading an arrangement: what is understood, what is refused with its line, what is only told."""

from datetime import date

import pytest

from registry.policy.calendar_file import parse_day, read_arrangement

FULL = """日期,休或班,名称
2027-01-01,休,元旦
2027-02-06,休,春节
2027-02-20,班,春节
2027-04-05,休,清明节
2027-05-01,休,劳动节
2027-05-02,休,劳动节
2027-06-09,休,端午节
2027-09-15,休,中秋节
2027-10-01,休,国庆节
2027-10-02,休,国庆节
2027-10-03,休,国庆节
"""


def test_a_complete_file_is_read_without_a_word():
    found = read_arrangement(FULL.encode(), 2027)
    assert (len(found.entries), found.problems, found.remarks) == (11, (), ())
    assert (found.entries[2].line, found.entries[2].date, found.entries[2].kind) == (
        4,
        date(2027, 2, 20),
        "workday",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encodings_a_chinese_office_saves_in(encoding):
    assert read_arrangement(FULL.encode(encoding), 2027).entries[0].name == "元旦"


@pytest.mark.parametrize(
    "line", ["2027/1/1,休,元旦", "2027年1月1日，放假，元旦", "20270101\t休\t元旦", "'２０２７.1.1, 休 ,元旦 "]
)
def test_other_ways_to_write_the_same_line(line):
    (entry,) = read_arrangement(line.lstrip("'").encode(), 2027).entries
    assert (entry.date, entry.kind, entry.name) == (date(2027, 1, 1), "holiday", "元旦")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2027-02-30,休,春节", "第1行“日期”列：“2027-02-30”不是有效日期"),
        ("\n2027-01-01,假,元旦", "第2行第二列：“假”应为“休”或“班”"),
        ("2026-11-01,休,元旦", "2026年11月1日不在2027年"),
        ("2028-01-01,休,元旦", "2028年1月1日不在2027年"),
        ("2027-01-01", "只有1列"),
        ("2027-01-01,休,元旦\n2027-01-01,班,元旦", "第2行与第1行是同一天"),
        ("", "没有任何日期"),
        ("日期,休或班,名称", "没有任何日期"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text, told):
    (problem,) = read_arrangement(text.encode(), 2027).problems
    assert told in problem


def test_bytes_that_are_no_text_are_refused():
    assert "编码" in read_arrangement(b"\xff\xff\xff", 2027).problems[0]


def test_every_bad_line_is_listed():
    text = "2027-02-30,休,a\n2027-01-01,休,元旦\n2027-01-02,？,b"
    assert [problem[:3] for problem in read_arrangement(text.encode(), 2027).problems] == ["第1行", "第3行"]


def test_december_of_the_year_before_may_be_rearranged():
    (entry,) = read_arrangement("2026-12-27,班,元旦".encode(), 2027).entries
    assert entry.date == date(2026, 12, 27)


def test_an_incomplete_arrangement_is_told():
    text = FULL.replace("2027-10-02,休,国庆节\n", "").replace("2027-02-06,休,春节\n2027-02-20,班,春节\n", "")
    remarks = read_arrangement((text + "2027-03-01,班,错行\n").encode(), 2027).remarks
    assert [("2027年10月2日" in r, "春节" in r, "没有作用" in r) for r in remarks] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


@pytest.mark.parametrize("text", ["", "2027", "2027-13-01", "27-1-1", "2027-1-1x", None])
def test_what_is_no_day(text):
    assert parse_day(text) is None
