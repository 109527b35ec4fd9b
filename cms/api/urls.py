"""Addresses under `/api/v1/` that need no key."""

from django.urls import path

from .describing import document, human
from .door import view_of
from .endpoints import ENDPOINTS

_KINDS = {
    "serial": "<str:serial>",
    "code": "<str:code>",
    "pk": "<int:pk>",
    "day": "<str:day>",
    "name": "<str:name>",
}


def _route(endpoint):
    return endpoint.route.format(**{name: _KINDS[name] for name in endpoint.path})


urlpatterns = [
    *(path(_route(one), view_of(one), name=one.name) for one in ENDPOINTS),
    path("openapi.json", document, name="api-openapi"),
    path("docs/", human, name="api-docs"),
]
