from django.apps import AppConfig


class PublicityConfig(AppConfig):
    name = "publicity"
    label = "publicity"
    verbose_name = "公示与公告"

    def ready(self):
        from registry.policy.open_windows import register_windows

        from .acts import register_acts
        from .windows import running_windows

        register_acts()
        register_windows("publicity", running_windows)
