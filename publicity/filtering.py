"""The filters of the public lists, declared once: page, feed, JSON and CSV read the same query string the same way.

A filter reads a text into a value (or says in a sentence why not) and narrows a queryset by it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from registry.parties.models import Business, Qualification
from registry.parties.places import PLACES

from .finding import announcements_naming, notices_naming, readable, roster_naming
from .models import Announcement, Notice, NoticeEntry

EARLIEST, LATEST, LONGEST = date(2000, 1, 1), date(2999, 12, 31), 50


@dataclass(frozen=True)
class Parameter:
    """One name of the query string. `schema` is its JSON schema, `read` gives the value or raises ValueError(sentence)."""

    name: str
    label: str
    schema: dict
    read: Callable
    narrow: Callable | None = None


@dataclass
class Asked:
    """What a query string asks for: values by name, and a sentence for each that could not be read."""

    values: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)


def choice(name, label, values, narrow=None):
    """One of `values` ({value: label})."""
    told = "、".join(f"{value}（{words}）" for value, words in values.items())

    def read(text):
        if text not in values:
            raise ValueError(f"“{text[:20]}”不在可选的值中，应为{told}。")
        return text

    return Parameter(name, f"{label}：{told}", {"type": "string", "enum": list(values)}, read, narrow)


def day(name, label, narrow=None):
    """A day written 2026-05-08."""

    def read(text):
        try:
            found = date.fromisoformat(text) if len(text) == 10 and text.isascii() else None
        except ValueError:
            found = None
        if found is None or not EARLIEST <= found <= LATEST:
            raise ValueError(
                f"“{text[:20]}”应为{EARLIEST.year}年至{LATEST.year}年之间的日期，写作2026-05-08。"
            )
        return found

    schema = {"type": "string", "pattern": "^(2[0-9]{3}-[0-9]{2}-[0-9]{2})?$"}
    return Parameter(name, label, schema, read, narrow)


def words(name, label, narrow=None):
    """Words to look for, 1 to 50 characters."""

    def read(text):
        found = readable(text)
        if not 1 <= len(found) <= LONGEST:
            raise ValueError(f"应为1至{LONGEST}个字，现在是{len(found)}个。")
        return found

    schema = {"type": "string", "maxLength": LONGEST}
    return Parameter(name, label, schema, read, narrow)


def whole(name, label, most, least=1):
    """A whole number from `least` to `most`."""

    def read(text):
        if not (text.isascii() and text.isdecimal() and least <= int(text[:9]) <= most):
            raise ValueError(f"“{text[:20]}”应为{least}至{most}之间的整数。")
        return int(text)

    schema = {"type": "integer", "minimum": least, "maximum": most}
    return Parameter(name, label, schema, read)


def _state(rows, value, today):
    return {"open": rows.open_on, "closed": rows.closed_on}[value](today)


def _entry_kind(rows, value, today):
    return rows.filter(pk__in=_listed(kind=value))


def _entry_town(rows, value, today):
    return rows.filter(pk__in=_listed(town=PLACES[value]))


def _listed(**condition):
    return NoticeEntry.objects.public().exclude(status="withdrawn").filter(**condition).values("notice")


KINDS, STATES = dict(Business.Kind.choices), {"open": "公示中", "closed": "公示已结束"}
_PERIOD = (
    day("from", "发布日期，自这一天起", lambda rows, value, today: rows.filter(published_on__gte=value)),
    day("to", "发布日期，到这一天止", lambda rows, value, today: rows.filter(published_on__lte=value)),
)
NOTICES = (
    choice("state", "状态", STATES, _state),
    choice("kind", "名单中有这一类的", KINDS, _entry_kind),
    choice("town", "名单中有这个镇的", PLACES, _entry_town),
    *_PERIOD,
    words("q", "标题或者名称的一部分，或者完整的文号、编号、信用代码", notices_naming),
)
ANNOUNCEMENTS = (
    choice(
        "kind",
        "种类",
        dict(Announcement.Kind.choices),
        lambda rows, value, today: rows.filter(kind=value),
    ),
    *_PERIOD,
    words("q", "标题或者名称的一部分，或者完整的文号、编号、信用代码", announcements_naming),
)
ROSTER = (
    choice("kind", "类别", KINDS, lambda rows, value, today: rows.filter(business__kind=value)),
    choice("town", "所属镇", PLACES, lambda rows, value, today: rows.filter(business__town=value)),
    words("q", "名称的一部分，或者完整的信用代码", roster_naming),
)


def read(query, declared, *, lenient=False) -> Asked:
    """Read a query string by its declaration. An empty value is none; unknown and repeated names are problems.

    `lenient` is for pages people open from anywhere: names it does not know are passed over.
    """
    asked, known = Asked(), {one.name: one for one in declared}
    for name in query:
        given = query.getlist(name)
        if name not in known:
            if not lenient:
                asked.problems.append(_unknown(name, known))
        elif len(given) > 1:
            asked.problems.append(f"参数 {name}：写了{len(given)}次，只能写一次。")
        elif given[0].strip():
            _read_one(known[name], given[0].strip(), asked)
    first, last = asked.values.get("from"), asked.values.get("to")
    if first and last and first > last:
        asked.problems.append("参数 from、to：开始日期晚于结束日期。")
    return asked


def _read_one(parameter, text, asked):
    try:
        asked.values[parameter.name] = parameter.read(text)
    except ValueError as error:
        asked.problems.append(f"参数 {parameter.name}：{error}")


def _unknown(name, known):
    there = f"可以用的参数有：{'、'.join(known)}。" if known else "这个地址没有参数。"
    return f"没有名为“{readable(name)[:20]}”的参数。{there}"


def narrowed(rows, declared, values, today):
    """The rows that every value given lets through."""
    for one in declared:
        if one.narrow is not None and one.name in values:
            rows = one.narrow(rows, values[one.name], today)
    return rows


def notices(values, today):
    """Published notices, newest first."""
    rows = narrowed(Notice.objects.public(), NOTICES, values, today)
    return rows.order_by("-published_on", "-pk")


def announcements(values, today):
    """Announcements shown today, newest first."""
    rows = narrowed(Announcement.objects.public(today), ANNOUNCEMENTS, values, today)
    return rows.select_related("notice", "corrects").order_by("-published_on", "-pk")


def roster(values, today):
    """Businesses recognised now, latest recognition first."""
    rows = narrowed(Qualification.objects.public(), ROSTER, values, today)
    return rows.order_by("-recognised_on", "-pk")
