from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "registry.policy"
    label = "policy"
    verbose_name = "政策与日历"
