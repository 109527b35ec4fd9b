"""/yangshi/: how the site looks, in every state, drawn by the templates of its pages (visual language)."""

from django.shortcuts import render

from cms.pages import specimens


def style_guide(request):
    strips = specimens.strips()
    context = {
        "swatches": specimens.swatches(), "elder_swatches": specimens.swatches(elder=True), "sizes": specimens.SIZES,
        "tags": specimens.TAGS, "strips": strips, "form": specimens.wrong_form(), "lines": specimens.LINES,
        "rows": specimens.ROWS, "notice_card": strips[1]["card"], "noindex": True, "specimen": True,
    }  # fmt: skip
    answer = render(request, "pages/style_guide.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer
