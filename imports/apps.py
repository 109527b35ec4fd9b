from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "imports"
    label = "imports"
    verbose_name = "上传"

    def ready(self):
        from .undoing import register_acts

        register_acts()
