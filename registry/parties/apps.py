from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "registry.parties"
    label = "parties"
    verbose_name = "机构与主体"

    def ready(self):
        from registry.ledger.admin_base.disclosing import register_audiences
        from registry.ledger.doors import register_person_check

        from .access import audiences_of, institutions_of
        from .acts import register_acts
        from .recusal import check_move

        register_acts()
        register_person_check(check_move)
        register_audiences(audiences_of, institutions_of)
