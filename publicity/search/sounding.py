"""How a character is read, in letters without tones. Pure.

The first reading of pypinyin's dictionary, and the others that surnames, places and trades use: a name is found by
each of them. Rare readings stay out, they would find too much.
"""

import os
import unicodedata
from functools import lru_cache

from .folding import is_han

OTHERS = {
    "长": ("chang",), "行": ("hang",), "重": ("chong",), "单": ("shan",), "曾": ("zeng",), "乐": ("yue",),
    "朴": ("piao",), "仇": ("qiu",), "解": ("xie",), "查": ("zha",), "盛": ("cheng",), "区": ("ou",),
    "召": ("shao",), "厦": ("xia",), "都": ("du",), "参": ("shen",), "翟": ("zhai",), "覃": ("qin",),
    "尉": ("yu",), "繁": ("po",), "盖": ("ge",), "便": ("pian",), "万": ("mo",), "石": ("dan",), "车": ("ju",),
    "贾": ("gu",), "调": ("tiao",), "会": ("kuai",), "大": ("dai",), "藏": ("zang",), "传": ("zhuan",),
    "种": ("chong",), "折": ("she",), "率": ("shuai",), "色": ("shai",), "祭": ("zhai",), "蔚": ("yu",),
    "宿": ("xiu",), "缪": ("miao",), "牟": ("mu",), "谌": ("shen",), "褚": ("zhu",), "弹": ("tan",),
    "角": ("jue",), "觉": ("jiao",), "降": ("xiang",), "奇": ("ji",), "强": ("jiang",), "省": ("xing",),
    "校": ("jiao",), "畜": ("xu",), "薄": ("bo",), "屏": ("bing",), "塞": ("se",), "什": ("shi",),
    "拓": ("ta",), "系": ("ji",), "朝": ("zhao",), "伯": ("bai",), "柏": ("bo",), "咖": ("ga",), "六": ("lu",),
    "弄": ("long",), "阿": ("e",), "番": ("pan",), "堡": ("bu", "pu"), "莘": ("xin",), "浚": ("xun",),
    "沈": ("chen",), "洗": ("xian",), "员": ("yun",), "句": ("gou",),
}  # fmt: skip


@lru_cache(maxsize=50_000)
def readings(character) -> tuple[str, ...]:
    """“长” → ("zhang", "chang"); a letter or figure reads as itself, a character nobody can read not at all."""
    if not is_han(character):
        return (character,)
    first = _dictionary().get(ord(character), "").partition(",")[0]
    plain = unicodedata.normalize("NFD", first).replace("u\u0308", "v")
    read = "".join(letter for letter in plain if letter.isascii() and letter.isalpha())
    more = (read.replace("v", "u"),) if "v" in read else ()
    return tuple(dict.fromkeys(one for one in (read, *more, *OTHERS.get(character, ())) if one))


@lru_cache(maxsize=1)
def _dictionary():
    """Read when first asked for, without the dictionary of phrases, which nobody here needs."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.pinyin_dict import pinyin_dict

    return pinyin_dict


def heard_at(name, place, asked) -> int:
    """Up to which place of folded `name` the letters `asked` are read, from `place` on; 0 where they are not.

    The last syllable may be cut short: “mengt” is heard in 蒙泰.
    """
    if place == len(name):
        return 0
    for read in readings(name[place]):
        if read.startswith(asked):
            return place + 1
        if asked.startswith(read):
            end = heard_at(name, place + 1, asked[len(read) :])
            if end:
                return end
    return 0


def openings(name, place, length) -> set[str]:
    """Every way the first `length` letters from `place` on can be read; fewer where the name, or what is readable, ends."""
    if length <= 0 or place == len(name) or not readings(name[place]):
        return {""}
    return {
        (read + rest)[:length]
        for read in readings(name[place])
        for rest in openings(name, place + 1, length - len(read))
    }
