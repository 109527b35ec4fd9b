"""Commands that speak Chinese: help, usage errors (exit 2) and refusals (exit 1) in whole sentences."""

import re
import sys
from argparse import ArgumentTypeError, HelpFormatter

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, DjangoHelpFormatter

from registry.history.errors import Refusal

from .calendar_file import parse_day

_HELP = {
    "help": "显示本说明后退出。",
    "version": "显示 Django 版本后退出。",
    "verbosity": "输出详细程度：0 最少，1 正常，2 详细，3 最详细。",
    "settings": "设置模块的 Python 路径，默认 cms.settings。",
    "pythonpath": "加入 Python 搜索路径的目录。",
    "traceback": "出错时显示完整的调用栈。",
    "no_color": "输出不带颜色。",
    "force_color": "强制输出带颜色。",
    "skip_checks": "跳过系统检查。",
}
_WRONG = (
    (re.compile(r"the following arguments are required: (.+)"), r"缺少必填参数：\1。"),
    (re.compile(r"unrecognized arguments: (.+)"), r"无法识别的参数：\1。"),
    (re.compile(r"argument (\S+): expected one argument"), r"参数 \1 后面应有一个值。"),
    (re.compile(r"argument (\S+): invalid int value: '(.*)'"), r"参数 \1 的值“\2”应为整数。"),
    (
        re.compile(r"argument (\S+): invalid choice: '(.*)' \(choose from (.*)\)"),
        r"参数 \1 的值“\2”应为 \3 之一。",
    ),
    (re.compile(r"argument ([^:]+): (.+)"), r"参数 \1：\2"),
)


class _Formatter(DjangoHelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):
        HelpFormatter.add_usage(self, usage, self._reordered_actions(actions), groups, prefix or "用法：")


class ChineseCommand(BaseCommand):
    """Base of our commands. `handle` may raise Refusal or CommandError with a sentence; both exit 1."""

    def create_parser(self, prog_name, subcommand, **kwargs):
        kwargs.setdefault("formatter_class", _Formatter)
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser._positionals.title, parser._optionals.title = "必填参数", "选项"
        for action in parser._actions:
            action.help = _HELP.get(action.dest, action.help) if action.dest in _HELP else action.help
        parser.error = _speaking(parser)
        return parser

    def execute(self, *args, **options):
        try:
            return super().execute(*args, **options)
        except Refusal as refusal:
            error = CommandError(str(refusal))
        except CommandError as raised:
            error = raised
        if not self._called_from_command_line:
            raise error
        self.stderr.write(str(error))
        sys.exit(error.returncode)


def _speaking(parser):
    def error(message):
        text = next((p.sub(to, message) for p, to in _WRONG if p.fullmatch(message)), message)
        if not parser.called_from_command_line:
            raise CommandError(text)
        sys.stderr.write(f"{parser.format_usage()}{text}\n")
        sys.exit(2)

    return error


def day(text):
    """An argument type: a day written YYYY-MM-DD (other common forms are understood)."""
    found = parse_day(text)
    if found is None:
        raise ArgumentTypeError(f"“{text}”不是有效日期，应写作 2026-05-08。")
    return found


def account(username):
    """The active account a command acts as. Raises Refusal when there is none."""
    found = get_user_model().objects.filter(username=username, is_active=True).first()
    if found is None:
        raise Refusal(f"没有可用的账号“{username}”。请用 --as 指定一个未停用的账号。")
    return found
