from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class CmsConfig(AppConfig):
    """The project itself: commands, site-wide duties, the roles migration."""

    name = "cms"
    label = "cms"
    verbose_name = "系统"

    def ready(self):
        from django.db.models.signals import post_migrate

        from publicity.search import watching
        from registry.ledger.admin_base.covering import register_reveal_keeper

        from . import checks, walls  # noqa: F401
        from .access import listen
        from .reveals import keep_reveal
        from .roles import sync_after_migrate

        listen()
        register_reveal_keeper(keep_reveal)
        post_migrate.connect(sync_after_migrate, sender=self, dispatch_uid="cms.roles")
        post_migrate.connect(walls.install, sender=self, dispatch_uid="cms.walls")
        post_migrate.connect(watching.install, sender=self, dispatch_uid="cms.search")


class OfficeAdminConfig(AdminConfig):
    default_site = "cms.admin_site.OfficeAdminSite"
