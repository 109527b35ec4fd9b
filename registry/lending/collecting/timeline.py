"""One overdue episode as a ladder: what was done, is due, is late or lies ahead, by whom, in the order of days."""

from dataclasses import dataclass
from datetime import date, timedelta

from registry.ledger.models import StatusChange
from registry.policy.dates import written
from registry.policy.money import yuan

from ..models import LadderStep
from ..rules.collecting import AHEAD, DONE, DUE, FACT, GONE, LATE, OWNERS, STATES, task_state

OVER = ("cured", "voided", "compensated", "recovering", "write_off_asked", "recovered", "written_off")


@dataclass(frozen=True)
class Rung:
    """One line of the ladder. `target` is the record it links to, `who` a body or a person, `label` another word for the state."""

    day: date
    text: str
    state: str
    who: str = ""
    note: str = ""
    target: object = None
    label: str = ""

    @property
    def word(self):
        return self.label or STATES.get(self.state, "")


def ladder(episode, today):
    """Every rung of one episode, by day; what is only due later comes after what is due now."""
    over = episode.status in OVER
    rungs = [
        Rung(episode.unpaid_since, "应还本息没有归还", FACT),
        *_reports(episode, over, today), *_warnings(episode), *_tasks(episode, over, today),
        *_steps_ahead(episode, over, today), *_contacts(episode), *_promises(episode), *_measures(episode),
        *_demands(episode, over, today), *_claims(episode), *_recoveries(episode), *_write_offs(episode),
    ]  # fmt: skip
    if episode.ended_on and episode.status == "cured":
        rungs.append(Rung(episode.ended_on, "到期本息已还清", FACT, str(episode.bank)))
    return sorted(rungs, key=lambda rung: rung.day)


def _reports(episode, over, today):
    for report in episode.reports.select_related("reported_by"):
        state = task_state(due_on=report.due_on, done=bool(report.reported_on), over=over, today=today)
        who = f"{episode.bank} {report.reported_by or ''}".strip()
        cause = (
            f"{report.get_cause_kind_display()}：{report.cause}；{report.plan}" if report.reported_on else ""
        )
        yield Rung(report.reported_on or report.due_on, report.get_kind_display(), state, who, cause, report)


def _warnings(episode):
    """The warning lives in a room above; it is read by its back reference."""
    notice = getattr(episode, "warning", None)
    if notice is not None:
        waived = f"已认定为{notice.waiver_cause}，不予取消资格" if notice.waived_on else ""
        yield Rung(notice.issued_on, notice.document_number or "预警提示", DONE, "", waived, notice)


def _tasks(episode, over, today):
    for task in episode.tasks.select_related("step", "contact__institution", "contact__recorded_by"):
        state = task_state(due_on=task.due_on, done=bool(task.done_on), over=over, today=today)
        if state == LATE and not task.step.obligatory:
            state = DUE
        contact = getattr(task, "contact", None)
        who = f"{contact.institution} {contact.recorded_by}" if contact else task.get_owner_display()
        said = (
            f"{contact.met}：{contact.result}"
            if contact and contact.met
            else contact.result
            if contact
            else ""
        )
        name = task.step.name if task.step.obligatory else f"{task.step.name}（可选）"
        yield Rung(task.done_on or task.due_on, name, state, who, said, task)


def _steps_ahead(episode, over, today):
    if over:
        return
    there = set(episode.tasks.values_list("step__name", flat=True))
    for step in LadderStep.objects.in_force(today):
        day = episode.unpaid_since + timedelta(days=step.day)
        if step.name not in there and day > today:
            yield Rung(day, step.name, AHEAD, OWNERS[step.owner])


def _contacts(episode):
    for contact in episode.contacts.filter(task=None).select_related("institution", "recorded_by"):
        said = f"{contact.met}：{contact.result}" if contact.met else contact.result
        yield Rung(
            contact.made_on,
            contact.get_kind_display(),
            DONE,
            f"{contact.institution} {contact.recorded_by}",
            said,
            contact,
        )


def _promises(episode):
    states = {"open": DUE, "kept": DONE, "broken": LATE, "dropped": GONE}
    for promise in episode.promises.all():
        text, word = f"承诺还款{yuan(promise.amount)}", promise.get_status_display()
        yield Rung(promise.due_on, text, states[promise.status], promise.made_by, "", promise, word)


def _measures(episode):
    for measure in episode.measures.select_related("institution"):
        text = f"{measure.get_kind_display()}（{yuan(measure.amount)}）"
        yield Rung(measure.taken_on, text, DONE, str(measure.institution), measure.description, measure)


def _demands(episode, over, today):
    demands = list(episode.demands.all())
    for demand in demands:
        told = (
            f"{demand.get_delivery_display()}，{written(demand.delivered_on)}送达"
            if demand.delivered_on
            else "还没有登记送达"
        )
        state = DONE if demand.delivered_on or over else DUE
        yield Rung(
            demand.issued_on, f"催收通知书（第{demand.ordinal}次）", state, str(demand.bank), told, demand
        )
    if not demands and not over:
        state = task_state(due_on=episode.day60_on, done=False, over=over, today=today)
        yield Rung(episode.day60_on, "满60日，发放催收通知书", state, str(episode.bank))


def _claims(episode):
    for claim in episode.claims.all():
        for day, text, who in (
            (claim.lodged_on, f"提交代偿申请（本息{yuan(claim.requested)}）", str(episode.bank)),
            (claim.approved_on, f"同意代偿{yuan(claim.approved_amount or 0)}", "办公室"),
            (claim.paid_on, f"支付代偿款{yuan(claim.paid_amount or 0)}", "担保公司"),
            (claim.received_on, "银行确认收款", str(episode.bank)),
        ):
            if day:
                yield Rung(day, text, DONE, who, "", claim)


def _recoveries(episode):
    for claim in episode.claims.all():
        for entry in claim.recoveries.all():
            yield Rung(entry.received_on, f"追偿收回{yuan(entry.amount)}", DONE, "", entry.source, entry)


def _write_offs(episode):
    labels = {"ask_write_off": "申请核销", "decline_write_off": "没有批准核销", "write_off": "批准核销"}
    for change in StatusChange.objects.of(episode).filter(move__in=labels):
        yield Rung(change.effective_on, labels[change.move], DONE, change.actor_name, change.reason)
