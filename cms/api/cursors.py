"""Where a reader stopped, as a word nobody can make up: signed, for one list and one filter only."""

import hashlib
import json

from django.core.signing import BadSignature, Signer

from .problems import Problem

SALT = "cms.api.cursor"
WRONG = "参数 cursor：“{found}”不是本接口给出的，或者已经被改动，或者不属于这样筛选的列表。请原样使用 next_cursor；要重新开始，请不带 cursor。"


def written(of, place) -> str:
    """The word for `place` (plain JSON values) in the list `of`."""
    return Signer(salt=SALT).sign_object([_short(of), *place])


def read(text, of, kinds, name="cursor"):
    """The place again, one value per type in `kinds`. Raises Problem 400 for anything this interface did not give."""
    try:
        told, *place = Signer(salt=SALT).unsign_object(text)
    except (BadSignature, ValueError, TypeError, UnicodeError) as error:
        raise _wrong(text, name) from error
    if told != _short(of) or [type(one) for one in place] != list(kinds):
        raise _wrong(text, name)
    return place


def list_of(name, values) -> str:
    """The name of one list as filtered."""
    return json.dumps([name, sorted((key, str(value)) for key, value in values.items())], ensure_ascii=False)


def _short(of):
    return hashlib.sha256(of.encode()).hexdigest()[:12]


def _wrong(text, name):
    sentence = WRONG.format(found=text[:20])
    return Problem(400, "参数有误", sentence.replace("cursor", name, 1) if name != "cursor" else sentence)
