"""The working-day calculator: a form that is read, nothing is written."""

from django.shortcuts import render

from cms.pages.calculating import page_context


def calculator(request):
    return render(request, "pages/calculator.html", page_context(request.GET))
