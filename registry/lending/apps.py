from django.apps import AppConfig


class LendingConfig(AppConfig):
    name = "registry.lending"
    label = "lending"
    verbose_name = "贷款与代偿"
