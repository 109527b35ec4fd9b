"""编辑提交 → 审核人批准: whoever wrote any part of a draft does not approve it (trust, decision 0056)."""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from wagtail.models import AbstractGroupApprovalTask

from registry.history.errors import Refusal

LOOKED = "（附件本人已从头看过）"
OWN = "这一稿您自己写过或者改过，须由另一位审核人批准。"


class OwnWork(Refusal):
    """One person would both write and approve: `page`, and what to do about it. Told by `handing_in.OwnWorkTold`."""

    def __init__(self, page, user):
        self.page = page
        super().__init__(own_work(page, user))


def own_work(page, user) -> str:
    """Why this person may not approve the draft, and who may; "" where nothing stands in the way."""
    writers = writers_of(page)
    if user.pk not in writers:
        return ""
    others = [str(one) for one in approvers() if one.pk not in writers]
    told = f"可以批准的有：{'、'.join(others)}。" if others else "现在没有别的审核人，请联系系统管理员增设。"
    return (
        f"{OWN}网页上的内容须由两个人经手：一人写，另一人看过后批准。{told}需要编辑重写的，请点“退回修改”。"
    )


def writers_of(page) -> set[int]:
    """Who wrote what is not yet public: every revision after the public one."""
    rows = page.revisions.exclude(user=None)
    if page.live_revision_id:
        rows = rows.filter(pk__gt=page.live_revision_id)
    return set(rows.values_list("user_id", flat=True))


def keep_up(page):
    """What waits for approval is the newest draft: who changed it while it waited must not leave an older one waiting."""
    state, latest = page.current_workflow_task_state, page.get_latest_revision()
    if state and latest and state.revision_id != latest.pk:
        state.revision = latest
        state.save(update_fields=["revision"])


class ApprovalTask(AbstractGroupApprovalTask):
    """The second person's step."""

    class Meta:
        verbose_name = "审核人批准"
        verbose_name_plural = "审核人批准"

    @classmethod
    def get_description(cls):
        return "由所选用户组的成员批准；写过这一稿的人不能批准。"

    def in_charge(self, user):
        return self._user_in_groups(user)

    def may_approve(self, page, user):
        return self.in_charge(user) and user.pk not in writers_of(page)

    def get_actions(self, obj, user):
        if not self._user_in_groups(user):
            return []
        back = [("reject", "退回修改", True)]
        if not self.may_approve(obj, user):
            return back
        looked = self._looked(obj)
        return [*back, ("approve", f"批准发布{looked}", False), ("approve", f"批准并附意见{looked}", True)]

    def _looked(self, page):
        """Who approves from a list has not seen the panel of the page: the button itself says what he answers for."""
        from ..attached import attached

        return LOOKED if attached(page.get_latest_revision_as_object()).doubts else ""

    def on_action(self, task_state, user, action_name, **kwargs):
        """Raises OwnWork where one person would both write and approve, PermissionDenied for whoever is no approver."""
        page = task_state.workflow_state.content_object
        if action_name == "approve" and not self.may_approve(page, user):
            keep_up(page)
            raise OwnWork(page, user) if self.in_charge(user) else PermissionDenied(OWN)
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        return super().get_task_states_user_can_moderate(user, **kwargs)


def approvers():
    """People who may approve: members of the groups named in the task."""
    groups = [group for task in ApprovalTask.objects.filter(active=True) for group in task.groups.all()]
    return get_user_model().objects.filter(groups__in=groups, is_active=True).distinct()
