from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "registry.reports"
    label = "reports"
    verbose_name = "统计报表"
