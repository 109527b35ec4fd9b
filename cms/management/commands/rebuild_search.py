"""`rebuild_search`: the index of the public search anew."""

from publicity.search.indexing import rebuild
from registry.history import clock
from registry.policy.console import ChineseCommand


class Command(ChineseCommand):
    help = (
        "重新建立网站检索的索引。平时不必执行，改动每分钟自动收入；恢复备份之后、检索结果有缺漏时执行。"
        "执行期间旧索引照常可查，中断的可以再次执行。"
    )

    def handle(self, **options):
        def tell(label, count):
            self.stdout.write(f"{label}：{count}条")

        total = rebuild(clock.today(), tell)
        self.stdout.write(f"检索索引已重新建立，共{total}条。")
