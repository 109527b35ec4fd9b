"""What the register and the public pages really say, under the names and in the shape of `Oracle.expected`."""

from collections import Counter, defaultdict

from publicity import publicdata
from publicity.listed import answer_for
from publicity.models import Announcement, Notice, NoticeEntry, Objection
from registry.documents.models import IssuedDocument
from registry.ledger.models import Effect, StatusChange
from registry.parties.models import Qualification
from registry.sanctions.models import BlacklistCase

DUTIES = {
    "sanctions.term_over": ("公开期满", "案件"), "sanctions.reply_over": ("提醒决定列入", "案件"),
    "sanctions.repair_due": ("提醒决定修复", "修复"), "close_notices": ("公示结束", "公示"),
    "objection_alarms": ("异议超期提醒", "异议"), "forget_objections": ("清除异议人", "异议"), "forget_names": ("清除姓名", ""),
}  # fmt: skip
STEPS = {"received": "受理", "accepted": "核查认定", "investigating": "核查认定"}


def seen(names, oracle, day):
    """(what there is, [(what is there more than once, how often)])."""
    lines = _Lines()
    last = _last_changes()
    _notices(lines, names, oracle, last, day)
    _cases(lines, names, oracle, last, day)
    announced = _announcements(lines, names, day)
    _standings(lines, oracle)
    _effects(lines, names, announced)
    _numbers(lines, oracle)
    return lines.found, lines.doubles()


class _Lines:
    def __init__(self):
        self.found, self.times = {}, Counter()

    def add(self, key, **values):
        self.times[key] += 1
        self.found[key] = values

    def doubles(self):
        return [(key, n) for key, n in self.times.items() if n > 1]


def _last_changes():
    """(kind of record, id) -> the day its last change counts from, by the ledger."""
    kinds = ("publicity.notice", "publicity.noticeentry", "sanctions.blacklistcase")
    rows = StatusChange.objects.filter(record_type__in=kinds).order_by("position")
    return {(kind, pk): day for kind, pk, day in rows.values_list("record_type", "record_id", "effective_on")}


def _notices(lines, names, oracle, last, day):
    certified = Counter(
        IssuedDocument.objects.filter(kind="certificate", end=None).values_list("record_id", flat=True)
    )
    for notice in Notice.objects.exclude(serial=None):
        ref = names.of("公示", notice.pk)
        lines.add(
            ("公示", ref), state=notice.status, basis=last["publicity.notice", notice.pk], first=notice.starts_on,
            end=notice.ends_on, certain=not notice.provisional, certificates=certified[notice.pk],
        )  # fmt: skip
        live = ("公示页", ref) in oracle.expected_pages(day)
        if live:
            lines.add(("公示页", ref), open=publicdata.notice_state(notice, day) == "open")
        if live and notice.status != "withdrawn":
            _page(lines, ref, notice, day)
    for entry in NoticeEntry.objects.exclude(listed_on=None):
        key = ("对象", names.of("对象", entry.pk))
        lines.add(key, state=entry.status, basis=last["publicity.noticeentry", entry.pk])


def _page(lines, ref, notice, day):
    for line in publicdata.shown_entries(notice, day):
        named = bool(line["uscc"]) and line["shown_name"] != "（已撤回）"
        lines.add(("对象页", f"{ref}/{line['ordinal']}"), label=line["state"], named=named)


def _cases(lines, names, oracle, last, day):
    board = set(BlacklistCase.objects.public(day).values_list("pk", flat=True))
    for case in BlacklistCase.objects.select_related("business"):
        ref, code = names.of("案件", case.pk), case.business.uscc
        lines.add(
            ("案件", ref),
            state=case.status,
            basis=last["sanctions.blacklistcase", case.pk],
            due=case.reply_due_on,
        )
        checked = case.publish_from is not None and answer_for(code, on=day, today=day) is not None
        others = any(c.subject == code and c.ref != ref for c in oracle.cases.values())
        if others and not checked:
            checked = answer_for(code, on=day, today=day) is not None
        lines.add(("公开", ref), board=case.pk in board, check=checked)


def _announcements(lines, names, day):
    """Every announcement, by what it tells of and the day that counts. Returns id -> key."""
    changes = StatusChange.objects.filter(
        record_type__in=("parties.qualification", "sanctions.blacklistcase")
    )
    causes = {f"change:{row.position}": row for row in changes}
    recognised = defaultdict(set)
    for pk, day_of in NoticeEntry.objects.exclude(announcement=None).values_list(
        "announcement_id", "outcome_on"
    ):
        recognised[pk].add(day_of)
    shown = set(Announcement.objects.public(day).values_list("pk", flat=True))
    replaced = set(Announcement.objects.exclude(corrects=None).values_list("corrects_id", flat=True))
    corrected, keys = Counter(), {}
    for told in Announcement.objects.order_by("id"):
        key = _key(told, names, causes.get(told.cause), recognised[told.pk], corrected)
        keys[told.pk] = key
        state = "replaced" if told.pk in replaced else "expired" if told.pk not in shown else "valid"
        lines.add(key, published=told.published_on, shown=told.pk in shown, told=state)
    return keys


def _key(told, names, change, days, corrected):
    if told.kind == "recognition":
        return ("公告", "recognition", names.of("公示", told.notice_id), min(days, default=None))
    if change is None:
        ref = names.of("对象", told.entry_id)
        corrected[ref] += 1
        return ("公告", "correction", f"{ref}#{corrected[ref]}", told.published_on)
    about = names.of("案件", change.record_id)
    if change.record_type == "parties.qualification":
        about = change.subject_code
    kind = "restoration" if change.move == "restore" else told.kind
    return ("公告", kind, about, change.effective_on)


def _standings(lines, oracle):
    latest = dict(Qualification.objects.order_by("pk").values_list("business__uscc", "status"))
    roster = set(Qualification.objects.public().values_list("business__uscc", flat=True))
    for code, state in latest.items():
        if code in oracle.standing:
            lines.add(("资格", code), state=state, roster=code in roster)


def _effects(lines, names, announced):
    for effect in Effect.objects.filter(duty__in=DUTIES):
        word, kind = DUTIES[effect.duty]
        if effect.duty == "objection_alarms":
            word += STEPS.get(effect.key.split(":")[3], "答复")
        if kind:
            ref = names.of(kind, effect.record_id)
        elif effect.record_type == "publicity.notice":
            ref = names.of("公示", effect.record_id)
        else:
            ref = announced.get(effect.record_id)
        lines.add(("到期", word, ref), basis=effect.effective_on)


def _numbers(lines, oracle):
    series = {
        "公示": Notice.objects.exclude(serial=None).values_list("serial", flat=True),
        "公告": Announcement.objects.values_list("serial", flat=True),
        "受理号": Objection.objects.values_list("receipt_number", flat=True),
    }  # fmt: skip
    for name, serials in series.items():
        given = defaultdict(list)
        for serial in serials:
            given[int(serial[2:6])].append(int(serial[6:]))
        for year, numbers in given.items():
            lines.add(("编号", name, year), numbers=sorted(numbers))
