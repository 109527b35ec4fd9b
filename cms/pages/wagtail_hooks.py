"""The pages' admin leads back to the registers."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem


class StaffMenuItem(MenuItem):
    """Shown to whoever may enter the registers."""

    def is_shown(self, request):
        return request.user.is_staff


@hooks.register("register_admin_menu_item")
def registers():
    return StaffMenuItem("业务后台", reverse("admin:index"), icon_name="table", order=10)
