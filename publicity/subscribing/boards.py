"""What can be subscribed to: the public lists with the very filters their pages have."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from .. import filtering
from ..models import PublicChange, Subscription

B, S = Subscription.Board, PublicChange.Subject


@dataclass(frozen=True)
class Board:
    """`rows(values, today)` is the filtered list; `address` its page."""

    slug: str
    label: str
    subject: str
    declared: tuple
    rows: object
    address: str


BOARDS = {
    board.slug: board
    for board in (
        Board(B.NOTICES.value, "公示", S.NOTICE.value, filtering.NOTICES, filtering.notices, "/gongshi/"),
        Board(B.ANNOUNCEMENTS.value, "公告", S.ANNOUNCEMENT.value, filtering.ANNOUNCEMENTS, filtering.announcements, "/gonggao/"),
        Board(B.ROSTER.value, "名录", S.ROSTER.value, filtering.ROSTER, filtering.roster, "/minglu/"),
    )
}  # fmt: skip
LONGEST = 300


def normal(board, query) -> str:
    """The filter as one canonical query string; what the list does not know or cannot read is left out."""
    known = [one.name for one in board.declared]
    asked = filtering.read(query, board.declared, lenient=True)
    pairs = [(name, query.get(name).strip()) for name in known if name in asked.values]
    told = urlencode(pairs)
    return told if len(told) <= LONGEST else ""


def in_words(board, query) -> list[str]:
    """The filter in words, one line per condition; empty where everything is asked for."""
    given = QueryDict(query)
    return [
        f"{one.label.split('：')[0]}：{_word(one, given[one.name])}"
        for one in board.declared
        if given.get(one.name)
    ]


def _word(parameter, text):
    for told in parameter.label.partition("：")[2].split("、"):
        value, _, words = told.partition("（")
        if value == text and words:
            return words.rstrip("）")
    return text


def passing(board, query, keys, today) -> set[int]:
    """Those of the records that the filter lets through today."""
    values = filtering.read(QueryDict(query), board.declared, lenient=True).values
    return set(board.rows(values, today).filter(pk__in=keys).values_list("pk", flat=True))
