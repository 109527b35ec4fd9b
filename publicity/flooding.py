"""Against floods, without shutting out a village that shares one address: a question first, a pause only far later."""

from datetime import timedelta

from django.db import transaction

from registry.ledger.errors import Refusal
from registry.screening.keyed import lookup_key

from .models import Knock

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FREE, MOST = 20, 300
PER_PHONE, PAPERS, GUESSES = 10, 400, 30
_DIGITS = "零一二三四五六七八九"


def is_busy(visitor, *, moment) -> bool:
    """Whether so much has come from this network address in the last hour that a person must show to be one."""
    return _count("visitor", visitor, moment - HOUR) >= FREE


def must_not_flood(visitor, phone, *, moment):
    """Raises Refusal past 300 objections an hour from one address, or 10 a day from one telephone number."""
    if _count("visitor", visitor, moment - HOUR) >= MOST:
        raise Refusal(
            "您所在的网络这一小时内提交的太多，系统暂时收不下。已填的内容没有丢失，请过一小时再提交，"
            "或者书面送交旗金融服务中心。"
        )
    if phone and _count("phone", phone, moment - DAY) >= PER_PHONE:
        raise Refusal(
            f"这个电话号码一天内已经提交{PER_PHONE}件，不能再提交。还有其他情况的，请合并写成书面材料送交旗金融服务中心。"
        )


def must_not_pile_up(visitor, *, moment):
    """Raises Refusal past 400 files an hour from one address."""
    if _count("paper", visitor, moment - HOUR) >= PAPERS:
        raise Refusal(
            "您所在的网络这一小时内上传的材料太多，请过一小时再上传，或者先提交文字，材料随后送交。"
        )


def must_not_guess(visitor, *, moment):
    """Raises Refusal past 30 wrong codes an hour from one address."""
    if _count("guess", visitor, moment - HOUR) >= GUESSES:
        raise Refusal("您所在的网络这一小时内查询出错太多，请过一小时再查，或者打电话询问。")


def note_guess(visitor, *, moment):
    """Remember one wrong code."""
    _note(moment, guess=visitor)


def note_objection(visitor, phone, *, moment):
    """Remember one objection received."""
    _note(moment, visitor=visitor, **({"phone": phone} if phone else {}))


def note_paper(visitor, *, moment):
    _note(moment, paper=visitor)


def question(moment) -> tuple[str, str]:
    """A sum in words, which a screen reader reads and a person answers, and its answer in digits."""
    a, b = 2 + moment.microsecond % 7, 2 + moment.microsecond // 7 % 7
    return f"{_DIGITS[a]}加{_DIGITS[b]}等于几？", str(a + b)


def answers(given, wanted) -> bool:
    """9, ９, 九, 十二 and 12 are all understood."""
    text = "".join(str(given or "").split()).translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    return bool(wanted) and text in (wanted, in_words(int(wanted)))


def in_words(number) -> str:
    """0–19 in Chinese."""
    return _DIGITS[number] if number < 10 else "十" + (_DIGITS[number - 10] if number > 10 else "")


def _count(sort, what, since):
    return Knock.objects.filter(key=lookup_key("fankui", sort, what), at__gt=since).count()


@transaction.atomic
def _note(moment, **knocks):
    """One door, one write: a crowd's knocks wait for each other as little as may be."""
    Knock.objects.filter(at__lt=moment - DAY).delete()
    Knock.objects.bulk_create(
        Knock(key=lookup_key("fankui", sort, what), at=moment) for sort, what in knocks.items()
    )
