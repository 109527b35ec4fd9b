"""What is taken away from a permanent address: its text to copy, its picture for a shared link."""

from django.conf import settings
from django.http import Http404, HttpResponse

from publicity.picture import SQUARE, WIDE, drawn, words_of_announcement, words_of_notice
from publicity.plaintext import announcement_text, notice_text
from registry.history import clock

from .boards import _find


def record_text(request, serial):
    """What the page shows, as plain text; 410 once the announcement may no longer be read."""
    today, (notice, announcement) = clock.today(), _find(serial)
    say, record = (notice_text, notice) if notice else (announcement_text, announcement)
    text = say(record, today, address=settings.SITE_URL + record.get_absolute_url())
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=_status(announcement, today))


def record_picture(request, serial):
    return _picture(serial, WIDE)


def record_square(request, serial):
    return _picture(serial, SQUARE)


def _picture(serial, size):
    today, (notice, announcement) = clock.today(), _find(serial)
    words = words_of_notice(notice, today) if notice else words_of_announcement(announcement, today)
    picture = drawn(words, size)
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type="image/png", headers={"Cache-Control": "public, max-age=600"})


def _status(announcement, today):
    over = announcement is not None and announcement.state(today) in ("expired", "withdrawn")
    return 410 if over else 200
