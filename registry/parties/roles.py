"""Roles of design §5 as one table: what each may see, add and move. Groups are made from it, nothing else."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Role:
    """`moves` names rights per model: `{"screening.application": "submit pass_screening"}`; `*` means all moves.

    `views`, `adds`, `changes` list models; `extra` lists full permission names.
    """

    label: str
    kinds: tuple[str, ...]
    views: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    moves: dict = field(default_factory=dict)
    extra: tuple[str, ...] = ()
    sees_registry: bool = False
    sees_lending: bool = False
    screens: bool = False
    keeps_accounts: bool = False
    edits_pages: bool = False
    approves_pages: bool = False


BUSINESS = ("parties.business", "parties.qualification")
SCREENING = ("screening.round", "screening.application", "screening.attachment", "screening.departmentopinion",
             "screening.leadinggroupdecision", "screening.refusalletter", "screening.opinionchallenge",
             "screening.opinionlink", "screening.leadinggroupmeeting", "screening.meetingmember", "screening.agendaitem",
             "screening.coordinationmeeting", "screening.coordinationattendance", "screening.coordinationtask")  # fmt: skip
PUBLICITY = ("publicity.notice", "publicity.noticeentry", "publicity.posting", "publicity.objection",
             "publicity.announcement", "publicity.pagecheck")  # fmt: skip
RECHECKS = ("screening.recheck",)
OBJECTIONS = ("publicity.objectionpaper", "publicity.statement", "publicity.wordingtemplate")
LENDING = ("lending.creditline", "lending.loannote", "lending.position", "lending.overdueepisode", "lending.bankreport",
           "lending.demandnotice", "lending.compensationclaim", "lending.recoveryentry", "lending.inquiry",
           "lending.supervisionnote", "lending.protectivemeasure", "lending.riskcompensation",
           "lending.reportingperiod", "lending.silentmaturity", "lending.claimdossier", "lending.dossierdocument",
           "lending.claimdeficiency", "lending.shareagreement", "lending.riskshare", "lending.collectiontask",
           "lending.collectioncontact", "lending.repaymentpromise")  # fmt: skip
# Dated lists of the lending room that two persons keep.
LENDING_LISTS = ("lending.paperrequirement", "lending.ladderstep")
COLLECTS = ("lending.collectioncontact", "lending.repaymentpromise")
SANCTIONS = (
    "sanctions.warningnotice",
    "sanctions.blacklistcase",
    "sanctions.jointaction",
    "sanctions.receipt",
)
CASEWORK = ("sanctions.legalbasis", "sanctions.repairrequest", "sanctions.warningrecipient")
SIGNS = "sanctions.acknowledge_receipt"
UNDOES = "imports.decide_undo_upload"
POLICY = ("policy.policyversion", "policy.referencerate", "policy.sizethreshold", "policy.admissioncondition",
          "policy.calendaryear", "policy.calendarday") + LENDING_LISTS  # fmt: skip
PAPERS = ("documents.issueddocument", "ledger.message")
LAYOUTS = ("documents.wordlayout", "documents.layoutfile")
LEDGER = ("ledger.statuschange", "ledger.effect", "ledger.dutyrun", "ledger.dutyfailure")
UPLOADS = ("imports.upload", "imports.stagedrow", "imports.columnprofile")
HEADERS = ("imports.columnprofile",)
SHEETS = ("imports.recommendationsheet",)
OFFICE_SHEETS = ("imports.sheetupload",)
TAKES_ROSTER = "imports.upload_roster"
WORTH = ("reports.guarantorworth",)
READS, EXPORTS = "reports.read_report", "reports.export_report"
ALL = (
    BUSINESS
    + SCREENING
    + RECHECKS
    + PUBLICITY
    + OBJECTIONS
    + LENDING
    + SANCTIONS
    + CASEWORK
    + POLICY
    + PAPERS
    + LAYOUTS
    + LEDGER
    + UPLOADS
    + SHEETS
    + OFFICE_SHEETS
    + WORTH
)
BODIES = ("parties.institution",)
CREDIT = ("credit.creditsource", "credit.creditfact", "credit.delivery", "credit.queryauthorisation", "credit.profilequery",
          "sanctions.conditionbreach")  # fmt: skip
KEYS = ("credit.apitoken", "credit.apicall", "imports.uploadkey", "imports.uploadcall", "cms.readingkey",
        "cms.readinguse")  # fmt: skip
LOOKS = ("credit.queryauthorisation", "credit.profilequery")

IDENTITY = ("parties.identitychange", "parties.rescreeningtask")
RECUSAL = ("parties.recusal",)
LETTERS = ("pages.letter",)
FOUND = (*LETTERS, "cms.publicfinding", "lending.movednote", "lending.countermand")
# What the site hands on to readers' machines: editions of open data, subscriptions, endpoints.
HANDED_ON = ("publicity.opendataedition", "publicity.subscription", "publicity.subscriptionletter",
             "publicity.webhookendpoint", "publicity.webhookdelivery")  # fmt: skip
COUNTERMANDS = {"lending.countermand": "carry_out order_refund order_return keep"}
VOUCHES = {"parties.accountrequest": "endorse decline"}
DECIDES = {"ledger.proposal": "approve refuse withdraw"}
REVEAL = "parties.reveal_contact"
KEPT_BY_TWO = (
    "policy.referencerate",
    "policy.calendarday",
    "policy.admissioncondition",
    "lending.shareagreement",
    *LENDING_LISTS,
)

ROLES = {
    "clerk": Role(
        "办公室经办",
        ("office",),
        views=ALL + BODIES + CREDIT + IDENTITY + RECUSAL + ("ledger.proposal",) + FOUND + HANDED_ON,
        adds=RECUSAL + CASEWORK + HEADERS + OFFICE_SHEETS + LENDING_LISTS + WORTH + ("policy.admissioncondition", "lending.shareagreement") + ("parties.business", "screening.round", "screening.application", "screening.attachment",
              "publicity.notice", "publicity.posting", "publicity.wordingtemplate", "documents.layoutfile", "sanctions.blacklistcase", "sanctions.warningnotice",
              "policy.policyversion", "policy.referencerate", "policy.calendarday",
              "lending.recoveryentry", "lending.riskcompensation", *COLLECTS, "screening.coordinationmeeting",
              "screening.coordinationtask"),
        changes=KEPT_BY_TWO + HEADERS + WORTH + ("sanctions.warningrecipient",) + ("parties.business", "screening.round", "screening.application", "publicity.notice",
                 "publicity.posting", "publicity.wordingtemplate", "sanctions.blacklistcase", "sanctions.jointaction", "policy.policyversion",
                 "lending.supervisionnote"),
        moves=DECIDES | COUNTERMANDS | {
            "parties.rescreeningtask": "keep end",
            "screening.application": "submit ask_supplement resubmit start_screening pass_screening fail_screening withdraw hold",
            "screening.round": "extend close carry_over",
            "screening.leadinggroupmeeting": "cancel",
            "screening.refusalletter": "record_appeal",
            "publicity.notice": "withdraw",
            "publicity.noticeentry": "hold withdraw",
            "publicity.objection": "accept treat_as_lead decline investigate find_major find_minor find_unfounded reply",
            "pages.letter": "answer decline prepare keep",
            "parties.qualification": "warn keep cancel",
            "lending.compensationclaim": "return_claim",
            "lending.overdueepisode": "return_claim void",
            "lending.movednote": "confirm dismiss",
            "sanctions.blacklistcase": "resubmit notify record_reply dismiss",
            "sanctions.repairrequest": "verify withdraw",
            "sanctions.conditionbreach": "confirm dismiss",
            "imports.upload": "undo",
            "imports.sheetupload": "book find_unchanged reject",
        },
        extra=(REVEAL, SIGNS, UNDOES, TAKES_ROSTER, READS, EXPORTS, "publicity.correct_noticeentry", "credit.query_profile", "credit.repair_creditfact", "parties.export_business", "parties.export_qualification", "screening.export_application",
               "screening.prepare_leadinggroupmeeting", "screening.challenge_opinion", "screening.unseal_opinion",
               "screening.ask_opinion", "screening.ask_recheck", "screening.issue_opinionlink", "screening.revoke_opinionlink",
               "screening.finish_coordinationtask"),
        sees_registry=True, sees_lending=True, screens=True,
    ),
    "head": Role(
        "办公室负责人",
        ("office",),
        views=ALL + BODIES + CREDIT + IDENTITY + RECUSAL + ("ledger.proposal", "parties.accountrequest") + ("cms.archiveexport",) + FOUND + HANDED_ON,
        adds=RECUSAL + HEADERS + OFFICE_SHEETS + LENDING_LISTS + ("publicity.webhookendpoint", "policy.admissioncondition", "lending.shareagreement", "publicity.wordingtemplate", "documents.layoutfile") + ("policy.policyversion", "policy.calendarday", "policy.referencerate", "credit.creditsource"),
        changes=RECUSAL + KEPT_BY_TWO + HEADERS + ("publicity.webhookendpoint", "publicity.wordingtemplate", "policy.policyversion", "lending.supervisionnote", "credit.creditsource"),
        moves=DECIDES | VOUCHES | COUNTERMANDS | {
            "parties.rescreeningtask": "keep end",
            "screening.application": "pass_screening fail_screening reopen_screening publish recognise refuse hold withdraw",
            "screening.round": "extend close carry_over",
            "screening.refusalletter": "record_appeal uphold reopen",
            "publicity.notice": "open close withdraw",
            "publicity.noticeentry": "publish recognise hold refuse withdraw",
            "publicity.objection": "find_major find_minor find_unfounded reply",
            "pages.letter": "answer decline publish keep withdraw",
            "parties.qualification": "recognise lapse warn keep cancel restore",
            "lending.creditline": "suspend resume",
            "lending.compensationclaim": "approve refuse return_claim",
            "lending.overdueepisode": "return_claim void write_off decline_write_off",
            "lending.reportingperiod": "excuse",
            "lending.movednote": "confirm dismiss",
            "sanctions.blacklistcase": "list dismiss remove",
            "sanctions.legalbasis": "approve reject retire",
            "sanctions.repairrequest": "grant refuse",
            "sanctions.conditionbreach": "confirm dismiss withdraw",
            "imports.upload": "undo",
            "imports.sheetupload": "book find_unchanged reject",
        },
        extra=(REVEAL, SIGNS, UNDOES, TAKES_ROSTER, READS, EXPORTS, "publicity.release_opendataedition", "publicity.replay_webhookdelivery", "documents.withdraw_issueddocument", "publicity.correct_noticeentry", "publicity.approve_wordingtemplate", "documents.approve_layoutfile", "publicity.investigate_objection", "sanctions.approve_warningrecipient", "credit.query_profile", "cms.export_archive_application", "credit.repair_creditfact", "policy.approve_policyversion", "lending.add_collectioncontact", "lending.approve_ladderstep", "lending.approve_paperrequirement", "lending.approve_shareagreement", "screening.override_window", "parties.export_business",
               "parties.export_qualification", "lending.export_loannote", "screening.challenge_opinion",
               "screening.unseal_opinion", "screening.ask_opinion", "screening.ask_recheck", "screening.revoke_opinionlink",
               "screening.finish_coordinationtask"),
        sees_registry=True, sees_lending=True, screens=True, edits_pages=True, approves_pages=True,
    ),
    "legal": Role(
        "法制审核",
        ("office", "department"),
        views=BUSINESS + PUBLICITY + SANCTIONS + CASEWORK + PAPERS + BODIES,
        adds=("sanctions.legalbasis",),
        moves={
            "sanctions.blacklistcase": "clear send_back publish withhold stop_publication",
            "sanctions.legalbasis": "approve reject retire",
        },
        sees_registry=True,
    ),
    "reviewer": Role(
        "部门审核",
        ("department", "office"),
        views=BUSINESS + ("screening.round", "screening.application", "screening.departmentopinion", "screening.recheck", "ledger.message",
                          "screening.opinionchallenge", "screening.coordinationmeeting",
                          "screening.coordinationattendance", "screening.coordinationtask",
                          "sanctions.jointaction", "sanctions.receipt", "documents.issueddocument") + BODIES,
        changes=("sanctions.jointaction",),
        moves=dict(VOUCHES),
        extra=(REVEAL, "parties.view_accountrequest", "parties.view_recusal", "parties.add_recusal", "screening.give_opinion", "screening.answer_recheck", "screening.finish_coordinationtask", SIGNS),
        screens=True,
    ),
    "leader": Role(
        "领导小组",
        ("leading",),
        views=BUSINESS + SCREENING + PUBLICITY + BODIES + PAPERS + WORTH,
        moves={"screening.application": "approve decline", "screening.leadinggroupmeeting": "close cancel"},
        extra=("parties.view_recusal", "parties.add_recusal", "screening.add_leadinggroupdecision", READS, EXPORTS),
        sees_registry=True, screens=True,
    ),
    "recommender": Role(
        "推荐单位",
        ("town", "department", "bank", "microlender"),
        views=("parties.accountrequest",) + BUSINESS + ("screening.round", "screening.application", "screening.attachment", "ledger.message",
                          "screening.refusalletter", "documents.issueddocument") + SHEETS + BODIES,
        adds=("parties.business", "screening.application", "screening.attachment", *SHEETS),
        changes=("screening.application",),
        moves=VOUCHES | {"screening.application": "submit resubmit withdraw"},
        extra=(REVEAL, READS),
    ),
    "bank_maker": Role(
        "银行经办",
        ("bank",),
        views=BUSINESS + LENDING + UPLOADS + PAPERS + BODIES + LOOKS + ("sanctions.receipt",),
        adds=HEADERS + ("credit.queryauthorisation", "imports.upload", "lending.bankreport", "lending.demandnotice", "lending.compensationclaim",
              "lending.recoveryentry", "lending.creditline", "lending.inquiry", "lending.supervisionnote",
              "lending.protectivemeasure", "lending.dossierdocument", *COLLECTS),
        changes=HEADERS + ("lending.compensationclaim",),
        moves={
            "parties.qualification": "warn",
            "lending.creditline": "activate close",
            "lending.loannote": "settle",
            "lending.compensationclaim": "lodge withdraw confirm_receipt",
            "lending.overdueepisode": "claim",
            "lending.reportingperiod": "declare_nil declare_nil_late",
            "imports.upload": "confirm_all confirm_part find_unchanged reject undo",
        },
        extra=(REVEAL, SIGNS, "credit.query_profile", "imports.upload_ledger", "lending.export_loannote", "lending.record_guarantee", READS, EXPORTS),
    ),
    "bank_checker": Role(
        "银行复核",
        ("bank",),
        views=("parties.accountrequest",) + BUSINESS + LENDING + UPLOADS + PAPERS + BODIES + LOOKS + ("sanctions.receipt",),
        adds=HEADERS,
        changes=HEADERS,
        moves=VOUCHES | {
            "lending.compensationclaim": "lodge withdraw confirm_receipt",
            "lending.overdueepisode": "claim",
            "lending.reportingperiod": "declare_nil declare_nil_late",
            "imports.upload": "confirm_all confirm_part find_unchanged reject undo",
        },
        extra=(REVEAL, SIGNS, "credit.query_profile", "lending.export_loannote", READS, EXPORTS),
    ),
    "guarantor": Role(
        "担保公司",
        ("guarantor",),
        views=("parties.accountrequest", "lending.countermand") + BUSINESS + LENDING + SANCTIONS + PAPERS + BODIES + WORTH,
        adds=WORTH + ("lending.recoveryentry", "sanctions.warningnotice", "lending.inquiry", "lending.protectivemeasure", *COLLECTS),
        moves=VOUCHES | {
            "parties.qualification": "warn",
            "lending.compensationclaim": "pay",
            "lending.countermand": "receive_refund record_return",
            "lending.overdueepisode": "compensate start_recovery finish_recovery ask_write_off",
            "lending.loannote": "compensate",
        },
        changes=WORTH,
        sees_lending=True,
        extra=(REVEAL, SIGNS, READS, EXPORTS),
    ),
    "auditor": Role(
        "审计",
        ("office", "department"),
        views=IDENTITY + RECUSAL + ("parties.accountrequest", "parties.accessevent", "ledger.proposal") + ALL + BODIES + ("parties.membership", "parties.user") + CREDIT + KEYS + ("cms.archiveexport",) + FOUND + HANDED_ON,
        extra=(READS, EXPORTS, "ledger.view_every_proposal", "cms.export_archive_application",),
        sees_registry=True, sees_lending=True, screens=True,
    ),
    "reporter": Role(
        "信用信息报送",
        ("department", "provider"),
        views=BUSINESS + LOOKS + ("credit.creditsource", "credit.creditfact", "credit.delivery", "ledger.message") + BODIES,
        adds=("credit.delivery", "credit.queryauthorisation"),
        moves={"credit.delivery": "confirm_all confirm_part find_unchanged reject"},
        extra=("credit.report_facts", "credit.repair_creditfact", "credit.query_profile"),
    ),
    "editor": Role("网站编辑", ("office",), edits_pages=True),
    "admin": Role(
        "系统管理",
        ("office",),
        views=("parties.accountrequest", "ledger.proposal") + BODIES + KEYS + ("parties.user", "parties.membership", "ledger.dutyrun", "ledger.dutyfailure"),
        adds=("parties.institution", "parties.membership", "credit.apitoken", "imports.uploadkey", "cms.readingkey"),
        changes=("parties.institution", "parties.user", "parties.membership", "credit.apitoken", "imports.uploadkey", "cms.readingkey"),
        moves={"parties.accountrequest": "approve decline", "ledger.proposal": "withdraw"},
        keeps_accounts=True,
        extra=(REVEAL,),
    ),
    "security": Role(
        "安全管理",
        ("office",),
        views=BODIES + ("parties.user", "parties.membership", "parties.accountrequest", "parties.accessevent",
                        "ledger.proposal", "ledger.dutyfailure"),
        moves={"ledger.proposal": "approve refuse"},
        extra=("parties.approve_membership",),
        keeps_accounts=True,
    ),
}  # fmt: skip
# Which audience of `registry/policy/disclosure` a role belongs to.
AUDIENCE_OF = {
    "clerk": "office", "head": "office", "legal": "legal", "reviewer": "department", "reporter": "department",
    "leader": "leading", "recommender": "town", "bank_maker": "bank", "bank_checker": "bank",
    "guarantor": "guarantor", "auditor": "auditor", "admin": "accounts", "security": "accounts", "editor": "editor",
}  # fmt: skip
