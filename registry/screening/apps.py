from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "registry.screening"
    label = "screening"
    verbose_name = "申报与甄别"
