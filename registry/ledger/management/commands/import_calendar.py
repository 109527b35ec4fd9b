"""import_calendar YEAR FILE --document NO --as USER: the State Council's arrangement for a year.

A year without arrangement is filled in; amending one that windows are counted by takes a second person.
"""

from pathlib import Path

from django.core.management.base import CommandError
from django.db import transaction

from registry.history import clock
from registry.ledger.proposals.calendar import AMEND, amendment, follow_calendar, needs_second_person
from registry.ledger.proposals.deciding import approve
from registry.ledger.proposals.extending import EXTEND
from registry.ledger.proposals.models import Proposal
from registry.ledger.proposals.proposing import propose
from registry.policy.calendar_file import read_arrangement
from registry.policy.calendar_import import import_arrangement
from registry.policy.console import ChineseCommand, account, day
from registry.policy.dates import written
from registry.policy.identifiers import check_document_number
from registry.policy.open_windows import told
from registry.workbooks.retelling import as_csv


class Command(ChineseCommand):
    help = "导入国务院办公厅某年的节假日安排，并列出截止日会因此变动的进行中期限。"

    def add_arguments(self, parser):
        parser.add_argument("year", type=int, metavar="年份", help="例如 2027。")
        parser.add_argument("file", type=Path, metavar="文件", help="CSV文件，三列：日期、休或班、名称。")
        parser.add_argument(
            "--document", required=True, metavar="文号", help="通知的发文字号，例如 国办发明电〔2026〕7号。"
        )
        parser.add_argument(
            "--title", default="", metavar="标题", help="通知的标题；不写则为该年度通知的通常标题。"
        )
        parser.add_argument("--announced", type=day, metavar="日期", help="通知的公布日期；不写则为今天。")
        parser.add_argument("--as", dest="user", required=True, metavar="账号", help="以哪个账号导入。")
        parser.add_argument(
            "--approved-by",
            metavar="账号",
            help="修订已录入年份时，由哪个账号批准（须为另一人）；不写则只提出。",
        )
        parser.add_argument("--dry-run", action="store_true", help="只显示结果，不写入。")

    def handle(
        self, *, year, file, document, user, dry_run, approved_by=None, title="", announced=None, **options
    ):
        if not 2000 <= year <= 2999:
            raise CommandError(f"年份“{year}”应在2000至2999之间。请核对。")
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"无法读取文件“{file}”。请核对路径和读取权限。") from error
        given = {"document_number": document, "actor": account(user), "today": clock.today()}
        paper = {"title": title, "announced_on": announced}
        arrangement, amended = read_arrangement(as_csv(file.name, content), year), needs_second_person(year)
        tried = dry_run or amended is not None
        with transaction.atomic():
            report = import_arrangement(year, arrangement, **given, **paper, dry_run=tried)
            made = [] if tried else follow_calendar(given["actor"], given["today"])
        for line in (*_told(report, tried), *_extensions(made)):
            self.stdout.write(line)
        if amended and not dry_run and report.added + report.changed + report.withdrawn:
            self._amend(amended, arrangement, approved_by, paper, **given)

    def _amend(self, year, arrangement, approved_by, paper, *, document_number, actor, today):
        """Two persons: proposed by `--as`; done at once when `--approved-by` names the other one."""
        number = check_document_number(document_number).code
        with transaction.atomic():
            made = propose(
                AMEND, year, actor=actor, today=today, reason=f"修订{year.year}年节假日安排（{number}）",
                **amendment(arrangement, number, maker=actor, **paper),
            )  # fmt: skip
            if not approved_by:
                self.stdout.write(made.told[0])
                return
            report = approve(made, actor=account(approved_by), today=today, reason="核对原文无误")
        waiting = Proposal.objects.waiting(today).filter(act=EXTEND)
        for line in (*_told(report, False), *_extensions(waiting)):
            self.stdout.write(line)


def _told(report, dry_run):
    done = "试算（未写入）" if dry_run else "已导入"
    yield (
        f"{done}{report.year}年节假日安排第{report.revision}版：新增{report.added}天，更改{report.changed}天，"
        f"撤销{report.withdrawn}天，未变{report.unchanged}天；日历版本 {report.calendar_version}。"
    )
    for remark in report.remarks:
        yield f"提示：{remark}"
    if not report.moved:
        yield "没有进行中的期限因此变动。"
    for move in report.moved:
        yield _moved(move)


def _moved(move):
    label, end, after = told(move)
    return f"{label}：原定至{end}，{after}。"


def _extensions(proposals):
    for made in proposals:
        yield f"待批准：{made}（有效至{written(made.expires_on)}）。"
