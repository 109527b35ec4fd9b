"""Notices, announcements, objections: the allow-list of what the public reads (domain §5.4, R28, A11)."""

from .levels import NOBODY, seen, table

COUNTY = "office legal leading auditor"
TOLD = seen(full=f"public {COUNTY}")
ABRIDGED = seen(full=COUNTY, partly="public")
KEPT = seen(full=COUNTY)
HANDLERS = seen(full="office auditor")

TABLES = {
    "publicity.notice": table(
        (TOLD, "title batch body contact serial number published_on starts_on ends_on workdays counts_publication_day "
         "provisional calendar_version announced_ends_on supplements extension_note canonical_text text_sha256 "
         "check_code status"),
        (KEPT, "extra_workdays counted_from marks"),
        clause="R28 R29", keeps="长期可查；名单中的姓名结束满24个月清除",
    ),
    "publicity.noticeentry": table(
        (TOLD, "notice ordinal shown_name uscc kind shown_operator town industry recommender corrected_on outcome_on "
         "announcement status"),
        (ABRIDGED, "listed_on"),
        (KEPT, "application outcome_note"),
        clause="R28；个保法25", keeps="姓名在公示结束满24个月清除",
    ),
    "publicity.posting": table(
        (TOLD, "notice channel place posted_on posted_at url removed_on"),
        (ABRIDGED, "photo"),
        (KEPT, "posted_by removed_at removed_by removal_url removal_photo"),
    ),
    "publicity.announcement": table(
        (TOLD, "kind serial number title body rows notice corrects published_on expires_on recorded_at sha256 check_code"),
        (ABRIDGED, "entry withdrawn_on"),
        (KEPT, "cause"),
        clause="R31 R42 R51", keeps="到期停止公开；姓名发布满24个月清除",
    ),
    "publicity.objection": table(
        (seen(full="office auditor", partly="public"), "entry status late"),
        (HANDLERS, "receipt_number sort name phone address facts original_sha256 received_on accept_due_on "
         "decide_due_on reply_due_on shared_text shared_on reply_text replied_on forget_on forgotten_on"),
        clause="A11；个保法47", keeps="办结满24个月清除异议人、原文和材料",
    ),
    "publicity.objectionpaper": table(
        (HANDLERS, "objection side file original_name size sha256 received_on"),
        clause="A11", keeps="随异议清除",
    ),
    "publicity.statement": table(
        (HANDLERS, "objection letter asked_on due_on text signed_by given_on online"),
        clause="A11", keeps="随异议清除",
    ),
    "publicity.waitingpaper": table((NOBODY, "ticket file original_name size sha256 state kept_on"), keeps="一日"),
    "publicity.knock": table((NOBODY, "key at"), keeps="一日"),
    "publicity.searchdue": table((NOBODY, "kind record_id"), keeps="收入检索即清除"),
    "publicity.pagecheck": table(
        (ABRIDGED, "notice checked_at result"),
        (KEPT, "http_status latency_ms seen_sha256 expected_sha256 note"),
    ),
    "publicity.certificate": table(
        (seen(full=f"public {COUNTY}"), "notice document replaces"),
        (ABRIDGED, "fixed moving"),
    ),
    "publicity.publicchange": table(
        (seen(full=f"public {COUNTY}"), "subject public_id action changed_on recorded_at"),
        (ABRIDGED, "number"),
        (NOBODY, "record_id digest"),
    ),
    "publicity.changehead": table((NOBODY, "number edition marks")),
    "publicity.wordingtemplate": table((HANDLERS, "kind text")),
    "publicity.opendataedition": table(
        (TOLD, "table day revision made_at previous rows added changed removed files retired_on retired_why"),
        (HANDLERS, "released_by released_why"),
        clause="政务公开", keeps="文件满30日或者有人依法撤下即删除，行数和指纹长期保存",
    ),
    "publicity.subscription": table(
        (HANDLERS, "board query asked_at confirmed_at ended_at seen"),
        (NOBODY, "email email_key nonce"),
        clause="个保法13 47", keeps="退订当时清除邮箱；没有确认的两日清除",
    ),
    "publicity.subscriptionletter": table(
        (HANDLERS, "subscription kind changes made_at claimed_at sent_at attempts error given_up"), (NOBODY, "key"),
    ),
    "publicity.webhookendpoint": table(
        (HANDLERS, "name institution url notices announcements roster addresses since works_since disabled_on disabled_why"),
    ),
    "publicity.webhooksecret": table((NOBODY, "endpoint locked made_at ends_at")),
    "publicity.webhookdelivery": table(
        (HANDLERS, "endpoint number message_id replay_of made_at next_at attempts delivered_at given_up_at last_answer"),
    ),
    "publicity.webhookattempt": table((HANDLERS, "delivery at answered took_ms error")),
}  # fmt: skip
