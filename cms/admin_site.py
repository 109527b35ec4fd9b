"""The staff registers: one admin site, grouped as the office thinks, one login for it and for the pages."""

from django.contrib.admin import AdminSite
from django.shortcuts import resolve_url

GROUPS = (
    ("申报与甄别", ("parties.business", "parties.qualification", "screening.")),
    ("公示与公告", ("publicity.", "documents.")),
    ("贷款与代偿", ("lending.", "sanctions.warningnotice")),
    ("黑名单", ("sanctions.",)),
    ("上传", ("imports.",)),
    ("政策与日历", ("policy.",)),
    ("系统", ("",)),
)


def group_of(label):
    """The group a model (`app.model`, lower case) belongs to: the first whose prefix fits."""
    return next(name for name, prefixes in GROUPS if label.startswith(prefixes))


class OfficeAdminSite(AdminSite):
    site_title = "信保贷业务后台"
    site_header = "信保贷业务后台"
    index_title = "工作台"
    site_url = "/"
    enable_nav_sidebar = True

    def login(self, request, extra_context=None):
        from django.contrib.auth.views import redirect_to_login

        return redirect_to_login(request.get_full_path(), resolve_url("login"))

    def get_urls(self):
        """Django's own addresses without `r/`, which would tell strangers what rows exist."""
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]

    def get_app_list(self, request, app_label=None):
        """Django's own list regrouped; inside one app's page it stays as it is."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        grouped = {name: [] for name, _ in GROUPS}
        for app in apps:
            for model in app["models"]:
                grouped[group_of(f"{app['app_label']}.{model['object_name'].lower()}")].append(model)
        return [_section(name, models) for name, models in grouped.items() if models]

    def index(self, request, extra_context=None):
        from .inbox import inbox_for

        return super().index(request, {"inbox": inbox_for(request.user), **(extra_context or {})})


def _section(name, models):
    return {"name": name, "app_label": "", "app_url": "", "has_module_perms": True, "models": models}
