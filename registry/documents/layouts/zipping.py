"""The same content always gives the same bytes: parts in one order, one time stamp, one compression. Pure."""

import io
import zipfile

_STAMP = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def repacked(content: bytes) -> bytes:
    """The zip file again without anything that depends on when it was written."""
    source = zipfile.ZipFile(io.BytesIO(content))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for name in sorted(source.namelist(), key=lambda n: (n not in _FIRST, n)):
            member = zipfile.ZipInfo(name, _STAMP)
            member.compress_type, member.external_attr, member.create_system = (
                zipfile.ZIP_DEFLATED,
                0o600 << 16,
                3,
            )
            target.writestr(member, source.read(name))
    return stream.getvalue()
