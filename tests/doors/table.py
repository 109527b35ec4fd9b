"""Who may stand at which door of which register: the one table of access, written from design §5, not from the code.

Accounts are those of the demonstration. `reads`: who opens the register; `rows`: which rows each of them finds there
(`ALL`, or a condition that names the account's own institution); every other row is, for them, not there (404).
`adds`, `exports`: who may; `changes`: who may change by hand, and which rows (NONE: typed once, then
only read). `steps`: who may take each step.
"""

from dataclasses import dataclass, field

from django.db.models import Q

ALL = Q()
HOME = {
    "town": "ALTXR", "bank": "NSH", "checker": "NSH", "reviewer": "TAX", "guarantor": "GUARANTOR", "leader": "LEADING",
    "office": "OFFICE", "head": "OFFICE", "legal": "OFFICE", "auditor": "OFFICE", "editor": "OFFICE", "admin": "OFFICE",
    "security": "OFFICE",
}  # fmt: skip
ACCOUNTS = (
    "office", "head", "legal", "reviewer", "leader", "town", "bank", "checker", "guarantor", "auditor", "editor", "admin",
    "security",
)  # fmt: skip
ROLES = (*ACCOUNTS, "")  # the last is the public, not signed in


def own(path, **and_also):
    """Rows whose institution at `path` is the account's own."""
    return lambda account: Q(**{path: HOME[account]}, **and_also)


@dataclass(frozen=True)
class Register:
    """One register of the admin. Accounts are named in one string, separated by blanks."""

    reads: str
    rows: dict = field(default_factory=dict)
    adds: str = ""
    changes: str = ""
    changing: Q = ALL
    exports: str = ""
    steps: dict = field(default_factory=dict)
    files: str = ""

    def rows_of(self, account):
        """The condition on rows that `account` finds here, or None where it finds none."""
        for accounts, condition in self.rows.items():
            if account in accounts.split():
                return condition(account) if callable(condition) else condition
        return None


NONE = Q(pk__in=())
ROLE_ACTS = Q(act__in=("grant_role", "end_role"))
STANDING = Q(standing=True)
OFFICE = "office head auditor"
STAFF = "office head legal reviewer leader town bank checker guarantor auditor"
COUNTY = "office head legal leader auditor"
LENDING = "office head bank checker guarantor auditor"
LENDING_ROWS = {"office head guarantor auditor": ALL, "bank checker": own("bank__code")}
LEDGER = "office head auditor"
REPORTS = "office head leader town bank checker guarantor auditor"
POLICY = "office head auditor"
PUBLIC = Q(status__in=("open", "closed"))


def in_force_or_ours(account):
    return Q(qualifications__status__in=("qualified", "warned")) | Q(created_for__code=HOME[account])


def ours_or_in_screening(account):
    return Q(recommender__code=HOME[account]) | ~Q(
        status__in=("draft", "submitted", "supplement", "withdrawn")
    )


def ours_or_sent_to_us(account):
    return Q(owner_code=HOME[account]) | Q(copies__recipient_code=HOME[account])


REGISTERS = {
    "parties.business": Register(
        STAFF,
        {"office head legal reviewer leader guarantor auditor": ALL, "town bank checker": in_force_or_ours},
        adds="office town bank", changes="office", exports="office head",
        steps={
            "change_operator": "office", "rename": "office", "convert": "office",
            "reveal": "office head reviewer town bank checker guarantor",
        },
    ),
    "parties.qualification": Register(
        STAFF,
        {"office head legal reviewer leader guarantor auditor": ALL, "town bank checker": Q(status__in=("qualified", "warned"))},
        exports="office head",
        steps={"breach": "office head bank guarantor", "keep": "office head", "cancel": "office head", "restore": "head"},
    ),
    "parties.institution": Register(f"{STAFF} admin security", {f"{STAFF} admin security": ALL}, adds="admin", changes="admin"),
    "parties.membership": Register(
        "auditor admin security", {"auditor admin security": ALL}, adds="admin", changes="admin", changing=NONE, steps={"end": "admin"},
    ),
    "screening.round": Register(
        "office head reviewer leader town bank auditor", {"office head reviewer leader town bank auditor": ALL},
        adds="office", changes="office",
        steps={"extend": "office head", "close": "office head", "carry_over": "office head", "recheck": "office head"},
    ),
    "screening.application": Register(
        "office head reviewer leader town bank auditor",
        {"office head leader auditor": ALL, "town bank": own("recommender__code"), "reviewer": ours_or_in_screening},
        adds="office town bank", changes="office town bank", changing=Q(status__in=("draft", "supplement")),
        exports="office",
        steps={
            "attach": "office town bank", "submit": "office town bank", "resubmit": "office town bank",
            "ask_supplement": "office", "start_screening": "office", "pass_screening": "office head",
            "fail_screening": "office head", "approve": "leader", "decline": "leader", "withdraw": "office head town bank",
            "extend_supplement": "office", "unseal": "office head", "ask_again": "office head", "reopen_screening": "head",
            "reveal": "office head reviewer town bank",
        },
    ),
    "screening.attachment": Register(
        "office head leader town bank auditor",
        {"office head leader auditor": ALL, "town bank": own("application__recommender__code")}, files="file",
    ),
    "screening.departmentopinion": Register(
        "office head reviewer leader auditor",
        {"office head leader auditor": ALL, "reviewer": own("institution__code")},
        steps={"answer": "reviewer", "correct": "reviewer", "confirm": "reviewer", "challenge": "office head"},
    ),
    "screening.recheck": Register(
        "office head reviewer auditor", {OFFICE: ALL, "reviewer": own("institution__code")},
        steps={"answer": "reviewer", "correct": "reviewer"},
    ),
    "screening.leadinggroupdecision": Register("office head leader auditor", {"office head leader auditor": ALL}),
    "publicity.notice": Register(
        COUNTY, {COUNTY: ALL}, adds="office", changes="office", changing=NONE,
        steps={"open": "head", "posting": "office", "recount": "head", "close": "head", "withdraw": "office head"},
    ),
    "publicity.noticeentry": Register(
        COUNTY, {COUNTY: ALL}, steps={"refuse": "head", "withdraw": "office head", "correct": "office head"}
    ),
    "publicity.posting": Register(COUNTY, {COUNTY: ALL}, files="photo removal_photo", steps={"remove": "office"}),
    "publicity.objection": Register(
        COUNTY, {"office head auditor": ALL}, adds="office", changes="office", changing=NONE,
        steps={
            "copy": "office head", "ask": "office head", "state": "office head", "paper": "office head",
            "accept": "office", "treat_as_lead": "office", "investigate": "office head", "decline": "office",
            "find_major": "office head", "find_minor": "office head", "find_unfounded": "office head",
            "reply": "office head",
        },
    ),
    "pages.letter": Register(
        OFFICE, {OFFICE: ALL},
        steps={
            "answer": "office head", "decline": "office head", "prepare": "office", "publish": "head", "keep": "office head",
            "withdraw": "head",
        },
    ),
    "publicity.objectionpaper": Register(OFFICE, {OFFICE: ALL}, files="file"),
    "publicity.statement": Register(OFFICE, {OFFICE: ALL}),
    "publicity.opendataedition": Register(OFFICE, {OFFICE: ALL}),
    "publicity.subscription": Register(OFFICE, {OFFICE: ALL}),
    "publicity.subscriptionletter": Register(OFFICE, {OFFICE: ALL}),
    "publicity.webhookendpoint": Register(
        OFFICE, {OFFICE: ALL}, adds="head", changes="head", changing=NONE,
        steps=dict.fromkeys(("rotate", "disable", "enable"), "head"),
    ),
    "publicity.webhookdelivery": Register(OFFICE, {OFFICE: ALL}, steps={"replay": "head"}),
    "publicity.wordingtemplate": Register(OFFICE, {OFFICE: ALL}, changes="office head"),
    "publicity.announcement": Register(COUNTY, {COUNTY: ALL}),
    "publicity.pagecheck": Register(COUNTY, {COUNTY: ALL}),
    "lending.creditline": Register(
        LENDING, LENDING_ROWS, adds="bank", steps={"activate": "bank", "suspend": "head", "resume": "head", "close": "bank", "inquire": "bank guarantor",
               "supervise": "bank", "protect": "bank guarantor", "guarantee": "bank"},
    ),
    "lending.loannote": Register(LENDING, LENDING_ROWS, exports="head bank checker", steps={"supervise": "bank"}),
    "lending.position": Register(LENDING, LENDING_ROWS),
    "lending.overdueepisode": Register(
        LENDING, LENDING_ROWS,
        steps={"demand": "bank", "open_claim": "bank", "ask_write_off": "guarantor", "write_off": "head",
               "decline_write_off": "head", "protect": "bank guarantor", "contact": "office head bank guarantor",
               "promise": "office bank guarantor"},
    ),
    "lending.bankreport": Register(LENDING, LENDING_ROWS, steps={"report": "bank"}),
    "lending.demandnotice": Register(LENDING, LENDING_ROWS, steps={"deliver": "bank", "tell_recall": "bank"}, files="proof recall_proof"),
    "lending.compensationclaim": Register(
        LENDING, LENDING_ROWS,
        steps={
            "lodge": "bank checker", "return_claim": "office head", "approve": "head", "refuse": "head", "pay": "guarantor",
            "confirm_receipt": "bank checker", "withdraw": "bank checker", "recover": "office bank guarantor",
            "include": "office",
        },
    ),
    "lending.recoveryentry": Register(LENDING, LENDING_ROWS),
    "lending.claimdossier": Register(LENDING, LENDING_ROWS, steps={"upload": "bank"}),
    "lending.dossierdocument": Register(LENDING, LENDING_ROWS, steps={"take_out": "bank", "reclassify": "bank"}, files="file"),
    "lending.claimdeficiency": Register(LENDING, LENDING_ROWS, steps={"answer": "bank"}),
    "lending.collectiontask": Register(LENDING, LENDING_ROWS, steps={"finish": "office head bank guarantor"}),
    "lending.collectioncontact": Register(LENDING, LENDING_ROWS, files="file"),
    **dict.fromkeys(("lending.riskshare", "lending.repaymentpromise"), Register(LENDING, LENDING_ROWS)),
    **dict.fromkeys(("lending.paperrequirement", "lending.ladderstep"),
                    Register(POLICY, {POLICY: ALL}, adds="office head", changes="office head")),
    "lending.shareagreement": Register(LENDING, LENDING_ROWS, adds="office head", changes="office head"),
    "lending.reportingperiod": Register(
        LENDING, LENDING_ROWS, steps={"declare_nil": "bank checker", "declare_nil_late": "bank checker", "excuse": "head"},
    ),
    "lending.silentmaturity": Register(LENDING, LENDING_ROWS),
    "lending.countermand": Register(
        "office head guarantor auditor", {"office head auditor": ALL, "guarantor": Q(kind__in=("payment", "recovery"))},
        steps={"carry_out": "office head", "order_refund": "office head", "order_return": "office head", "keep": "office head",
               "receive_refund": "guarantor", "record_return": "guarantor"},
    ),
    "lending.movednote": Register(OFFICE, {OFFICE: ALL}, steps={"confirm": "office head", "dismiss": "office head"}),
    "sanctions.warningnotice": Register(
        "office head legal guarantor auditor", {"office head legal guarantor auditor": ALL}, files="waiver_file",
    ),
    "sanctions.warningrecipient": Register(
        "office head legal auditor", {"office head legal auditor": ALL}, adds="office", changes="office",
    ),
    "sanctions.blacklistcase": Register(
        "office head legal guarantor auditor", {"office head legal auditor": ALL}, adds="office", changes="office", changing=NONE,
        files="evidence_file notice_file served_file",
        steps={
            "clear": "legal", "send_back": "legal", "resubmit": "office", "draw_notice": "office", "notify": "office",
            "record_reply": "office", "review_reply": "office", "list": "head", "dismiss": "office head",
            "serve_decision": "office", "publish": "legal", "withhold": "legal", "stop_publication": "legal",
            "receive_repair": "office", "remove": "head", "lift_exclusion": "office head",
        },
    ),
    "sanctions.legalbasis": Register(
        "office head legal auditor", {"office head legal auditor": ALL}, adds="office legal",
        steps=dict.fromkeys(("approve", "reject", "retire"), "head legal"),
    ),
    "sanctions.repairrequest": Register(
        "office head legal auditor", {"office head legal auditor": ALL}, files="correction_proof duties_proof promise",
        steps={"verify": "office", "withdraw": "office", "grant": "head", "refuse": "head"},
    ),
    "sanctions.receipt": Register(
        "office head legal reviewer bank checker guarantor auditor",
        {"office head legal auditor": ALL, "reviewer bank checker guarantor": own("institution__code")},
        steps={"acknowledge": "office head reviewer bank checker guarantor"},
    ),
    "sanctions.jointaction": Register(
        "office head legal reviewer guarantor auditor",
        {"office head legal auditor": ALL, "reviewer guarantor": own("institution__code")},
        steps={"measure": "office reviewer", "lift": "office reviewer"},
    ),
    "documents.issueddocument": Register(
        "office head legal reviewer leader town bank checker guarantor auditor",
        {"office head legal leader auditor": ALL, "reviewer town bank checker guarantor": ours_or_sent_to_us},
        steps={"withdraw": "head"},
    ),
    "documents.wordlayout": Register(OFFICE, {OFFICE: ALL}, steps={"upload": "office head", "go_back": "office head"}),
    "documents.layoutfile": Register(OFFICE, {OFFICE: ALL}, steps={"use": "office head"}),
    "ledger.message": Register(
        "office head legal reviewer leader town bank checker guarantor auditor",
        {"office head legal leader auditor": ALL, "reviewer town bank checker guarantor": own("recipient_code")},
    ),
    "ledger.statuschange": Register(LEDGER, {LEDGER: ALL}),
    "ledger.effect": Register(LEDGER, {LEDGER: ALL}),
    "ledger.dutyrun": Register(f"{LEDGER} admin", {f"{LEDGER} admin": ALL}),
    "ledger.dutyfailure": Register(f"{LEDGER} admin security", {f"{LEDGER} admin security": ALL}),
    "imports.upload": Register(
        "office head bank checker auditor", {"office head auditor": ALL, "bank checker": own("bank__code")}, adds="bank", files="file",
        steps={"confirm_all": "bank checker", "find_unchanged": "bank checker", "confirm_part": "bank checker", "reject": "bank checker",
               "undo": "office head bank checker"},
    ),
    "policy.policyversion": Register(
        POLICY, {POLICY: ALL}, adds="office head", changes="office head", changing=Q(approved_on=None),
        steps={"approve": "head"},
    ),
    "policy.referencerate": Register(POLICY, {POLICY: ALL}, adds="office head", changes="office head"),
    "policy.sizethreshold": Register(POLICY, {POLICY: ALL}),
    "policy.admissioncondition": Register(POLICY, {POLICY: ALL}, adds="office head", changes="office head"),
    "policy.calendaryear": Register(POLICY, {POLICY: ALL}),
    "policy.calendarday": Register(POLICY, {POLICY: ALL}, adds="office head", changes="office head"),
    "parties.user": Register(
        "auditor admin security", {"auditor admin security": ALL}, changes="admin",
        steps=dict.fromkeys(("disable", "reopen", "renew_link", "reveal"), "admin"),
    ),
    "parties.accountrequest": Register(
        "head reviewer town bank checker guarantor auditor admin security", {"head auditor admin security": ALL},
        steps={
            "endorse": "head reviewer town bank checker guarantor", "approve": "admin",
            "decline": "head reviewer town bank checker guarantor admin",
            "reveal": "head reviewer town bank checker guarantor admin",
        },
    ),
    "parties.accessevent": Register("auditor security", {"auditor security": ALL}),
    "parties.recusal": Register(
        "office head reviewer leader auditor",
        {"office head auditor": ALL, "reviewer leader": lambda account: Q(user__username=account)},
        adds="office head reviewer leader", changes="head", changing=NONE, steps={"lift": "head"},
    ),
    "parties.identitychange": Register(OFFICE, {OFFICE: ALL}),
    "parties.rescreeningtask": Register(OFFICE, {OFFICE: ALL}, steps={"keep": "office head", "end": "office head"}),
    "ledger.proposal": Register(
        "office head auditor admin security", {"auditor": ALL, "admin security": ROLE_ACTS, "office head": ~ROLE_ACTS},
        steps={"approve": "office head security", "refuse": "office head security", "withdraw": "office head admin"},
    ),
    "screening.leadinggroupmeeting": Register(
        "office head leader auditor", {"office head leader auditor": ALL}, adds="office", files="minutes_file",
        steps={"add_items": "office", "attend": "office", "close": "leader", "cancel": "office leader"},
    ),
    "screening.agendaitem": Register(
        "office head leader auditor", {"office head leader auditor": ALL}, steps={"vote": "office"},
    ),
    "screening.opinionchallenge": Register(
        "office head reviewer leader auditor",
        {"office head leader auditor": ALL, "reviewer": own("opinion__institution__code")},
    ),
    "screening.opinionlink": Register(
        "office head leader auditor", {"office head leader auditor": ALL}, adds="office", steps={"revoke": "office head"},
    ),
    "screening.refusalletter": Register(
        "office head leader town bank auditor",
        {"office head leader auditor": ALL, "town bank": own("application__recommender__code")},
        steps={"record_appeal": "office head", "uphold": "head", "reopen": "head"},
    ),
    "screening.coordinationmeeting": Register(
        "office head reviewer leader auditor",
        {"office head leader auditor": ALL, "reviewer": own("attendances__institution__code")},
        adds="office", files="minutes_file", steps={"add_task": "office"},
    ),
    "screening.coordinationtask": Register(
        "office head reviewer leader auditor",
        {"office head leader auditor": ALL, "reviewer": own("owner__code")}, steps={"finish": "office head reviewer"},
    ),
    "lending.inquiry": Register(LENDING, LENDING_ROWS),
    "lending.protectivemeasure": Register(LENDING, LENDING_ROWS, files="file"),
    "lending.riskcompensation": Register(LENDING, LENDING_ROWS),
    "lending.supervisionnote": Register(LENDING, LENDING_ROWS, files="file", steps={"consider": "office head"}),
    "sanctions.conditionbreach": Register(
        OFFICE, {OFFICE: ALL}, steps={"confirm": "office head", "dismiss": "office head", "withdraw": "head"},
    ),
    "imports.columnprofile": Register(
        "office head bank checker auditor", {"office head auditor": ALL, "bank checker": own("bank__code")},
        adds="office head bank checker", changes="office head bank checker",
    ),
    "imports.recommendationsheet": Register(
        "office head town bank auditor", {"office head auditor": ALL, "town bank": own("institution__code")},
        adds="town bank", files="file", steps=dict.fromkeys(("all", "part", "papers", "submit"), "town bank"),
    ),
    "imports.sheetupload": Register(
        OFFICE, {OFFICE: ALL}, adds="office head", files="file",
        steps=dict.fromkeys(("book", "find_unchanged", "recheck", "reject"), "office head"),
    ),
    "credit.creditsource": Register(
        "office head reviewer auditor", {"office head auditor": ALL, "reviewer": own("institution__code")},
        adds="head", changes="head",
    ),
    "credit.creditfact": Register(
        "office head reviewer auditor",
        {"auditor": ALL, "office head": STANDING, "reviewer": own("institution__code", standing=True)},
        steps={"withdraw": "reviewer", "repair": "office head reviewer"},
    ),
    "credit.delivery": Register(
        "office head reviewer auditor", {"office head auditor": ALL, "reviewer": own("institution__code")},
        adds="reviewer", files="file",
        steps={"confirm_all": "reviewer", "find_unchanged": "reviewer", "confirm_part": "reviewer", "reject": "reviewer"},
    ),
    "credit.queryauthorisation": Register(
        "office head reviewer bank checker auditor",
        {"office head auditor": ALL, "reviewer bank checker": own("institution__code")},
        adds="reviewer bank", files="file", steps={"revoke": "reviewer bank"},
    ),
    "credit.profilequery": Register(
        "office head reviewer bank checker auditor",
        {"office head auditor": ALL, "reviewer bank checker": own("institution__code")}, adds="office head reviewer bank checker",
    ),
    "reports.guarantorworth": Register(
        "office head leader guarantor auditor",
        {"office head leader auditor": ALL, "guarantor": own("guarantor__code")},
        adds="office guarantor", changes="office guarantor",
    ),
    "credit.apitoken": Register("auditor admin", {"auditor admin": ALL}, adds="admin", changes="admin", changing=NONE, steps={"revoke": "admin"}),
    "imports.uploadkey": Register("auditor admin", {"auditor admin": ALL}, adds="admin", changes="admin", changing=NONE, steps={"revoke": "admin"}),
    "cms.readingkey": Register("auditor admin", {"auditor admin": ALL}, adds="admin", changes="admin", changing=NONE, steps={"revoke": "admin"}),
    "cms.readinguse": Register("auditor admin", {"auditor admin": ALL}),
    "imports.uploadcall": Register("auditor admin", {"auditor admin": ALL}),
    "credit.apicall": Register("auditor admin", {"auditor admin": ALL}),
    "cms.archiveexport": Register("head auditor", {"head auditor": ALL}),
    "cms.publicfinding": Register(OFFICE, {OFFICE: ALL}),
}  # fmt: skip
