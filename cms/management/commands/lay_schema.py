"""`lay_schema`: an empty SQLite database gets all its tables at once; `migrate` follows as always."""

from cms.schema.laying import lay
from registry.policy.console import ChineseCommand


class Command(ChineseCommand):
    help = "数据库是空的 SQLite 时，一次建好全部数据表；其他情形不作任何改动。之后照常执行 migrate。"

    def handle(self, **options):
        if lay():
            self.stdout.write("数据表已一次建好。")
