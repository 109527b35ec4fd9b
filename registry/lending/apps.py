from django.apps import AppConfig


class LendingConfig(AppConfig):
    name = "registry.lending"
    label = "lending"
    verbose_name = "贷款与代偿"

    def ready(self):
        from registry.ledger.proposals.extending import register_running

        from .ripple.own import register_kinds
        from .windows import RUNNING

        register_kinds()
        from .acts import register_acts

        register_acts()
        register_running(RUNNING)
