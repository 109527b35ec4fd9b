"""What an approved draft does: it becomes public, or is scheduled, whoever pressed the button (settings: WAGTAIL_FINISH_WORKFLOW_ACTION).

Wagtail reads this module while its own models load, so what it needs is asked for inside.
"""

from django.core.exceptions import PermissionDenied


def publish_approved(workflow_state, user=None):
    """Raises OwnWork where the draft is this person's own."""
    from wagtail.actions.publish_page_revision import PublishPageRevisionAction

    from .models import writers_of
    from .models.approval import OWN, OwnWork

    page = workflow_state.content_object
    if user is None:
        raise PermissionDenied(OWN)
    if user.pk in writers_of(page):
        raise OwnWork(page, user)
    PublishPageRevisionAction(page.get_latest_revision(), user=user).execute(skip_permission_checks=True)
