"""`serve`: the site and the timers together, in the foreground (what `make run` ends with)."""

import sys

from django.conf import settings

from cms.demo.accounts import ACCOUNTS, PASSWORD
from cms.serve import answers, serve
from registry.history.errors import Refusal
from registry.parties.models import User
from registry.policy.console import ChineseCommand


class Command(ChineseCommand):
    help = "启动网站和定时事项，在前台运行；按 Ctrl-C 全部停止。"

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000。")

    def handle(self, *, port, **options):
        if answers(port):
            raise Refusal(f"端口 {port} 已被占用。请先停止占用它的程序，或用 make run PORT=其他端口 启动。")
        code = serve(port, settings.BASE_DIR, self.stderr.write, lambda: self._greet(port))
        if code:
            sys.exit(code)

    def _greet(self, port):
        address = f"http://127.0.0.1:{port}"
        self.stdout.write(f"\n信保贷已启动：\n  公共网站  {address}/\n  业务后台  {address}/admin/")
        self.stdout.write(f"  页面管理  {address}/cms/\n")
        if User.objects.filter(username="office", is_active=True).exists():
            self.stdout.write(f"演示账号（密码均为 {PASSWORD}）：")
            for account in ACCOUNTS:
                self.stdout.write(f"  {account.username:<10} {account.duty}")
        self.stdout.write("\n按 Ctrl-C 停止。")
        self.stdout.flush()
