"""`draw_lifecycles`: docs/lifecycles.md from the move tables; `--check` fails when it is stale."""

from django.conf import settings

from registry.history.errors import Refusal
from registry.ledger.drawing import draw
from registry.ledger.moves import all_tables
from registry.policy.console import ChineseCommand

DOCUMENT = settings.BASE_DIR / "docs" / "lifecycles.md"


class Command(ChineseCommand):
    help = "根据状态流转表生成 docs/lifecycles.md。"

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="只核对文件是否过期，不写入。")

    def handle(self, *, check, **options):
        wanted = draw(all_tables())
        if not check:
            DOCUMENT.parent.mkdir(exist_ok=True)
            DOCUMENT.write_text(wanted, encoding="utf-8")
            self.stdout.write(f"已写入 {DOCUMENT.relative_to(settings.BASE_DIR)}。")
        elif not DOCUMENT.exists() or DOCUMENT.read_text(encoding="utf-8") != wanted:
            raise Refusal("docs/lifecycles.md 已过期。请执行 python manage.py draw_lifecycles 后提交。")
        else:
            self.stdout.write("docs/lifecycles.md 与状态流转表一致。")
