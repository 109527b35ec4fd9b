"""make_file_key FILE: a new key under which private files lie on the disk."""

from pathlib import Path

from django.core.management.base import CommandError

from registry.history.errors import Refusal
from registry.history.vault import make_key_file, read_key_file
from registry.policy.console import ChineseCommand


class Command(ChineseCommand):
    help = (
        "生成存放私有文件用的密钥（仅本账号可读）。更换密钥后，原来存放的文件打不开；请与备份分开另存一份。"
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="文件", help="新密钥文件的路径，不得已经存在。")

    def handle(self, *, file, **options):
        if file.exists():
            raise CommandError(f"“{file}”已经存在，没有改动。")
        try:
            make_key_file(file)
            read_key_file(file)
        except (OSError, Refusal) as error:
            raise CommandError(f"密钥没有生成：{error}") from error
        self.stdout.write(f"已生成密钥。请设置环境变量 FILE_KEY_FILE={file} 并重新启动。")
