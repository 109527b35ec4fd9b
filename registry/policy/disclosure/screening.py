"""Applications and what is answered and decided about them. What departments find is sealed until all are in (R72)."""

from .levels import NOBODY, seen, table

INNER = seen(full="office leading auditor")
MEETINGS = seen(full="office leading auditor", own="department")
THEIRS = seen(full="office leading auditor", own="town bank")

TABLES = {
    "screening.round": table(
        (seen(full="office department leading town bank auditor", partly="public"), "year month opens_on closes_on"),
        (seen(full="office department leading town bank auditor"), "opinions_due_on note closed_on status"),
        clause="R24",
    ),
    "screening.application": table(
        (seen(full="office leading department auditor", own="town bank"),
         "round business channel recommender receipt_number contact_name registered_here taxed_here has_premises "
         "consents_publication consents_credit_query consents_operator_name consents_version industry_code employees "
         "revenue assets figures_year tax_grade tax_grade_year tax_since size_class size_reason received_on "
         "outside_window_reason supplement_due_on supplement_items supplement_done status"),
        (seen(covered="office leading department auditor town bank"), "contact_phone"),
        (INNER, "operator_masked particulars_note conclusion"),
        (NOBODY, "operator_key"),
        owner="recommender", clause="个保法6、28；R22 R72", keeps="长期保存；申报人凭受理号和电话另查进度",
    ),
    "screening.attachment": table(
        (THEIRS, "application kind file original_name size sha256 replaced_on expired_on"),
        clause="征信业管理条例；domain 5.5", keeps="征信报告和其他含证件、账户的材料：轮次结束或者未通过满12个月删除文件",
    ),
    "screening.departmentopinion": table(
        (MEETINGS, "application condition institution asked_on due_on answered_on standing"),
        (seen(sealed="office leading auditor department"),
         "answer reason reference source queried_on valid_until answered_by answered_mail corrects"),
        clause="R26 R72",
    ),
    "screening.recheck": table(
        (seen(full="office auditor", own="department"),
         "business qualification condition institution cause round asked_on due_on answer reason reference queried_on "
         "valid_until answered_on answered_by corrects standing"),
        clause="R25 R37 R72",
    ),
    "screening.unsealing": table((INNER, "application unsealed_on complete reason")),
    "screening.opinionchallenge": table(
        (MEETINGS, "opinion raised_on raised_by question outcome reply replied_on replied_by"),
    ),
    "screening.opinionlink": table(
        (INNER, "institution mail_domain issued_on issued_by expires_on revoked_on revoked_reason"),
        (NOBODY, "nonce"),
    ),
    "screening.linkcode": table((NOBODY, "link address code_hash sent_at expires_at tries used_at")),
    "screening.linkuse": table((INNER, "link what address detail happened_at")),
    "screening.leadinggroupmeeting": table(
        (INNER, "title met_on place chair minutes_number minutes_file minutes_file_name status"),
    ),
    "screening.meetingmember": table((INNER, "meeting name post present")),
    "screening.agendaitem": table(
        (INNER, "meeting application ordinal mode votes_for votes_against votes_abstain reason approved"),
    ),
    "screening.recusal": table((INNER, "item member reason")),
    "screening.leadinggroupdecision": table(
        (INNER, "application minutes_number met_on approved reason tally standing decided_by decided_on"),
        clause="R27",
    ),
    "screening.coordinationmeeting": table((MEETINGS, "title held_on place minutes minutes_file minutes_file_name")),
    "screening.coordinationattendance": table((MEETINGS, "meeting institution")),
    "screening.coordinationtask": table((MEETINGS, "meeting text owner due_on done_on done_note done_by")),
    "screening.refusalletter": table(
        (THEIRS, "application document stage issued_on reply_due_on appealed_on appellant appeal answered_on answer "
         "answer_document status"),
    ),
    "screening.applicationdraft": table(
        (NOBODY, "number round answers started_on expires_on application purged_on"),
        clause="个保法19、47", keeps="提交次日或者申报截止后清空",
    ),
    "screening.draftpaper": table(
        (NOBODY, "draft kind file original_name size sha256 state"),
        clause="个保法19、47", keeps="随草稿删除",
    ),
    "screening.failedlookup": table((NOBODY, "key at"), keeps="一日"),
}  # fmt: skip
