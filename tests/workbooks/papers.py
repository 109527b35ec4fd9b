"""PDFs written byte by byte, as the tests need them."""

import zlib

LETTERS = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
DOT = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >> stream\nx\nendstream"


def stream(data, extra=b"", packed=True):
    data = zlib.compress(data) if packed else data
    how = b"/Filter /FlateDecode " if packed else b""
    return b"<< %s%s/Length %d >> stream\n%s\nendstream" % (how, extra, len(data), data)


def lines(*texts, font=b"/F1"):
    """What draws these lines (ASCII, or bytes of a font's own), one below the other."""
    drawn = b"".join(b"(%s) Tj 0 -20 Td " % (t if isinstance(t, bytes) else t.encode()) for t in texts)
    return b"BT %s 12 Tf 20 800 Td %sET" % (font, drawn)


def whole(objects, trailer=b""):
    """A file of these numbered objects ({number: bytes}), number 1 being the root."""
    made, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in sorted(objects.items()):
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at, most = len(made), max(objects) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n" % most
    made += b"".join(
        b"%010d 00000 %s \n" % (places.get(n, 0), b"n" if n in places else b"f") for n in range(1, most)
    )
    made += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (most, trailer, at)
    return bytes(made)


def pdf(*pages, font=LETTERS, resources=b"", root=b"", extra=None, trailer=b"", page=b""):
    """One page for each content stream. `extra`: further objects, from number 5 000 on."""
    kids = b" ".join(b"%d 0 R" % (10 + 2 * n) for n in range(len(pages)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % root,
        2: b"<< /Type /Pages /Count %d /Kids [%s] /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> %s >> >>"
        % (len(pages), kids, resources),
        3: font,
    }
    for n, drawn in enumerate(pages):
        objects[10 + 2 * n] = b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R %s >>" % (11 + 2 * n, page)
        objects[11 + 2 * n] = drawn if drawn.startswith(b"<<") else stream(drawn)
    return whole(objects | (extra or {}), trailer)


def locked(content, user, owner="owner"):
    """The same paper, to be opened with this password."""
    import io

    from pypdf import PdfReader, PdfWriter

    made, into = PdfWriter(clone_from=PdfReader(io.BytesIO(content))), io.BytesIO()
    made.encrypt(user, owner, algorithm="AES-256")
    made.write(into)
    return into.getvalue()
