"""Addresses outside the registers: what the public gets, and what editors get in the pages' admin.

`PUBLIC`: the same answer to everybody, signed in or not. `EDITORS`: the answer to editor and head, for something that is
there and, after it, for something that is not; everybody else is sent to the login (302) from every one of these, GET or
POST. One name per address; unnamed addresses stand under their route.
"""

PUBLIC = {
    200: (
        "calculator healthz login wagtailadmin_sprite wagtailadmin_javascript_catalog home notices announcements roster check sousuo "
        "request-account set-password feedback apply record record_json record_csv notice_feed announcement_feed sitemap robots "
        "api-notices api-notice api-announcements api-roster api-changes api-pages api-openapi api-docs "
        "wagtailcore_login subscribe open_data api-opendata apply_resume apply_progress feedback_progress statement entry key_list record_canonical "
        "site_map letters letter_progress blacklist style_guide record_text record_picture record_square "
    ),
    302: "letter_receipt apply_receipt apply_form apply_supplement feedback_receipt",
    400: "api-workdays api-check",
    401: "credit-facts api-uploads api-upload api-upload-confirm",
    403: "opinion_link",
    404: (
        "letter_answer picture wagtaildocs_serve api-announcement api-page apply_step confirm_subscription end_subscription api-opendata-file paper_statement signature verify key_file certificate certificate_canonical certificate_word "
        "wagtailadmin_password_reset wagtailadmin_password_reset_done wagtailadmin_password_reset_confirm "
        "wagtailadmin_password_reset_complete wagtailcore_authenticate_with_password wagtail_serve "
    ),
    405: "logout",
    503: "readyz",
}

EDITORS = {
    (200,): (
        "wagtailadmin_home cms/test404/ wagtailadmin_api:pages:listing wagtailadmin_api:documents:listing "
        "wagtailadmin_api:images:listing wagtailadmin_pages:search wagtailadmin_pages:search_results "
        "wagtailadmin_choose_page wagtailadmin_choose_page_search wagtailadmin_choose_page_chosen_multiple "
        "wagtailadmin_choose_page_external_link wagtailadmin_choose_page_email_link "
        "wagtailadmin_choose_page_phone_link wagtailadmin_choose_page_anchor_link wagtailadmin_tag_autocomplete "
        "wagtailadmin_workflows:task_chooser wagtailadmin_workflows:task_chooser_results "
        "wagtailadmin_workflows:task_chooser_create wagtailadmin_reports:workflow "
        "wagtailadmin_reports:workflow_results wagtailadmin_reports:workflow_tasks "
        "wagtailadmin_reports:workflow_tasks_results wagtailadmin_reports:site_history "
        "wagtailadmin_reports:site_history_results wagtailadmin_reports:aging_pages "
        "wagtailadmin_reports:aging_pages_results wagtailadmin_reports:page_types_usage "
        "wagtailadmin_reports:page_types_usage_results wagtailadmin_account wagtailadmin_dismissibles "
        "wagtailembeds:chooser wagtailembeds:chooser_upload wagtaildocs_chooser:choose "
        "wagtaildocs_chooser:choose_results wagtaildocs_chooser:chosen_multiple wagtailimages_chooser:choose "
        "wagtailimages_chooser:choose_results wagtailimages_chooser:chosen_multiple "
        "wagtailredirects:index wagtailredirects:index_results wagtailredirects:add wagtailredirects:start_import "
        "wagtaildocs:index wagtaildocs:index_results wagtaildocs:add wagtaildocs:add_multiple wagtaildocs_chooser:create "
        "wagtailimages:index wagtailimages:index_results wagtailimages:add wagtailimages:add_multiple "
        "wagtailimages_chooser:create "
    ),
    (200, 404): (
        "wagtailadmin_pages:add_subpage wagtailadmin_pages:revisions_view wagtailadmin_pages:revisions_revert "
        "wagtailadmin_pages:revisions_unschedule "
        "wagtailadmin_explore wagtailadmin_explore_results wagtailadmin_pages:usage wagtailadmin_pages:edit "
        "wagtailadmin_pages:preview_on_edit wagtailadmin_pages:view_draft wagtailadmin_pages:unpublish "
        "wagtailadmin_pages:move wagtailadmin_pages:move_confirm wagtailadmin_pages:copy "
        "wagtailadmin_pages:confirm_workflow_cancellation "
        "wagtailadmin_pages:workflow_history wagtailadmin_pages:history wagtailadmin_pages:history_results "
        "wagtailadmin_choose_page_child wagtailadmin_workflows:task_chosen "
    ),
    (302,): (
        "cms/login/ wagtailadmin_explore_root wagtailadmin_collections:index wagtailadmin_collections:add "
        "wagtailadmin_workflows:index wagtailadmin_workflows:index_results wagtailadmin_workflows:add "
        "wagtailadmin_workflows:select_task_type wagtailadmin_workflows:task_index "
        "wagtailadmin_workflows:task_index_results wagtailadmin_reports:locked_pages "
        "wagtailadmin_reports:locked_pages_results "
        "wagtailsnippets:index "
        "wagtailsites:index "
        "wagtailsites:index_results wagtailsites:add wagtailusers_users:index wagtailusers_users:index_results "
        "wagtailusers_users:add wagtailusers_groups:index wagtailusers_groups:index_results "
        "wagtailusers_groups:add wagtailadmin_login "
    ),
    (302, 302): (
        "wagtailadmin_pages:revisions_index wagtailadmin_collections:edit wagtailadmin_workflows:edit "
        "wagtailsites:edit wagtailsites:copy "
        "wagtailusers_users:copy wagtailusers_groups:edit "
    ),
    (302, 404): (
        "wagtailadmin_pages:set_privacy wagtailadmin_pages:workflow_action wagtailadmin_pages:collect_workflow_action_data "
        "wagtailadmin_pages:delete wagtailadmin_pages:workflow_preview "
        "wagtailadmin_collections:set_privacy wagtailadmin_workflows:disable wagtailadmin_workflows:usage "
        "wagtailadmin_workflows:usage_results wagtailadmin_workflows:edit_task wagtailadmin_workflows:disable_task "
        "wagtailusers_users:edit wagtailusers_users:delete wagtailusers_users:history "
        "wagtailusers_users:history_results wagtailusers_users:usage wagtailusers_groups:delete "
        "wagtailusers_groups:history wagtailusers_groups:history_results wagtailusers_groups:usage "
    ),
    (404,): (
        "wagtailadmin_api:pages:find wagtailadmin_api:documents:find wagtailadmin_api:images:find "
        "wagtail_bulk_action wagtailadmin_pages:type_use wagtailadmin_pages:choose_parent "
        "wagtailadmin_pages:type_use_results wagtailadmin_pages:revisions_compare "
        "wagtailadmin_tag_model_autocomplete wagtailadmin_workflows:add_task wagtailadmin_block_preview "
        "wagtailsettings:edit cms/^.*/$ "
    ),
    (404, 404): (
        "wagtailredirects:edit wagtaildocs:edit wagtailimages:edit "
        "wagtaildocs_chooser:chosen wagtailimages_chooser:chosen "
        "wagtailadmin_api:pages:detail wagtailadmin_api:documents:detail wagtailadmin_api:images:detail "
        "wagtailadmin_pages:add wagtailadmin_pages:preview_on_add wagtailadmin_pages:convert_alias "
        "wagtailadmin_pages:workflow_history_detail "
        "wagtailadmin_collections:delete wagtailsettings:edit wagtailsettings:preview_on_edit "
        "wagtailredirects:delete wagtaildocs:delete wagtaildocs:document_usage wagtailimages:delete "
        "wagtailimages:url_generator wagtailimages:url_generator_output wagtailimages:preview "
        "wagtailimages:image_usage wagtailsites:delete wagtailsites:history wagtailsites:history_results "
        "wagtailsites:usage wagtailimages_chooser:select_format "
    ),
    (405,): ("wagtailadmin_logout wagtailredirects:process_import "),
    (405, 404): ("wagtailadmin_pages:set_page_position wagtailadmin_pages:lock wagtailadmin_pages:unlock "),
    (405, 405): (
        "wagtailadmin_api:pages:action wagtailadmin_workflows:enable wagtailadmin_workflows:remove "
        "wagtailadmin_workflows:enable_task wagtailadmin_editing_sessions:ping "
        "wagtailadmin_editing_sessions:release wagtaildocs:edit_multiple "
        "wagtaildocs:create_multiple_from_uploaded_document wagtaildocs:delete_multiple "
        "wagtaildocs:delete_upload_multiple wagtailimages:edit_multiple "
        "wagtailimages:create_multiple_from_uploaded_image wagtailimages:delete_multiple "
        "wagtailimages:delete_upload_multiple "
    ),
    (500,): ("wagtailadmin_error_test "),
}
# What only whoever approves pages may do (decision 0056): the editor is sent away from it.
APPROVERS = {
    "wagtailadmin_pages:unpublish",
    "wagtailadmin_pages:move",
    "wagtailadmin_pages:revisions_unschedule",
}

MISSED = dict.fromkeys(
    [
        "entry",
        "record",
        "record_json",
        "record_csv",
        "record_text",
        "record_picture",
        "record_square",
        "api-notice",
    ],
    404,
)  # a serial that was never given


def spread(table):
    """{name: answer} from {answer: names}."""
    return {name: answer for answer, names in table.items() for name in names.split()}
