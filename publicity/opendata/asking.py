"""A suspicious drop is put to the head: the system asks once a day, with the figures, and tells the office."""

from registry.ledger.outbox import post
from registry.ledger.proposals.models import Proposal
from registry.ledger.proposals.proposing import propose

ACT = "release_opendata"
FIGURES = ("before", "now", "lost", "explained")


def key_of(record, arguments):
    """What a question is about: one table."""
    return f"opendata:{arguments['table']}"


def ask(table, problem, *, actor, today):
    """Put the drop to the head; not while a question is open, and not again on the day it was refused."""
    asked = Proposal.objects.filter(act=ACT, object_key=key_of(None, {"table": table.slug}))
    if (
        asked.filter(status="open", expires_on__gte=today).exists()
        or asked.filter(proposed_on=today).exists()
    ):
        return
    propose(
        ACT, actor=actor, today=today, reason=problem["sentence"], table=table.slug,
        **{name: problem[name] for name in FIGURES},
    )  # fmt: skip
    post(
        key=f"opendata:{table.slug}:{today:%Y%m%d}:held", kind="opendata", to=["OFFICE"], today=today,
        subject=f"开放数据“{table.title}”骤减，暂停发布", body=f"{problem['sentence']}请负责人在“待批事项”中核对后放行或者驳回。",
    )  # fmt: skip
