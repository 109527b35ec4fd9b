"""The pages' admin leads back to the registers, and shows what waits: broken links, marks that are not filled in."""

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from .inbox import missing_marks
from .models import BrokenLink
from .models.approval import keep_up


class StaffMenuItem(MenuItem):
    """Shown to whoever may enter the registers."""

    def is_shown(self, request):
        return request.user.is_staff


@hooks.register("register_admin_menu_item")
def registers():
    return StaffMenuItem("业务后台", reverse("admin:index"), icon_name="table", order=10)


class Desk(Component):
    """What an editor has to put right."""

    name, order = "desk", 90

    def render_html(self, parent_context=None):
        links = BrokenLink.objects.open().select_related("page")
        settings = reverse("wagtailsettings:edit", args=["pages", "officesettings"])
        return render_to_string(
            "pages/desk.html",
            {"links": links[:20], "more": links.count(), "missing": missing_marks(), "settings": settings},
        )


@hooks.register("construct_homepage_panels")
def desk(request, panels):
    panels.append(Desk())


@hooks.register("insert_editor_js")
def names_for_rich_text():
    return format_html('<script src="{}"></script>', static("js/editor_names.js"))


@hooks.register("insert_global_admin_css")
def messages_on_a_phone():
    return format_html('<link rel="stylesheet" href="{}">', static("css/editor.css"))


@hooks.register("after_edit_page")
def newest_draft_waits(request, page):
    keep_up(page)


@hooks.register("construct_page_action_menu")
def next_step_first(menu_items, request, context):
    """The step that brings the page on stands first: for the editor handing in, for the approver approving."""
    ahead = {"approve": 0, "action-submit": 1}
    menu_items.sort(key=lambda item: ahead.get(item.name, 2))
