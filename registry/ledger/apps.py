from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "registry.ledger"
    label = "ledger"
    verbose_name = "变动台账"

    def ready(self):
        from registry.history import making  # noqa: F401  (the look-up `among`)

        from .proposals.calendar import register_policy_acts
        from .proposals.extending import register_acts

        register_policy_acts()
        register_acts()
