from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "cms.pages"
    label = "pages"
    verbose_name = "网站栏目"

    def ready(self):
        from .kept import watch
        from .safe_reports import make_reports_harmless
        from .searching import register_pages

        make_reports_harmless()
        register_pages()
        watch()
