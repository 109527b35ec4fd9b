"""`build_site`: the public site's first pages, where they are missing."""

from cms.pages.founding import build_site
from registry.policy.console import ChineseCommand


class Command(ChineseCommand):
    help = "建立公共网站的栏目页面；已有的页面不改动。"

    def handle(self, **options):
        build_site()
        self.stdout.write("网站栏目已就绪。")
