"""A pack of papers (zip): which business and which kind each file is for, by its name; read within limits. Pure but for the bytes."""

import io
import re
import zipfile
from dataclasses import dataclass, field

from registry.documents.files import LIMIT, extension, file_problems
from registry.history.errors import Refusal

MOST_FILES = 1200
MOST_BYTES = 300 * 1024 * 1024
CODE = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")
KINDS = (
    ("licence", ("营业执照", "执照")),
    ("credit_report", ("征信", "信用报告")),
    ("form", ("申报表", "推荐表", "申请表")),
)
EXPECTED = "文件名应含18位统一社会信用代码和材料名称（征信报告、申报表、营业执照），例如“92150627MAXXXXXX0X_征信报告.pdf”"
ENCRYPTED = 0x1


@dataclass
class Paper:
    """One file of the pack: `name` as a person sees it, `code` and `kind` read from it, `problems` in sentences."""

    name: str
    code: str = ""
    kind: str = ""
    content: bytes = b""
    problems: list[str] = field(default_factory=list)


def read_pack(name, content) -> list[Paper]:
    """Every file of the pack, judged by itself. Raises Refusal when the pack cannot be opened or is too large.

    Folders count as part of a name; hidden files of operating systems are passed over; packs inside are not opened.
    """
    if extension(name) != "zip":
        raise Refusal(f"材料包“{name}”应为zip压缩文件。请把材料放在一个文件夹里，压缩成zip后上传。")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            members = [m for m in pack.infolist() if not m.is_dir() and not _of_the_system(m.filename)]
            _must_be_bounded(name, members)
            return [_paper(pack, member) for member in members]
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise Refusal(f"材料包“{name}”不能打开，文件已损坏或不是zip。请重新压缩后上传。") from error


def _must_be_bounded(name, members):
    if not members:
        raise Refusal(f"材料包“{name}”里没有文件。请放入材料后重新压缩。")
    if len(members) > MOST_FILES:
        raise Refusal(f"材料包“{name}”有{len(members)}个文件，一次最多{MOST_FILES}个。请分成几个包上传。")
    size = sum(member.file_size for member in members)
    if size > MOST_BYTES:
        raise Refusal(f"材料包“{name}”展开后有{size / 1024 / 1024:.0f}MB，一次最多300MB。请分成几个包上传。")


def _of_the_system(path):
    parts = path.replace("\\", "/").split("/")
    return "__MACOSX" in parts or parts[-1].startswith(".") or parts[-1] in ("Thumbs.db", "desktop.ini")


def _paper(pack, member):
    path = _readable(member).replace("\\", "/")
    paper = Paper(path.split("/")[-1])
    if member.flag_bits & ENCRYPTED:
        paper.problems.append(f"“{paper.name}”加了密码，不能读取。请去掉密码后重新压缩。")
        return paper
    codes, kinds = _codes(path), kinds_in(path)
    paper.code = codes[0] if len(codes) == 1 else ""
    paper.kind = kinds[0] if kinds else ""
    if len(codes) > 1:
        paper.problems.append(f"“{path}”的名称里有{len(codes)}个不同的代码，不知道是哪一户的。请只留一个。")
    elif not codes or not kinds:
        missing = "和".join(n for n, has in (("统一社会信用代码", codes), ("材料名称", kinds)) if not has)
        paper.problems.append(f"“{path}”的名称里没有{missing}。{EXPECTED}。")
    paper.content = _bytes(pack, member)
    paper.problems += file_problems(paper.name, paper.content)
    return paper


def _codes(path):
    return list(dict.fromkeys(CODE.findall(path.upper())))


def kinds_in(path):
    """The kinds a name speaks of; the file's own name counts before its folders."""
    for part in reversed(path.split("/")):
        found = [kind for kind, words in KINDS if any(word in part for word in words)]
        if found:
            return found
    return []


def _bytes(pack, member):
    """At most one byte more than allowed: a bomb is stopped while it unpacks."""
    with pack.open(member) as stream:
        return stream.read(LIMIT + 1)


def _readable(member):
    """The name as written: packs made on Chinese Windows carry it in GB18030 without saying so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename
