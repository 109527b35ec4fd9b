"""The board of listings that may lawfully be public; while there are none, the rule by which there could be."""

from django.shortcuts import render

from publicity.listed import board
from registry.history import clock


def blacklist(request):
    """Kept out of search engines: a listing ends, what they copied does not (信用修复 §5.3)."""
    today = clock.today()
    context = {"today": today, "rows": board(today), "noindex": True}
    answer = render(request, "pages/blacklist.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer
