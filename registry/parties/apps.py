from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "registry.parties"
    label = "parties"
    verbose_name = "机构与主体"

    def ready(self):
        from registry.ledger.admin_base.covering import register_reveal_keeper
        from registry.ledger.doors import register_person_check

        from .acts import register_acts
        from .looking import keep_look
        from .recusal import check_move

        register_acts()
        register_reveal_keeper(keep_look)
        register_person_check(check_move)
