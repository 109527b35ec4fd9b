"""Sheets uploaded by lenders and recommenders: their own, the office and the auditor (R70)."""

from .levels import NOBODY, seen, table

KEYS = seen(full="auditor accounts")
LEDGERS = seen(full="office auditor", own="bank")

TABLES = {
    "imports.upload": table(
        (LEDGERS, "bank file original_name size sha256 unit sheet header_row as_of uploaded_on uploaded_by "
         "confirmed_by rows created updated unchanged rejected warnings remarks control status"),
        (NOBODY, "register_version booked_key mapping"),
        keeps="没有确认的一日后删除文件",
    ),
    "imports.columnprofile": table((LEDGERS, "bank header key column taught_by taught_on")),
    "imports.heldfile": table(
        (seen(own="bank"), "bank file original_name sha256 unit uploaded_on uploaded_by"),
        keeps="当日没有指明各列的，文件删除",
    ),
    "imports.uploadjob": table(
        (seen(own="bank"), "key kind bank asked_by original_name unit rows held upload partial reason state asked_at "
         "started_at finished_at said"),
        (NOBODY, "by_interface file sha256 taught at attempts seen"),
        keeps="办完即删除文件，最长一日",
    ),
    "imports.uploadkey": table(
        (KEYS, "name bank holder expires_on addresses prefix issued_on revoked_on"), (NOBODY, "digest"),
    ),
    "imports.uploadcall": table((KEYS, "token address asked answered outcome job called_at")),
    "imports.stagedrow": table(
        (LEDGERS, "upload row raw clean changes action errors warnings duties"),
        (seen(full="office auditor"), "ripple"),
    ),
    "imports.recommendationsheet": table(
        (seen(full="office auditor", own="town bank"),
         "institution file original_name sha256 rows drafted uploaded_on uploaded_by confirmed_on"),
    ),
    "imports.sheetupload": table(
        (seen(full="office auditor"), "kind file original_name sha256 recognised_on rows created updated unchanged rejected "
         "remarks uploaded_on uploaded_by booked_by status"),
        (NOBODY, "digest"),
        keeps="没有确认的一日后删除文件和明细",
    ),
    "imports.sheetrow": table(
        (seen(full="office auditor"), "upload line number action named changes problems remarks"),
        keeps="没有登记的，与文件一并删除",
    ),
}  # fmt: skip
