"""`draw_disclosure`: docs/disclosure.md from the declaration of who sees what; `--check` fails when it is stale."""

from django.conf import settings

from cms.drawing import draw
from registry.history.errors import Refusal
from registry.policy.console import ChineseCommand

DOCUMENT = settings.BASE_DIR / "docs" / "disclosure.md"


class Command(ChineseCommand):
    help = "根据各栏目的公开范围声明生成 docs/disclosure.md。"

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="只核对文件是否过期，不写入。")

    def handle(self, *, check, **options):
        wanted = draw()
        if not check:
            DOCUMENT.write_text(wanted, encoding="utf-8")
            self.stdout.write(f"已写入 {DOCUMENT.relative_to(settings.BASE_DIR)}。")
        elif not DOCUMENT.exists() or DOCUMENT.read_text(encoding="utf-8") != wanted:
            raise Refusal("docs/disclosure.md 已过期。请执行 python manage.py draw_disclosure 后提交。")
        else:
            self.stdout.write("docs/disclosure.md 与公开范围的声明一致。")
