"""`trust_clock`: whoever runs the server has checked the clock; timed duties go on by it."""

from django.utils import timezone

from cms.steady import keep_mark
from cms.timekeeping import doubts
from registry.history import clock
from registry.policy.console import ChineseCommand


class Command(ChineseCommand):
    help = "核对系统时钟无误后执行：从现在起以它为准，恢复定时事项。时钟被拨快以后定时事项会停下来等这一步。"

    def handle(self, **options):
        keep_mark()
        left = doubts()
        for sentence in left:
            self.stderr.write(sentence)
        if not left:
            now = timezone.localtime(clock.moment())
            self.stdout.write(f"已以现在的时钟{now:%Y年%m月%d日%H:%M}为准，定时事项照常运行。")
