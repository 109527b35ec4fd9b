"""What the site hands on in the demonstration: open data, a subscription confirmed and answered, an endpoint that is down."""

from django.conf import settings

from publicity.changes import look
from publicity.hooks.calling import Answer
from publicity.hooks.delivering import lay_out, send_due
from publicity.hooks.registering import register_endpoint
from publicity.models import Subscription, WebhookEndpoint
from publicity.opendata.publishing import publish_all
from publicity.subscribing import keeping
from publicity.subscribing.digesting import lay_digests
from registry.history import clock
from registry.parties.models import Institution

from .accounts import person


def build(today):
    """Editions of the day, one letter that waits, two pushes nobody took in."""
    publish_all(today=today)
    moment = clock.moment()
    keeping.ask("reader@example.cn", "notices", "state=open", moment=moment)
    endpoint = WebhookEndpoint(
        name="信用平台", institution=Institution.objects.get(code="NSH"), url="https://hook.example.cn/xinbaodai",
        announcements=False, roster=False,
    )  # fmt: skip
    register_endpoint(endpoint, actor=person("head"), moment=moment)
    look(today=today, moment=moment)
    keeping.confirm(Subscription.objects.get(), moment=moment)
    Subscription.objects.update(seen=0)
    lay_digests(today=today, moment=moment)
    lay_out(moment=moment)
    send_due(_nobody, moment=moment, site=settings.SITE_URL)


def _nobody(url, body, headers, *, allowed):
    """The demonstration reaches out to nobody."""
    return Answer(None, 0, "演示环境不对外连接。")
