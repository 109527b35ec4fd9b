"""make_signing_key FILE: a new private key for signing papers, and the id under which its public part is published."""

from pathlib import Path

from django.core.management.base import CommandError

from registry.documents.keys import key_id, make_key_file, public_part, read_key_file
from registry.history.errors import Refusal
from registry.policy.console import ChineseCommand


class Command(ChineseCommand):
    help = "生成签发文书用的签名密钥（Ed25519，仅本账号可读）。更换密钥时指定新文件，旧公钥继续公布。"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="文件", help="新密钥文件的路径，不得已经存在。")

    def handle(self, *, file, **options):
        if file.exists():
            raise CommandError(f"“{file}”已经存在，没有改动。更换密钥请指定一个新的文件。")
        try:
            make_key_file(file)
            name = key_id(public_part(read_key_file(file)))
        except (OSError, Refusal) as error:
            raise CommandError(f"密钥没有生成：{error}") from error
        self.stdout.write(f"已生成密钥，编号{name}。请设置环境变量 SIGNING_KEY_FILE={file} 并重新启动。")
