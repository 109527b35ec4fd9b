"""Doors of the admin that are no register; a part of the one table of access."""

from .table import ACCOUNTS, COUNTY, LENDING, OFFICE, REPORTS, ROLES

# Doors of the admin beside the registers: who gets which answer; everybody else signed in is refused (403).
ADMIN = {
    "admin:index": {200: " ".join(ACCOUNTS)},
    "admin:login": {302: " ".join(ROLES)},
    "admin:logout": {405: " ".join(ACCOUNTS)},
    "admin:password_change": {200: " ".join(ACCOUNTS)},
    "admin:password_change_done": {200: " ".join(ACCOUNTS)},
    "admin:jsi18n": {200: " ".join(ACCOUNTS)},
    "admin:autocomplete": {403: " ".join(ACCOUNTS)},  # without its parameters, for everybody
    "admin:app_list": {200: " ".join(ACCOUNTS)},
    "admin:imports_upload_template": {200: "bank"},
    "admin:imports_recommendationsheet_template": {200: "town bank"},
    "admin:imports_sheetupload_template": {200: "office head"},
    "admin:credit_delivery_template": {200: "reviewer"},
    "admin:screening_departmentopinion_board": {200: "office head reviewer leader auditor"},
    "admin:screening_departmentopinion_sheet": {200: "reviewer"},
    "admin:screening_departmentopinion_upload": {200: "reviewer"},
    "admin:screening_recheck_all": {200: "reviewer"},
    # the next are asked for a number never given: it is not there, whoever asks
    "admin:imports_upload_mapping": {404: "bank"},
    "admin:imports_upload_progress": {404: "office head bank checker auditor"},
    "admin:imports_upload_answer": {404: "office head bank checker auditor"},
    "admin:imports_upload_errors": {404: "office head bank checker auditor"},
    "admin:lending_loannote_known": {404: LENDING},
    "admin:screening_round_state": {404: " ".join(ACCOUNTS)},
    "admin:screening_leadinggroupmeeting_table": {404: " ".join(ACCOUNTS)},
    "admin:publicity_notice_wechat": {404: COUNTY},
    "admin:publicity_notice_wechat_svg": {404: COUNTY},
    "admin:publicity_notice_wechat_png": {404: COUNTY},
    "admin:publicity_wordingtemplate_preview": {405: " ".join(ACCOUNTS)},  # is posted to
    **dict.fromkeys(
        (
            "admin:documents_wordlayout_start",
            "admin:documents_wordlayout_example",
            "admin:documents_layoutfile_original",
            "admin:documents_layoutfile_preview",
        ),
        {404: OFFICE},
    ),
    "archive": {404: " ".join(ACCOUNTS)},
    "archive-export": {404: " ".join(ACCOUNTS)},
    "credit-profile": {404: " ".join(ACCOUNTS)},
    "calendar-import": {200: "office head"},
    "report": {200: REPORTS},
    "report-print": {200: REPORTS},
    "report-export": {405: "office head leader bank checker guarantor auditor"},  # is posted to
    "report-page": {404: REPORTS},  # a page that is not there
    "report-rows": {404: REPORTS},
    "admin:": {},
}
