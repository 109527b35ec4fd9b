"""Institutions, accounts and businesses (domain §5.4; consents.py: who is told that they will see it)."""

from .levels import NOBODY, seen, table

STAFF = "office legal leading department town bank guarantor auditor"
SCREEN = "office leading department auditor"
ACCOUNTS = seen(full="auditor accounts")
OFFICE = seen(full="office auditor")

TABLES = {
    "parties.business": table(
        (seen(full=f"public {STAFF}"), "uscc kind name town"),
        (seen(full=STAFF, partly="public"), "operator_name industry_code"),
        (seen(covered=STAFF), "phone"),
        (seen(full=f"{SCREEN} legal", own="town bank"), "operator_consent address created_for"),
        (seen(full=SCREEN, own="town bank"), "employees revenue assets figures_year tax_grade tax_grade_year "
         "tax_since established_on legacy_number"),
        owner="created_for", clause="个保法6、25；企业信息公示条例9",
        keeps="登记簿长期保存；公示名单中的姓名期满清除",
    ),
    "parties.qualification": table(
        (seen(full=f"public {STAFF}"), "business batch recognised_on status"),
        (seen(full=STAFF), "notice_serial cancelled_on may_reapply_on"),
        clause="R30 R42",
    ),
    "parties.identitychange": table(
        (OFFICE, "business kind changed_on old new evidence successor"),
    ),
    "parties.rescreeningtask": table(
        (OFFICE, "business cause opened_on concluded_on status"),
    ),
    "parties.institution": table(
        (seen(full=f"public {STAFF} accounts"), "name"),
        (seen(full=f"{STAFF} accounts"), "code kind uscc email phone receives_warnings joins_screening active order superior"),
    ),
    "parties.recusal": table(
        (seen(full="office auditor", own="department leading"), "user business ground started_on ended_on"),
        clause="A27",
    ),
    "parties.accountrequest": table(
        (seen(full="office auditor accounts", own="department town bank guarantor"),
         "full_name institution role reason requested_on expires_on opened status"),
        (seen(covered="office auditor accounts department town bank guarantor"), "phone email"),
    ),
    "parties.user": table(
        (seen(full=f"{STAFF} accounts"), "full_name"),
        (ACCOUNTS, "last_login is_superuser username is_staff is_active date_joined reopened_on"),
        (seen(covered="auditor accounts"), "phone email"),
        (NOBODY, "password"),
    ),
    "parties.membership": table(
        (ACCOUNTS, "user institution role started_on ended_on liaison delegated_by until"),
    ),
    "parties.accessevent": table(
        (ACCOUNTS, "at kind user what network"),
        (NOBODY, "account_key device"),
    ),
}  # fmt: skip
