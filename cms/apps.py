from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class CmsConfig(AppConfig):
    """The project itself: commands, site-wide duties, the roles migration."""

    name = "cms"
    label = "cms"
    verbose_name = "系统"


class OfficeAdminConfig(AdminConfig):
    default_site = "cms.admin_site.OfficeAdminSite"
