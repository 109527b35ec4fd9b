"""The staff registers: one admin site, grouped and ordered as the office works, one login for it and for the pages."""

from django.contrib.admin import AdminSite
from django.shortcuts import resolve_url
from django.urls import reverse

from registry.reports.sight import READ

REPORTS = "统计报表"
GROUPS = (
    ("申报与甄别", ("screening.round", "parties.business", "screening.application", "screening.attachment",
                    "screening.departmentopinion", "screening.leadinggroupdecision", "screening.", "parties.qualification",
                    "parties.rescreeningtask", "parties.identitychange", "parties.recusal")),
    ("公示与公告", ("publicity.notice", "publicity.noticeentry", "publicity.posting", "publicity.objection",
                    "publicity.announcement", "pages.letter", "publicity.", "documents.")),
    ("贷款与代偿", ("lending.creditline", "lending.loannote", "lending.position", "lending.overdueepisode",
                    "lending.bankreport", "lending.reportingperiod", "lending.silentmaturity", "lending.demandnotice", "lending.compensationclaim", "lending.countermand", "lending.recoveryentry",
                    "lending.", "sanctions.warningnotice", "sanctions.warningrecipient")),
    ("信用信息", ("credit.creditfact", "credit.delivery", "credit.queryauthorisation", "credit.profilequery",
                  "sanctions.conditionbreach", "credit.")),
    ("黑名单", ("sanctions.blacklistcase", "sanctions.repairrequest", "sanctions.jointaction", "sanctions.legalbasis",
                "sanctions.receipt", "sanctions.")),
    ("上传", ("imports.upload", "imports.")),
    (REPORTS, ("reports.",)),
    ("政策与日历", ("policy.policyversion", "policy.admissioncondition", "policy.referencerate", "policy.sizethreshold",
                    "policy.calendaryear", "policy.calendarday", "policy.")),
    ("机构与账号", ("parties.",)),
    ("收件与台账", ("ledger.proposal", "ledger.message", "ledger.statuschange", "ledger.effect", "ledger.dutyrun", "ledger.", "cms.")),
    ("系统", ("",)),
)  # fmt: skip
# Kept in other rooms: groups follow registry/parties/roles.py, files and tags belong to the pages' admin.
ELSEWHERE = {"auth.group", "wagtaildocs.document", "wagtailimages.image", "taggit.tag"}


def place_of(label):
    """(group, place in it) of a model (`app.model`, lower case): the longest prefix that fits decides."""
    fits = [
        (len(prefix), name, place)
        for name, prefixes in GROUPS
        for place, prefix in enumerate(prefixes)
        if label.startswith(prefix)
    ]
    return max(fits, key=lambda fit: fit[0])[1:]


def group_of(label):
    return place_of(label)[0]


class OfficeAdminSite(AdminSite):
    site_title = "信保贷业务后台"
    site_header = "信保贷业务后台"
    index_title = "工作台"
    site_url = "/"
    enable_nav_sidebar = True

    def register(self, model_or_iterable, admin_class=None, **options):
        """Django's own, but for what packages register here and is kept elsewhere."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        ours = [model for model in models if model._meta.label_lower not in ELSEWHERE]
        super().register(ours, admin_class, **options)

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
                name, place = place_of(f"{app['app_label']}.{model['object_name'].lower()}")
                grouped[name].append((place, model))
        grouped[REPORTS] = [*_report_link(request.user), *grouped[REPORTS]]
        return [_section(name, models) for name, models in grouped.items() if models]

    def index(self, request, extra_context=None):
        from .inbox import inbox_for

        return super().index(request, {"inbox": inbox_for(request.user), **(extra_context or {})})


def _report_link(user):
    """The report stands in the menu like a register, for whoever may read it."""
    if user.has_perm(READ):
        link = {
            "name": REPORTS,
            "object_name": "Report",
            "admin_url": reverse("report"),
            "add_url": None,
            "view_only": True,
        }
        yield -1, link


def _section(name, placed):
    models = [model for _, model in sorted(placed, key=lambda pair: pair[0])]
    return {"name": name, "app_label": "", "app_url": "", "has_module_perms": True, "models": models}
