"""The directory of a zip read with our own eyes and its parts unpacked piece by piece, never wholly. Pure.

Python's reader believes a directory of any length and a part of any size; this one looks before it takes memory.
"""

import struct
import zlib
from collections import namedtuple

from .limits import CHUNK, MAX_PART, MAX_PARTS, MAX_RATIO, MAX_UNPACKED, MB, RATIO_FROM
from .saying import DAMAGED, unfit

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_PER_PART = 1024
ENCRYPTED = 0x1 | 0x40
STORED, DEFLATED = 0, 8


class Part(namedtuple("Part", ("name", "method", "crc", "packed", "size", "start"))):
    """One part: sizes in bytes, `start` where its packed bytes begin in the file. The child loads this: no typing."""

    __slots__ = ()


def parts_of(name, content) -> list[Part]:
    """Every part by the directory. Raises Unfit when the directory is torn, too long, encrypted or overlapping."""
    at = content.rfind(b"PK\x05\x06", max(0, len(content) - 65_557))
    if at < 0 or at + _END.size > len(content):
        raise unfit(name, DAMAGED)
    _, disk, first, here, count, length, offset, _ = _END.unpack_from(content, at)
    if content[max(0, at - 20) : at].startswith(b"PK\x06\x07") or 0xFFFF in (here, count):
        raise unfit(name, "用了超大压缩格式，不像正常的表格")
    if count > MAX_PARTS or length > MAX_PARTS * _PER_PART:
        raise unfit(name, f"由{count}个部件组成，超过{MAX_PARTS}个，不像正常的表格")
    if disk or first or here != count or offset + length != at:
        raise unfit(name, DAMAGED)
    found, at = [], offset
    for _ in range(count):
        part, at = _entry(name, content, at, offset + length)
        found.append(part)
    _judge(name, content, found)
    return found


def _entry(name, content, at, end):
    if at + _ENTRY.size > end:
        raise unfit(name, DAMAGED)
    (sign, _, _, flags, method, _, _, crc, packed, size, named, extra, comment, _, _, _, local) = (
        _ENTRY.unpack_from(content, at)
    )
    after = at + _ENTRY.size
    if sign != b"PK\x01\x02" or after + named > end or local + _LOCAL.size > len(content):
        raise unfit(name, DAMAGED)
    if flags & ENCRYPTED:
        raise unfit(name, "设有密码，读不出来", "请去掉密码、另存为 xlsx 后重新上传。")
    if method not in (STORED, DEFLATED):
        raise unfit(name, "用了少见的压缩方式，不像正常的表格")
    told = content[after : after + named].decode("utf-8", "replace").replace("\\", "/").lstrip("/")
    head = _LOCAL.unpack_from(content, local)
    start = local + _LOCAL.size + head[9] + head[10]
    if head[0] != b"PK\x03\x04" or start + packed > len(content):
        raise unfit(name, DAMAGED)
    return Part(told, method, crc, packed, size, start), after + named + extra + comment


def _judge(name, content, parts):
    names = [part.name.lower() for part in parts]
    twice = sorted({one for one in names if names.count(one) > 1})
    if twice:
        raise unfit(name, f"里有两个同名的部件“{twice[0][:60]}”，结构异常")
    end = 0
    for part in sorted(parts, key=lambda one: one.start):
        if part.start < end:
            raise unfit(name, "的部件互相重叠，结构异常")
        end = part.start + part.packed
    whole = sum(part.size for part in parts)
    largest = max((part.size for part in parts), default=0)
    if whole > MAX_UNPACKED or largest > MAX_PART:
        raise unfit(name, f"解开后有{whole // MB}MB，超过{MAX_UNPACKED // MB}MB，不像正常的表格")
    for part in parts:
        if part.size > RATIO_FROM and part.size > part.packed * MAX_RATIO:
            raise unfit(
                name, f"压缩了{part.size // max(part.packed, 1)}倍，超过{MAX_RATIO}倍，不像正常的表格"
            )


def unpacked(name, content, part):
    """The part's bytes, at most CHUNK at a time. Raises Unfit when it is longer than the directory says, or torn."""
    size = crc = 0
    for piece in _pieces(name, content, part):
        size += len(piece)
        if size > part.size:
            raise unfit(name, "解开后比登记的大，结构异常")
        crc = zlib.crc32(piece, crc)
        yield piece
    if size != part.size or crc != part.crc:
        raise unfit(name, DAMAGED)


def _pieces(name, content, part):
    packed = memoryview(content)[part.start : part.start + part.packed]
    if part.method == STORED:
        yield from (bytes(packed[at : at + CHUNK]) for at in range(0, len(packed), CHUNK))
        return
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), CHUNK):
            piece = engine.decompress(packed[at : at + CHUNK], CHUNK)
            while piece:
                yield piece
                piece = engine.decompress(engine.unconsumed_tail, CHUNK) if engine.unconsumed_tail else b""
        yield engine.flush()
    except zlib.error as error:
        raise unfit(name, DAMAGED) from error
    if not engine.eof:
        raise unfit(name, DAMAGED)
