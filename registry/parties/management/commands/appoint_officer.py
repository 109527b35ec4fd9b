"""appoint_officer: the first administrator, security officer, auditor or office head of a new installation."""

from django.core.management.base import BaseCommand, CommandError

from registry.history import clock
from registry.ledger.errors import Refusal
from registry.parties.officers import FIRST, appoint, let_back_in
from registry.parties.roles import ROLES

TOLD = "设密码链接（只显示这一次，72小时内有效，用后作废），请当面交给本人，接在网站地址之后打开："


class Command(BaseCommand):
    help = "设立首任系统管理、安全管理、审计或办公室负责人；加 --renew 则为忘记密码的三员、办公室负责人重开设密码链接。"

    def add_arguments(self, parser):
        parser.add_argument("--account", required=True, metavar="账号")
        parser.add_argument("--reason", required=True, metavar="依据", help="任命文件或申请书。")
        parser.add_argument(
            "--role", choices=FIRST, metavar="岗位", help="、".join(f"{r}（{ROLES[r].label}）" for r in FIRST)
        )
        parser.add_argument("--name", default="", metavar="姓名")
        parser.add_argument("--email", default="", metavar="邮箱")
        parser.add_argument("--renew", action="store_true", help="只重开设密码链接。")

    def handle(self, *, account, reason, role, name, email, renew, **options):
        if not renew and not role:
            raise CommandError("没有写明岗位。请用 --role 写明，或者用 --renew 重开链接。")
        try:
            if renew:
                path = let_back_in(account, reason=reason)
            else:
                path = appoint(
                    role=role,
                    username=account,
                    full_name=name,
                    email=email,
                    today=clock.today(),
                    reason=reason,
                )
        except Refusal as refusal:
            raise CommandError("\n".join(refusal.sentences)) from refusal
        self.stdout.write(TOLD)
        self.stdout.write(path)
