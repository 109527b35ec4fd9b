"""`check_links`: walks public pages, names links that lead nowhere and puts them on the editors' desk."""

from cms.pages.linking import check_links
from registry.history import clock
from registry.history.errors import Refusal
from registry.policy.console import ChineseCommand


class Command(ChineseCommand):
    help = "核对已发布网页上的链接，失效的列出来，并放到编辑的工作台。默认只核对本站链接。"

    def add_arguments(self, parser):
        parser.add_argument("--outside", action="store_true", help="也核对外站链接（需要能上外网）。")

    def handle(self, *, outside, **options):
        found = check_links(now=clock.moment(), today=clock.today(), outside=outside)
        for row in found:
            self.stdout.write(f"{row.page.title}：{row.target} {row.answer}")
        if found:
            raise Refusal(f"有{len(found)}个链接失效。请在页面管理中修改这些网页，再核对一次。")
        self.stdout.write("没有失效的链接。")
