"""Loans: the lender its own, guarantor and office all; never the public (征信业管理条例; domain §5.5)."""

from .levels import seen, table

LOANS = seen(full="office guarantor auditor", own="bank")

TABLES = {
    "lending.creditline": table(
        (LOANS, "bank business contract_no guarantee_no amount amount_inferred basis fee_rate signed_on ends_on "
         "guarantee_kind guarantee_until committed_on status"),
    ),
    "lending.loannote": table(
        (seen(full="office legal guarantor auditor", own="bank"), "note_no"),
        (LOANS, "bank business line amount start_on due_on extended_due_on rate basis fee_rate guarantee_type "
         "repayment_method rate_over_cap rate_reason status"),
    ),
    "lending.position": table(
        (LOANS, "bank note as_of balance unpaid_since overdue_principal overdue_interest penalty compound grade source "
         "standing corrects"),
    ),
    "lending.overdueepisode": table((LOANS, "bank note business unpaid_since day1_on day60_on ended_on told_by ended_by status")),
    "lending.bankreport": table(
        (LOANS, "bank episode kind owed_from due_on due_provisional reported_on cause_kind cause plan reported_by"),
    ),
    "lending.demandnotice": table(
        (LOANS, "bank episode number ordinal issued_on principal interest pay_by delivery delivered_on received_by "
         "tracking proof withdrawn_on recall_delivery recall_delivered_on recall_received_by recall_tracking recall_proof"),
    ),
    "lending.compensationclaim": table(
        (LOANS, "bank episode business principal interest penalty interest_to accelerated_on payee_account lodged_on "
         "approved_on approved_amount minutes_number cut_reason paid_on paid_amount voucher_no received_on received_amount "
         "difference round waiting_since aged status"),
    ),
    "lending.recoveryentry": table((LOANS, "bank claim received_on amount source voucher_no")),
    "lending.inquiry": table((LOANS, "bank line institution result concluded_on grounds standing corrects")),
    "lending.supervisionnote": table(
        (LOANS, "bank line note checked_on looked_at finding remarks file original_name considered_on consideration"),
    ),
    "lending.protectivemeasure": table(
        (LOANS, "bank business line episode condition institution kind taken_on description amount file original_name"),
    ),
    "lending.riskcompensation": table((LOANS, "bank claim included_on amount basis")),
    "lending.reportingperiod": table(
        (LOANS, "bank starts_on ends_on due_on received_on as_of source reminded unreached_on status"),
    ),
    "lending.silentmaturity": table((LOANS, "bank note due_on flagged_on answer_by answered_on as_of status")),
    "lending.countermand": table(
        (seen(full="office guarantor auditor"),
         "episode business kind act act_on falls why diff title body source prepared_on due_on remind_on decided_on "
         "decision paper_number refund_due_on refunded_on refund_voucher status"),
        (seen(full="office auditor"), "record_type record_id"),
    ),
    "lending.claimdossier": table((LOANS, "bank episode business opened_on told_day")),
    "lending.dossierdocument": table(
        (LOANS, "bank dossier paper about file original_name uploaded_on lodgings uploaded_by standing taken_out_on taken_out_for"),
    ),
    "lending.claimdeficiency": table((LOANS, "bank claim paper code round raised_on answer answered_on")),
    "lending.collectiontask": table((LOANS, "bank episode step owner due_on done_on told_late_on")),
    "lending.collectioncontact": table(
        (LOANS, "bank episode task institution kind made_on met result recorded_by file original_name"),
    ),
    "lending.repaymentpromise": table((LOANS, "bank episode made_on made_by amount due_on judged_on came_in status")),
    "lending.ladderstep": table(
        (seen(full="office auditor bank guarantor"), "name day owner kind obligatory in_force_from in_force_to"),
    ),
    "lending.shareagreement": table(
        (LOANS, "bank document guarantor_share bank_share fund_share reinsurer_share in_force_from in_force_to"),
    ),
    "lending.riskshare": table((LOANS, "bank claim recovery bearer percent amount")),
    "lending.paperrequirement": table(
        (seen(full="office auditor bank guarantor"), "code name source needed from_day by_day order in_force_from in_force_to"),
    ),
    "lending.movednote": table((seen(full="office auditor"), "old new found_on answered_on status")),
}  # fmt: skip
