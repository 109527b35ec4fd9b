"""Every address of the site: staff doors first, then records, then the editors' pages."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from cms.archive.views import archive_export, archive_page
from cms.pages import urls as record_urls
from cms.profile import credit_profile
from imports.credit.views import credit_facts
from imports.interface.views import confirmation, upload, uploads
from registry.reports import views as reports

from .api import urls as api_urls
from .asking import ask_for_account
from .calendar_upload import upload_arrangement
from .health import healthz, readyz
from .login import LoginPage, SetPasswordPage

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("login/", LoginPage.as_view(), name="login"),
    path("login/request/", ask_for_account, name="request-account"),
    path("login/set/<uidb64>/<token>/", SetPasswordPage.as_view(), name="set-password"),
    path("logout/", auth_views.LogoutView.as_view(), name="logout"),
    path("admin/login/", RedirectView.as_view(pattern_name="login", query_string=True)),
    path("admin/archive/<int:pk>/", admin.site.admin_view(archive_page), name="archive"),
    path("admin/archive/<int:pk>/export/", admin.site.admin_view(archive_export), name="archive-export"),
    path("admin/credit/profile/<int:pk>/", admin.site.admin_view(credit_profile), name="credit-profile"),
    path("admin/calendar/import/", admin.site.admin_view(upload_arrangement), name="calendar-import"),
    path("admin/statistics/", admin.site.admin_view(reports.report), name="report"),
    path("admin/statistics/print/", admin.site.admin_view(reports.report_print), name="report-print"),
    path("admin/statistics/export/", admin.site.admin_view(reports.report_export), name="report-export"),
    path("admin/statistics/<slug:slug>/", admin.site.admin_view(reports.report), name="report-page"),
    path(
        "admin/statistics/<slug:slug>/rows/", admin.site.admin_view(reports.report_rows), name="report-rows"
    ),
    path("api/v1/", include(api_urls)),
    path("api/v1/credit-facts/", credit_facts, name="credit-facts"),
    path("api/v1/uploads/", uploads, name="api-uploads"),
    path("api/v1/uploads/<uuid:key>/", upload, name="api-upload"),
    path("api/v1/uploads/<uuid:key>/confirm/", confirmation, name="api-upload-confirm"),
    path("admin/", admin.site.urls),
    path("cms/login/", RedirectView.as_view(pattern_name="login", query_string=True)),
    path("cms/", include(wagtailadmin_urls)),
    path("", include(record_urls)),
    path("", include(wagtail_urls)),
]

if settings.DEBUG:
    from django.conf.urls.static import static

    urlpatterns = static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT) + urlpatterns
