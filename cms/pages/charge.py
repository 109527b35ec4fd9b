"""Who may do what with pages, pictures and files, from the table of roles; and the approval by a second person."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from registry.parties.roles import ROLES

from .models import ApprovalTask

WRITES = ("add_page", "change_page")
APPROVES = ("publish_page",)
FILES = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
WORKFLOW = TASK = "审核人批准"  # the button reads 提交给审核人批准


def let_editors_in(home):
    """Whoever edits pages by role writes below the home page; who approves may also take down and move."""
    root = Collection.get_first_root_node()
    for role in ROLES.values():
        group = Group.objects.get(name=role.label)
        pages = (WRITES if role.edits_pages else ()) + (APPROVES if role.approves_pages else ())
        held = GroupPagePermission.objects.filter(group=group, page=home)
        held.exclude(permission__codename__in=pages).delete()
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=pages
        ):
            GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permission)
        if role.edits_pages:
            for permission in Permission.objects.filter(codename__in=FILES):
                GroupCollectionPermission.objects.get_or_create(
                    group=group, collection=root, permission=permission
                )


def set_up_approval(home):
    """One workflow over the whole site, in place of the one Wagtail brings along; made once."""
    if not ApprovalTask.objects.exists():
        task = ApprovalTask.objects.create(name=TASK)
        task.groups.set(
            Group.objects.filter(name__in=[role.label for role in ROLES.values() if role.approves_pages])
        )
        workflow = Workflow.objects.create(name=WORKFLOW)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowPage.objects.filter(page=home).delete()
        WorkflowPage.objects.create(workflow=workflow, page=home)
    kept = ApprovalTask.objects.values("pk")
    for other in Workflow.objects.filter(active=True).exclude(workflow_tasks__task__in=kept):
        WorkflowPage.objects.filter(workflow=other).delete()
        other.deactivate()
    for task in _foreign_tasks():
        task.deactivate()


def _foreign_tasks():
    from wagtail.models import Task

    return Task.objects.filter(active=True).exclude(pk__in=ApprovalTask.objects.values("pk"))
