"""A Word file as an answer: always a download, under a name people can read."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from ..word import MIME


def word_answer(content, name):
    answer = HttpResponse(content, content_type=MIME)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
