"""`upload_ledger`: a bank's ledger through the same pipeline as the upload page, to the end."""

import json
from pathlib import Path

from django.db import transaction

from imports.answer import answer_of
from imports.marked.workbook import answer_workbook, has_answer
from imports.uploading import confirm, stage
from registry.history import clock
from registry.history.errors import Refusal
from registry.parties.models import Institution
from registry.policy.console import ChineseCommand, account


class Command(ChineseCommand):
    help = "上传一家银行的贷款台账：读取、核对、入账。默认有一行有误就全部不入账。"

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="文件", help="xlsx、xls、ods 或 csv 文件。")
        parser.add_argument("--bank", required=True, metavar="代码", help="银行代码，如 NSH。")
        parser.add_argument("--as", dest="username", required=True, metavar="账号", help="以哪个账号办理。")
        parser.add_argument(
            "--unit",
            choices=["yuan", "wan"],
            default="",
            help="金额单位：yuan 元，wan 万元；不写则以文件中写明的为准，没有写明的按元。与文件写明的不一致时不收。",
        )
        parser.add_argument("--partial", action="store_true", help="只入账无误的行。")
        parser.add_argument("--dry-run", action="store_true", help="只核对，不入账。")
        parser.add_argument(
            "--answer", default="", metavar="路径", help="有错误或提醒时，把标注后的文件（xlsx）写到这里。"
        )
        parser.add_argument("--json", action="store_true", help="只输出一个JSON对象。")

    def handle(self, *, file, bank, username, unit, partial, dry_run, **options):
        actor, today, path = account(username), clock.today(), Path(file)
        if not path.is_file():
            raise Refusal(f"找不到文件“{file}”。请核对路径。")
        wanted = _writable(options["answer"], path)
        with transaction.atomic():
            upload = stage(
                path.name, path.read_bytes(), bank=_bank(bank), actor=actor, today=today, unit=unit
            )
            outcome = self._outcome(upload, actor, today, partial, dry_run)
            answer = answer_of(upload, outcome) | _marked(upload, wanted)
            if dry_run:
                transaction.set_rollback(True)
                upload.file.delete(save=False)
        self._say(answer, options["json"])
        if outcome == "rejected" and not dry_run:
            raise SystemExit(1)

    def _outcome(self, upload, actor, today, partial, dry_run):
        if upload.rejected and not (partial and upload.rejected < upload.rows):
            return "rejected"
        if dry_run:
            return (
                "partial"
                if upload.rejected
                else "accepted"
                if upload.created + upload.updated
                else "unchanged"
            )
        return confirm(
            upload, actor=actor, today=today, partial=partial, reason="命令行入账", alone=True
        ).status

    def _say(self, answer, as_json):
        if as_json:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        words = {
            "accepted": "已全部入账",
            "partial": "已部分入账",
            "rejected": "没有入账",
            "unchanged": "内容没有变化",
        }
        self.stdout.write(
            f"{words[answer['outcome']]}：共{answer['rows']}行，新增{answer['created']}，更新{answer['updated']}，"
            f"无变化{answer['unchanged']}，有误{answer['rejected']}，提醒{answer['warnings']}。"
        )
        for error in answer["errors"]:
            self.stdout.write(f"  {error['message']}")
        if answer["workbook"]:
            self.stdout.write(f"标注后的文件：{answer['workbook']}")


def _writable(given, file):
    """The path for the marked file, or None. Raises Refusal before anything is read."""
    path = Path(given)
    if not given:
        return None
    if path.suffix.lower() != ".xlsx":
        raise Refusal(f"标注后的文件是 xlsx，不能写成“{path.name}”。请把 --answer 改为以“.xlsx”结尾的路径。")
    if not path.parent.is_dir() or path.is_dir():
        raise Refusal(f"“{given}”不能写入：没有这个文件夹，或者它本身是文件夹。请核对 --answer。")
    if path.exists() and path.samefile(file):
        raise Refusal("--answer 指的就是要上传的文件，会把它盖掉。请换一个路径。")
    return path


def _marked(upload, path):
    """Write the marked file; {"workbook": path} when there was something to mark."""
    if path is None or not has_answer(upload):
        return {}
    path.write_bytes(answer_workbook(upload))
    return {"workbook": str(path)}


def _bank(code):
    found = Institution.objects.filter(code=code, kind="bank", active=True).first()
    if found is None:
        known = (
            "、".join(Institution.objects.partner_banks().values_list("code", flat=True))
            or "（还没有登记银行）"
        )
        raise Refusal(f"没有代码为“{code}”的在用银行，现有：{known}。请核对 --bank。")
    return found
