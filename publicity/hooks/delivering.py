"""From public changes to deliveries: laid once per endpoint, tried with growing pauses, each try written down."""

import json
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.timezone import get_default_timezone

from registry.history.clock import day_of
from registry.ledger.actors import system_actor
from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post
from registry.policy.versions import terms_on

from ..changes import records_of
from ..models import PublicChange, WebhookAttempt, WebhookDelivery, WebhookEndpoint
from . import places, registering, signing

PAUSES = tuple(
    timedelta(seconds=seconds) for seconds in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
CLAIM, MOST, BATCH = timedelta(minutes=5), 500, 20
S = PublicChange.Subject


def lay_out(*, moment) -> int:
    """Lay a delivery for every new change an endpoint asks for. Twice is once (a unique key)."""
    return sum(_lay(endpoint, moment) for endpoint in WebhookEndpoint.objects.live().order_by("pk"))


def _lay(endpoint, moment):
    done = endpoint.deliveries.filter(replay_of=None).aggregate(last=Max("number"))["last"] or 0
    wanted = [
        subject
        for subject in S.values
        if getattr(endpoint, f"{subject}s" if subject != S.ROSTER else subject)
    ]
    changes = PublicChange.objects.filter(number__gt=max(endpoint.since, done), subject__in=wanted)
    rows = [
        WebhookDelivery(
            endpoint=endpoint, number=c.number, message_id=f"msg_{endpoint.pk}_{c.number}", made_at=moment, next_at=moment
        )
        for c in changes.order_by("number")[:MOST]
    ]  # fmt: skip
    try:
        with transaction.atomic():
            WebhookDelivery.objects.bulk_create(rows)
    except IntegrityError:
        return 0
    return len(rows)


def send_due(call, *, moment, site) -> tuple[int, int]:
    """Try what is due through `call(url, body, headers, allowed=)`. Returns (delivered, failed).

    A delivery is claimed by moving its next moment first: a crash in the middle means one more try later, never two at once.
    """
    sent = failed = 0
    for delivery in (
        WebhookDelivery.objects.due(moment).select_related("endpoint").order_by("next_at", "pk")[:BATCH]
    ):
        rows = WebhookDelivery.objects.filter(pk=delivery.pk, next_at=delivery.next_at)
        if not rows.update(next_at=moment + CLAIM):
            continue
        ok = _try(delivery, call, moment, site)
        sent, failed = sent + ok, failed + (not ok)
    return sent, failed


def _try(delivery, call, moment, site):
    endpoint = delivery.endpoint
    body = json.dumps(payload(delivery, today=day_of(moment), site=site), ensure_ascii=False).encode()
    keys = registering.keys_of(endpoint, moment)
    headers = signing.signed(keys, delivery.message_id, int(moment.timestamp()), body)
    headers |= {"Content-Type": "application/json", "User-Agent": "xinbaodai-webhooks/1"}
    answer = call(endpoint.url, body, headers, allowed=places.networks(endpoint.addresses))
    with transaction.atomic():
        _write_down(delivery, answer, moment)
    return answer.ok


def payload(delivery, *, today, site) -> dict:
    """What is told of a change: what is public of the record today; of one that has left only its number."""
    change = PublicChange.objects.get(number=delivery.number)
    record = records_of([change], today).get((change.subject, change.record_id))
    url = f"{site}{record['url']}" if record and "url" in record else ""
    return {
        "type": f"{change.subject}.{change.action}", "timestamp": change.recorded_at.astimezone(get_default_timezone()).isoformat(),
        "data": {
            "number": change.number, "subject": change.subject, "id": change.public_id, "action": change.action,
            "changed_on": change.changed_on.isoformat(), "url": url, "record": record,
        },
    }  # fmt: skip


def _write_down(delivery, answer, moment):
    WebhookAttempt.objects.create(
        delivery=delivery, at=moment, answered=answer.status, took_ms=answer.took_ms, error=answer.error[:200]
    )
    delivery.attempts += 1
    delivery.last_answer = (answer.error or f"应答{answer.status}")[:200]
    if answer.ok:
        delivery.delivered_at, delivery.next_at = moment, None
    elif delivery.attempts > len(PAUSES):
        delivery.given_up_at, delivery.next_at = moment, None
    else:
        delivery.next_at = moment + PAUSES[delivery.attempts - 1]
    delivery.save()
    if answer.status == 410:
        _let_go(delivery.endpoint, moment, "对方答复410，不再接收。")
    elif not answer.ok:
        _let_go_if_dead(delivery.endpoint, moment)


def _let_go_if_dead(endpoint, moment):
    """Nothing but failures for so many days, counted from the last success or the registration."""
    good = endpoint.deliveries.aggregate(last=Max("delivered_at"))["last"]
    days = terms_on(day_of(moment)).webhook_fail_days
    tried = WebhookAttempt.objects.filter(
        delivery__endpoint=endpoint, at__gt=max(filter(None, (good, endpoint.works_since)))
    )
    first = tried.order_by("at").values_list("at", flat=True).first()
    if first and moment - first >= timedelta(days=days):
        _let_go(endpoint, moment, f"连续{days}日没有一次送达。")


def _let_go(endpoint, moment, why):
    endpoint.refresh_from_db()
    if endpoint.disabled_on:
        return
    today = day_of(moment)
    registering.switch_off(endpoint, actor=system_actor(), today=today, reason=why)
    post(
        key=f"webhook:{endpoint.pk}:off:{moment:%Y%m%d%H%M%S}", kind="webhook", to=["OFFICE"], today=today, about=endpoint,
        subject=f"推送接收地址“{endpoint.name}”已停用", body=f"{why}没有送达的都留着；请与{endpoint.institution}核对，修好后在“推送接收地址”中启用，系统从没有送达的接着推送。",
    )  # fmt: skip


@transaction.atomic
def replay(delivery, *, actor, moment, reason) -> WebhookDelivery:
    """Send one delivery again, under the same message number so that the receiver knows it. Raises Refusal, NotAllowed."""
    require(actor, "publicity.replay_webhookdelivery", "重发推送")
    if delivery.endpoint.disabled_on:
        raise Refusal(f"“{delivery.endpoint}”已经停用，不能重发。请先启用。")
    if delivery.next_at:
        raise Refusal("这一次还在等待发送，不需要重发。")
    first = delivery.replay_of or delivery
    return WebhookDelivery.objects.create(
        endpoint=delivery.endpoint, number=delivery.number, message_id=delivery.message_id, replay_of=first,
        made_at=moment, next_at=moment,
    )  # fmt: skip
