"""The ledger, papers, pages and the house's own counters."""

from .levels import NOBODY, seen, table

LEDGER = seen(full="office auditor")
TIMERS = seen(full="office auditor accounts")
PAPERS = seen(full="office legal leading auditor", own="department town bank guarantor")
BY_CODE = seen(full="public office legal leading auditor", own="department town bank guarantor")
CERTIFIED = seen(full="office legal leading auditor", own="department town bank guarantor", partly="public")
PAGES = seen(full="public editor office")
ARTICLE = "summary source body keywords"
THEIRS = "legal leading department town bank guarantor accounts"
LAYOUTS = seen(full="office auditor")
KEYS = seen(full="auditor accounts")
SEALS = seen(full="public office legal auditor")

TABLES = {
    "ledger.statuschange": table(
        (seen(full="office auditor", own=THEIRS, partly="public"), "move to_status effective_on"),
        (seen(full="office auditor", own=THEIRS), "recorded_at actor_name clause reason"),
        (LEDGER, "position record_type record_id record_key ordinal subject_code owner_code from_status actor facts "
         "policy_version previous_hash row_hash"),
    ),
    "ledger.chainhead": table((NOBODY, "position row_hash")),
    "ledger.effect": table((LEDGER, "key duty record_type record_id record_key effective_on clause recorded_at")),
    "ledger.dutyrun": table((TIMERS, "day started_at finished_at effects failures")),
    "ledger.dutyfailure": table(
        (TIMERS, "duty record_type record_id record_key day reason held first_seen_at last_seen_at resolved_at"),
    ),
    "ledger.message": table(
        (seen(full="office legal leading auditor", own="department town bank guarantor"),
         "kind recipient_code subject body record_type record_id sent_on recorded_at mailed_at mail_attempts "
         "mail_error read_at read_by"),
        (NOBODY, "key"),
    ),
    "ledger.proposal": table(
        (seen(full="auditor", own="office accounts"),
         "act object_key record_type record_id record_version record_key subject_code arguments diff reason "
         "proposed_by proposed_on expires_on decided_by decided_on decision_reason status"),
    ),
    "documents.issueddocument": table(
        (seen(full="public office legal leading auditor", own="department town bank guarantor"), "number"),
        (seen(full="office legal leading auditor", own="department town bank guarantor", partly="public"), "title"),
        (BY_CODE, "kind issuer_name issued_on sha256 check_code"),
        (CERTIFIED, "body annex"),
        (PAPERS, "addressee issuer_code owner_code subject_code record_type record_id issued_by recorded_at"),
        clause="R71", keeps="长期保存，不改动",
    ),
    "documents.documentcopy": table((PAPERS, "document recipient_code")),
    "documents.wordlayout": table((LAYOUTS, "slot")),
    "documents.layoutfile": table((LAYOUTS, "layout original_name content size sha256 uploaded_by uploaded_on recorded_at")),
    "documents.layoutversion": table(
        (LAYOUTS, "layout number file in_force_from approved_on approved_by reason recorded_at"),
    ),
    "documents.wordcopy": table((PAPERS, "document content sha256 made_at"), clause="R71"),
    "documents.paperend": table(
        (SEALS, "document replaced_by ended_on"),
        (seen(full="office legal auditor"), "reason ended_by"),
    ),
    "documents.seal": table(
        (SEALS, "check_code statement key signature"),
        (NOBODY, "record_type record_id sealed_at"),
    ),
    "documents.signingkey": table(
        (SEALS, "key_id public_key"),
        (NOBODY, "first_used_at"),
    ),
    "documents.counter": table((NOBODY, "kind year last")),
    "cms.archiveexport": table((LEDGER, "application exported_by exported_at parts manifest_sha256")),
    "cms.publicfinding": table((LEDGER, "address sorts first_seen_at last_seen_at gone_at")),
    "cms.publicscan": table((NOBODY, "day started_at finished_at addresses findings failed swept")),
    "cms.readingkey": table(
        (KEYS, "name institution reads_public reads_changes reads_checks per_minute expires_on addresses prefix issued_on "
         "revoked_on"),
        (NOBODY, "digest"),
    ),
    "cms.readinguse": table((KEYS, "key address outcome first_at last_at")),
    "cms.reads": table((NOBODY, "source span asked"), keeps="十分钟"),
    "cms.lookups": table((NOBODY, "source span asked"), keeps="一日"),
    "pages.homepage": table((PAGES, "intro")),
    "pages.textpage": table((PAGES, "summary document_number issuer issued_on body")),
    "pages.policyindex": table((PAGES, "intro keywords")),
    "pages.guideindex": table((PAGES, "intro keywords")),
    "pages.caseindex": table((PAGES, "intro keywords")),
    "pages.newsindex": table((PAGES, "intro keywords")),
    "pages.policypage": table(
        (PAGES, f"{ARTICLE} index_number subject issuer document_number written_on released_on in_force_on repealed_on validity "
         "openness reading reading_url attachments"),
        clause="§6.5",
    ),
    "pages.guidepage": table(
        (PAGES, f"{ARTICLE} audience basis conditions materials steps time_limit fee result venue hours enquiries complaints"),
    ),
    "pages.newspage": table((PAGES, f"{ARTICLE} author")),
    "pages.faqpage": table((PAGES, f"{ARTICLE} questions")),
    "pages.casepage": table(
        (PAGES, f"{ARTICLE} business_name town trade"),
        (seen(full="editor office"), "consent_on consent_paper consent_ended_on"),
        clause="R57；个保法15", keeps="撤回同意的当日撤下",
    ),
    "pages.approvaltask": table(),
    "pages.wordlist": table((seen(full="editor office"), "text"), (NOBODY, "site")),
    "pages.officesettings": table(
        (PAGES, "name address phone hours email correction_url site_code icp police site_name domain description keywords "
         "uscc organiser conac_url answer_workdays"),
        (NOBODY, "site"),
    ),
    "pages.letter": table(
        (seen(full="public office auditor"), "public_subject public_text public_answer published_on"),
        (seen(full="office auditor", partly="public"), "receipt_number kind received_on answered_on status"),
        (seen(full="office auditor"), "subject text name phone may_publish due_on answer forget_on forgotten_on"),
        (NOBODY, "code_key"),
        clause="§6.3；个保法47", keeps="办结满24个月清除留言人和原文",
    ),
    "pages.brokenlink": table((seen(full="editor office"), "page target answer first_seen_on last_seen_on gone_at")),
}  # fmt: skip
