"""编辑提交 → 审核人批准: whoever wrote any part of a draft does not approve it (trust, decision 0056)."""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from wagtail.models import AbstractGroupApprovalTask

OWN = "这一稿您自己写过或者改过，须由另一位审核人批准。"


def writers_of(page) -> set[int]:
    """Who wrote what is not yet public: every revision after the public one."""
    rows = page.revisions.exclude(user=None)
    if page.live_revision_id:
        rows = rows.filter(pk__gt=page.live_revision_id)
    return set(rows.values_list("user_id", flat=True))


class ApprovalTask(AbstractGroupApprovalTask):
    """The second person's step."""

    class Meta:
        verbose_name = "审核人批准"
        verbose_name_plural = "审核人批准"

    @classmethod
    def get_description(cls):
        return "由所选用户组的成员批准；写过这一稿的人不能批准。"

    def may_approve(self, page, user):
        return self._user_in_groups(user) and user.pk not in writers_of(page)

    def get_actions(self, obj, user):
        if not self._user_in_groups(user):
            return []
        back = [("reject", "退回修改", True)]
        if not self.may_approve(obj, user):
            return back
        return [*back, ("approve", "批准发布", False), ("approve", "批准并附意见", True)]

    def on_action(self, task_state, user, action_name, **kwargs):
        """Raises PermissionDenied where one person would both write and approve."""
        page = task_state.workflow_state.content_object
        if action_name == "approve" and not self.may_approve(page, user):
            raise PermissionDenied(OWN)
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        return super().get_task_states_user_can_moderate(user, **kwargs)


def approvers():
    """People who may approve: members of the groups named in the task."""
    groups = [group for task in ApprovalTask.objects.filter(active=True) for group in task.groups.all()]
    return get_user_model().objects.filter(groups__in=groups, is_active=True).distinct()
