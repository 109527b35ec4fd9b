"""The editors' form of every page: watched words and unread files are confirmed before a draft is handed in; what stands in the way is told."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import Panel

from .attached import attached

HANDS_IN = ("action-submit", "action-restart-workflow")
SEEN, READ = "words_seen", "files_read"
UNSEEN = "还没有提交：文中有需要核对的词——{words}。请改写；确实要这样写的，勾选页面上方的“已逐处核对”，再提交。内容没有丢失。"
UNREAD = "还没有提交：{doubts}看过、确认没有的，勾选页面上方的“附件已从头看过”，再提交。内容没有丢失。"


class CheckedPageForm(WagtailAdminPageForm):
    """Only handing in is held up; a draft is always kept."""

    def _post_clean(self):
        super()._post_clean()
        if any(name in self.data for name in HANDS_IN):
            self._look_at_words()
            self._look_at_files()

    def _look_at_words(self):
        words = self.instance.watched_words() if self.data.get(SEEN) != "on" else ()
        if words:
            self.add_error(None, UNSEEN.format(words="；".join(map(str, words))))

    def _look_at_files(self):
        found = attached(self.instance)
        for problem in found.problems:
            self.add_error(None, problem)
        if found.doubts and self.data.get(READ) != "on":
            self.add_error(None, UNREAD.format(doubts="".join(found.doubts)))


class ReviewPanel(Panel):
    """On top of the form: words and files to look at, and why this person may not approve."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "pages/review_panel.html"

        @cached_property
        def words(self):
            return self.instance.watched_words()

        @cached_property
        def files(self):
            return attached(self.instance).doubts

        @cached_property
        def own(self):
            """What an approver reads who wrote a part of this draft himself; "" for everybody else."""
            from .models.approval import ApprovalTask, own_work

            task = self.instance.current_workflow_task if self.instance.pk else None
            if not isinstance(task, ApprovalTask) or not task.in_charge(self.request.user):
                return ""
            return own_work(self.instance, self.request.user)

        @cached_property
        def waits(self):
            """Whether it is handed in already, its words looked at."""
            return bool(self.instance.pk and self.instance.workflow_in_progress)

        def is_shown(self):
            return bool(self.words or self.files or self.own)

        def get_context_data(self, parent_context=None):
            told = {
                "words": self.words,
                "files": self.files,
                "read": self.form.data.get(READ) == "on",
                "own": self.own,
                "seen": self.form.data.get(SEEN) == "on",
                "waits": self.waits,
            }
            return {**super().get_context_data(parent_context), **told}


class OwnWorkTold:
    """Who edits a draft and approves it in one go keeps what he typed and reads why it is not public yet."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, fault):
        from .models.approval import OwnWork

        if not isinstance(fault, OwnWork):
            return None
        messages.warning(request, f"没有发布，填写的内容已经存为草稿。{fault}")
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[fault.page.pk]))
