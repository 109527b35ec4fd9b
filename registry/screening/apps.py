from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "registry.screening"
    label = "screening"
    verbose_name = "申报与甄别"

    def ready(self):
        from registry.ledger.proposals.extending import register_running

        from .windows import RUNNING

        register_running(RUNNING)
