from django.apps import AppConfig


class SanctionsConfig(AppConfig):
    name = "registry.sanctions"
    label = "sanctions"
    verbose_name = "预警与黑名单"

    def ready(self):
        from registry.ledger.proposals.extending import register_running
        from registry.parties.blocks import register_source

        from .acts import register_acts
        from .blocking import ever_listed, exclusion_reasons
        from .rippling import register_kinds
        from .windows import RUNNING

        register_kinds()
        register_source(exclusion_reasons, ever_listed)
        register_acts()
        register_running(RUNNING)
