from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "registry.documents"
    label = "documents"
    verbose_name = "文书"

    def ready(self):
        from .proposing import register_acts

        register_acts()
