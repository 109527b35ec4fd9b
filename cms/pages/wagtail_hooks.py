"""The pages' admin leads back to the registers."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("register_admin_menu_item")
def registers():
    return MenuItem("业务后台", reverse("admin:index"), icon_name="table", order=10)
