from django.apps import AppConfig


class PublicityConfig(AppConfig):
    name = "publicity"
    label = "publicity"
    verbose_name = "公示与公告"

    def ready(self):
        from registry.ledger.proposals.extending import register_running

        from .acts import register_acts
        from .rippling import register_kinds
        from .windows import RUNNING

        register_kinds()
        register_acts()
        register_running(RUNNING)
