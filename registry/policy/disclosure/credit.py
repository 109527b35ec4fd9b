"""Credit facts of bodies that report: conclusions only, a look by leave and written down (征信业管理条例; R65)."""

from .levels import NOBODY, seen, table

OFFICE = seen(full="office auditor", own="department")
LOOKS = seen(full="office auditor", own="department bank")
KEYS = seen(full="auditor accounts")

TABLES = {
    "credit.creditsource": table(
        (seen(full="office auditor accounts", own="department"), "name"),
        (OFFICE, "code institution legal_basis fields_kept retention_months condition_code active order"),
    ),
    "credit.creditfact": table(
        (OFFICE, "source institution business kind period_from period_to level statement reference reported_on "
         "valid_until delivery corrects standing withdrawn_on repaired_on repair_reference"),
        clause="征信业管理条例16", keeps="按来源登记的期限停止显示和使用",
    ),
    "credit.delivery": table(
        (OFFICE, "source institution channel purpose authority use_until received_on received_by file original_name "
         "sha256 token rows created corrected unchanged rejected preview status"),
        (NOBODY, "idempotency_key"),
    ),
    "credit.queryauthorisation": table(
        (LOOKS, "business institution purpose from_on until_on file file_name sha256 revoked_on"),
    ),
    "credit.profilequery": table(
        (LOOKS, "business institution queried_by queried_on recorded_at purpose authorisation granted refusal"),
    ),
    "credit.apitoken": table(
        (seen(full="office auditor accounts", own="department"), "name"),
        (KEYS, "source holder scope expires_on addresses prefix issued_on revoked_on"),
        (NOBODY, "digest"),
    ),
    "credit.apicall": table((KEYS, "token address answered outcome delivery called_at")),
}  # fmt: skip
