"""`seed_demo`: an empty database becomes a believable county at one day."""

from django.conf import settings
from django.db import transaction

from cms.demo.accounts import ACCOUNTS, PASSWORD
from cms.demo.county import build
from publicity.search.indexing import catch_up
from registry.history import clock
from registry.history.errors import Refusal
from registry.parties.models import Business
from registry.policy.console import ChineseCommand, day


class Command(ChineseCommand):
    help = "在空数据库中填入演示县：账号、名册、申报、公示、贷款、逾期、异议和黑名单案件。"

    def add_arguments(self, parser):
        parser.add_argument("--today", type=day, metavar="日期", help="演示县所处的日期，默认今天。")

    def handle(self, *, today, **options):
        if settings.PRODUCTION:
            raise Refusal("正式环境不建立演示数据。请在测试环境执行 seed_demo。")
        if Business.objects.exists():
            raise Refusal("数据库里已有企业（户），不能再填入演示数据。请使用空数据库。")
        with transaction.atomic():
            build(today or clock.today())
        catch_up(today or clock.today(), wait=True)
        self.stdout.write(f"演示县已建立。演示账号的密码均为 {PASSWORD}：")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.username:<10} {account.duty}")
