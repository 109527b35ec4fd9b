"""The words of a PDF, read in the child that workbooks are read in: whatever it is, it costs one reading and no more.

What could not be read is said, for a person to look at: a scan, a locked file, a file that breaks its reader.
"""

from dataclasses import dataclass

from .child import Lost, ask

MAGIC = b"%PDF-"
LOCKED = "设有打开密码，系统读不出文字"
TORN = "已损坏或者写法特别，系统读不出文字"
SCAN = "是扫描件或者图片，系统读不出文字"
DIM = "的文件属性或者表单项写法特别，系统读不出"
CARRIES = "里面还夹带着别的文件，系统没有读"
SLOW, BROKEN = "，读得太久", "，读取时中断了"
_LISTED = 10


@dataclass(frozen=True)
class Printed:
    """`words`: all that was read. `unread`: what was not, each the rest of a sentence that begins with the file's name.

    `locked`: it opens only with a password.
    """

    words: str = ""
    unread: tuple[str, ...] = ()
    locked: bool = False


def read_pdf(content) -> Printed:
    """Never raises for what the bytes are. Writes nothing anywhere."""
    told, pages, lost = {}, [], ""
    try:
        for frame in ask({"job": "pdf"}, content):
            if "words" in frame:
                pages.append((str(frame["words"]), bool(frame["blind"])))
            else:
                told |= frame
    except Lost as error:
        lost = SLOW if error.slow else BROKEN
    except (KeyError, TypeError, AttributeError):
        lost = BROKEN
    if told.get("unreadable") == "locked":
        return Printed(unread=(LOCKED,), locked=True)
    if not isinstance(told.get("pages"), int):
        return Printed(unread=(TORN,))
    words = "\n".join([str(told.get("beside", "")), *(one for one, _ in pages)])
    return Printed(words, tuple(_unread(told, [is_blind for _, is_blind in pages], lost)))


def _unread(told, pages, lost):
    blind = [number for number, is_blind in enumerate(pages, start=1) if is_blind]
    if blind and len(blind) == told["pages"]:
        yield SCAN
    elif blind:
        listed = "、".join(map(str, blind[:_LISTED]))
        more = "" if len(blind) <= _LISTED else f"等{len(blind)}页"
        yield f"的第{listed}页{more}是图片或者字体特别，系统读不出全部文字"
    if len(pages) < told["pages"] or lost:
        yield f"有{told['pages']}页，系统只读了前{len(pages)}页{lost}"
    if told.get("dim"):
        yield DIM
    if told.get("carries"):
        yield CARRIES
