"""Warnings and the blacklist: published only as far as the basis allows (国办发〔2020〕49号; domain §5.1–§5.4)."""

from .levels import seen, table

CASE = seen(full="office legal auditor")
TOLD = seen(full="public office legal auditor")

TABLES = {
    "sanctions.legalbasis": table(
        (CASE, "kind document number article text in_force_from in_force_to covers_fraud covers_misuse covers_evasion "
         "publishes approved_by approved_on status"),
    ),
    "sanctions.warningnotice": table(
        (seen(full="office legal guarantor auditor"),
         "business qualification trigger condition facts triggered_on issued_on document_number waived_on "
         "waiver_cause waiver_evidence waiver_file withdrawn_on withdrawal_reason"),
        (seen(full="office guarantor auditor"), "episode cancelled_by"),
    ),
    "sanctions.conditionbreach": table(
        (seen(full="office auditor"), "business qualification fact recheck condition found_on warning status"),
    ),
    "sanctions.blacklistcase": table(
        (TOLD, "legal_basis publish_from min_until"),
        (seen(full="office legal auditor", partly="public"), "business ground max_until status"),
        (CASE, "facts basis evidence_file determined_on severity proposed_on listing_basis cleared_on notified_on "
         "notice_method delivery_proof notice_file reply_due_on reply_due_provisional reply replied_on reply_waived "
         "reply_review reviewed_on decided_on served_on served_method served_proof served_file necessity withheld_on "
         "removed_on removal_reason exclusion_lifted_on"),
        clause="信用修复管理办法（36号令）", keeps="公开到最长期限为止，由定时事项停止",
    ),
    "sanctions.jointaction": table(
        (seen(full="office legal auditor", own="department guarantor"),
         "case institution asked_on due_on outcome measure measure_basis done_on lifted_on"),
    ),
    "sanctions.receipt": table(
        (seen(full="office legal auditor", own="department bank guarantor"),
         "document institution purpose warning case sent_on due_on seen_on seen_by acknowledged_on acknowledged_by "
         "note remind_on reminders"),
    ),
    "sanctions.warningrecipient": table((CASE, "institution on_overdue on_condition contact since until note")),
    "sanctions.repairrequest": table(
        (CASE, "case applicant statement received_on decide_by correction_proof duties_proof promise finding "
         "verified_on corrected duties_performed promise_public decided_on decision status"),
    ),
}  # fmt: skip
