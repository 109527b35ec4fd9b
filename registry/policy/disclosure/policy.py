"""The policy's own tables: no personal data; the calendar is public, figures are read by whoever keeps them."""

from .levels import seen, table

KEPT = seen(full="office auditor")
TOLD = seen(full="public office auditor")

TABLES = {
    "policy.calendaryear": table(
        (TOLD, "year document_number title"),
        (KEPT, "coverage source revision"),
    ),
    "policy.calendarversion": table(
        (TOLD, "calendar_year revision document_number title known_on"),
        (seen(full="office auditor", partly="public"), "entries"),
    ),
    "policy.calendarday": table(
        (TOLD, "date kind name"),
        (KEPT, "source withdrawn"),
    ),
    "policy.admissioncondition": table((KEPT, "code text question order in_force_from in_force_to")),
    "policy.conditionanswerer": table((KEPT, "condition institution_code")),
    "policy.referencerate": table((KEPT, "kind published_on percent source")),
    "policy.sizethreshold": table(
        (KEPT, "standard industry codes order employees_large employees_medium employees_small revenue_large "
         "revenue_medium revenue_small assets_large assets_medium assets_small fallback in_force_from in_force_to"),
    ),
    "policy.policyversion": table(
        (TOLD, "document_number"),
        (seen(full="office auditor", partly="public"), "apply_months publicity_workdays tax_grades_ok cap_enterprise "
         "cap_individual"),
        (KEPT, "note in_force_from in_force_to founding cap_scope fee_cap fee_cap_hard rate_benchmark_mult "
         "rate_lpr_spread_bp rate_basis_default rate_cap_hard allin_target allin_warn target_enterprises "
         "target_individuals count_publication_day publicity_clock hold_on_open_objection cancel_needs_office "
         "cancel_auto reapply_after od_day1 od_day60 od_full_days sla_day1_wd sla_day60_wd comp_include_penalty "
         "guarantor_share bank_share qualification_months min_tax_years tax_grade_for_individuals "
         "litigation_roles_bad bl_reply_wd credit_report_retention_months objection_accept_wd objection_decide_wd "
         "objection_reply_wd statement_wd objection_retention_months publicity_retention_months "
         "report_months report_due_days report_remind_days claim_remind_days claim_climb_days opendata_drop_percent "
         "opendata_drop_rows opendata_keep_days webhook_fail_days proposed_by "
         "approved_by approved_on"),
    ),
}  # fmt: skip
