"""What has served leaves by itself: the sender's words and files, counts of visits, names of persons on old notices (PIPL 47)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Min

from registry.history.acting import acting
from registry.ledger.effects import once
from registry.ledger.models import Effect
from registry.policy.models import PolicyVersion

from .deadlines import names_leave_on
from .models import Announcement, Notice, NoticeEntry, Objection
from .shown import without_names


def objections_to_forget(today):
    return Objection.objects.to_forget(today).order_by("pk")


@transaction.atomic
def forget_objection(objection, *, actor, today):
    """Empty an ended objection of its sender, its text and its files, history included.

    Receipt number, finding, redacted copy, letters and the original's fingerprint stay.
    """
    key = f"objection:{objection.pk}:forget"
    if not once(
        key, duty="forget_objections", record=objection, effective_on=objection.forget_on, clause="A11"
    ):
        return
    objection.refresh_from_db(from_queryset=Objection.objects.select_for_update())
    empty = dict.fromkeys(Objection.PERSONAL, "")
    for name in empty:
        setattr(objection, name, "")
    objection.forgotten_on = today
    reason = "保存期满，清除异议人信息、原文和材料"
    with acting(actor, reason):
        objection.save(update_fields=[*empty, "forgotten_on"])
        for paper in objection.papers.exclude(file=""):
            _empty(paper)
    Objection.history.filter(id=objection.pk).update(**empty)
    statement = getattr(objection, "statement", None)
    if statement is not None:
        _forget_statement(statement, actor, reason)


def _empty(paper):
    storage, stored_as = paper.file.storage, paper.file.name
    paper.file, paper.original_name = "", "（已清除）"
    paper.save(update_fields=["file", "original_name"])
    type(paper).history.filter(id=paper.pk).update(file="", original_name="（已清除）")
    transaction.on_commit(lambda: storage.delete(stored_as))


def _forget_statement(statement, actor, reason):
    statement.text, statement.signed_by = "", ""
    with acting(actor, reason):
        statement.save(update_fields=["text", "signed_by"])
    type(statement).history.filter(id=statement.pk).update(text="", signed_by="")


NAMES = "forget_names"
_MONTH = timedelta(days=28)


def names_to_forget(today):
    """Notices long over and announcements long published that still hold names of persons."""
    shortest = PolicyVersion.objects.aggregate(months=Min("publicity_retention_months"))["months"] or 1
    before = today - shortest * _MONTH
    notices = Notice.objects.filter(status__in=("closed", "withdrawn"), ends_on__lte=before)
    told = Announcement.objects.filter(published_on__lte=before)
    rows = [n for n in _untouched(notices) if names_leave_on(n.ends_on) <= today]
    return rows + [a for a in _untouched(told) if names_leave_on(a.published_on) <= today]


def _untouched(rows):
    label = rows.model._meta.label_lower
    done = Effect.objects.filter(duty=NAMES, record_type=label).values("record_id")
    return rows.exclude(pk__in=done).order_by("pk")


@transaction.atomic
def forget_names(record, *, actor, today):
    """Take the names of persons out of a notice's list or an announcement's rows, history included; the page stays."""
    over = record.ends_on if isinstance(record, Notice) else record.published_on
    key = f"{record._meta.model_name}:{record.pk}:forget-names"
    if not once(key, duty=NAMES, record=record, effective_on=names_leave_on(over), clause="R28"):
        return
    with acting(actor, "保存期满，不再保留法定代表人、经营者姓名"):
        if isinstance(record, Notice):
            _nameless_notice(record)
        else:
            _nameless_rows(record)


def _nameless_notice(notice):
    for entry in NoticeEntry.objects.filter(notice=notice):
        line = without_names({"shown_name": entry.shown_name})
        kept = {name: line[name] for name in ("shown_name", "shown_operator")}
        _write(entry, kept)
        entry.history.update(**kept)
    _write(notice, {"canonical_text": ""})
    notice.history.update(canonical_text="")


def _nameless_rows(announcement):
    rows = [without_names(row) for row in announcement.rows]
    _write(announcement, {"rows": rows})
    announcement.history.update(rows=rows)


def _write(record, values):
    for name, value in values.items():
        setattr(record, name, value)
    record.save(update_fields=list(values))
