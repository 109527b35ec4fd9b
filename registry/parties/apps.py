from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "registry.parties"
    label = "parties"
    verbose_name = "机构与主体"
