"""A business's credit file as one logged look shows it: identity, standing, facts by source, what else one may see."""

from itertools import groupby

from django.contrib import admin, messages
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from registry.credit.authorising import still_open
from registry.credit.models import CreditFact, ProfileQuery
from registry.history import clock
from registry.lending.models import LoanNote
from registry.parties.models import Qualification
from registry.screening.models import Application

OVER = "这次查询只供查询人在当天、授权有效期内查看，现在已经结束。需要再看的，请重新查询。"


def credit_profile(request, pk):
    """The file behind one look. Another person's look is not there; a look of another day is over."""
    today = clock.today()
    query = ProfileQuery.objects.filter(pk=pk, queried_by=request.user, granted=True)
    query = query.select_related("business", "institution", "authorisation").first()
    if query is None or not request.user.has_perm("credit.query_profile"):
        raise Http404
    if not still_open(query, request.user, today):
        messages.warning(request, OVER)
        return HttpResponseRedirect(reverse("admin:credit_profilequery_add"))
    context = {
        **admin.site.each_context(request),
        "title": "信用档案",
        "query": query,
        "today": today,
        **profile_of(query.business, request.user, today),
    }
    return TemplateResponse(request, "admin/credit/profile.html", context)


def profile_of(business, user, today) -> dict:
    """What is shown: facts that stand today, and applications and loans only as far as the person's own sight goes."""
    facts = CreditFact.objects.shown(today).filter(business=business)
    facts = facts.select_related("source", "institution").order_by("source__order", "-period_to", "-id")
    return {
        "business": business,
        "quals": Qualification.objects.visible_to(user).filter(business=business).order_by("-id"),
        "sources": [(source, list(rows)) for source, rows in groupby(facts, key=lambda fact: fact.source)],
        "applications": Application.objects.visible_to(user)
        .filter(business=business)
        .select_related("round"),
        "notes": LoanNote.objects.visible_to(user)
        .filter(business=business)
        .select_related("bank")
        .order_by("-start_on"),
    }
