"""workdays and import_calendar as interfaces.md names them: answers, JSON, exit codes, Chinese help."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from registry.policy.models import CalendarYear
from tests.builders import auditor, clerk

from .test_calendar_file import FULL

ROOT = Path(__file__).parents[2]


def run(*args):
    out = io.StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("args", "end", "provisional"),
    [
        (("--from", "2026-05-08", "--days", "10"), "2026-05-21", False),
        (("--from", "2026-05-08", "--days", "10", "--count-first"), "2026-05-20", False),
        (("--from", "2026年12月18日", "--days", "10"), "2027-01-04", True),
    ],
)
def test_workdays_prints_one_json_object(args, end, provisional):
    told = json.loads(run("workdays", *args, "--json"))
    assert (told["end"], told["provisional"]) == (end, provisional)
    assert sum(day["counted"] for day in told["days"]) == 10
    assert set(told["days"][0]) == {"date", "counted", "why"}


@pytest.mark.django_db
def test_workdays_tells_a_person_day_by_day():
    told = run("workdays", "--from", "2026-05-08", "--days", "10").splitlines()
    assert told[0].startswith("2026-05-08  不计")
    assert told[1] == "2026-05-09  第1个\t劳动节调休，照常上班"
    assert told[-1] == "第10个工作日：2026年5月21日"
    assert "暂定" in run("workdays", "--from", "2026-12-18", "--days", "10")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--days", "10"), "缺少必填参数：--from"),
        (("--from", "2026-02-30", "--days", "10"), "“2026-02-30”不是有效日期"),
        (("--from", "2026-05-08", "--days", "0"), "1至2500"),
        (("--from", "2026-05-08", "--days", "ten"), "1至2500"),
    ],
)
def test_wrong_usage_is_told_in_chinese(args, told):
    with pytest.raises(CommandError, match=re.escape(told)):
        run("workdays", *args)


@pytest.fixture
def arrangement(tmp_path):
    path = tmp_path / "2027.csv"
    path.write_text(FULL)
    return str(path)


@pytest.mark.django_db
def test_import_calendar_makes_the_year_official_and_says_what_it_did(arrangement):
    clerk()
    told = run("import_calendar", "2027", arrangement, "--document", "国办发明电〔2026〕7号", "--as", "clerk")
    assert "已导入2027年节假日安排第1版：新增11天" in told
    assert "没有进行中的期限因此变动" in told
    assert CalendarYear.objects.get(year=2027).coverage == "official"


@pytest.mark.django_db
def test_import_calendar_can_be_tried_first(arrangement):
    clerk()
    document = ("--document", "国办发明电〔2026〕7号", "--as", "clerk", "--dry-run")
    assert "试算（未写入）" in run("import_calendar", "2027", arrangement, *document)
    assert CalendarYear.objects.get(year=2027).coverage == "missing"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("year", "file", "user", "told"),
    [
        ("2027", None, "nobody", "没有可用的账号“nobody”"),
        ("2027", None, "auditor", "权限"),
        ("2027", "/nowhere.csv", "clerk", "无法读取文件"),
        ("27", None, "clerk", "2000至2999"),
        ("2026", None, "clerk", "不在2026年"),
    ],
)
def test_import_calendar_refuses_with_a_sentence(arrangement, year, file, user, told):
    clerk()
    auditor()
    with pytest.raises(CommandError, match=told):
        run("import_calendar", year, file or arrangement, "--document", "国办发明电〔2026〕7号", "--as", user)


def shell(*args):
    env = os.environ | {"PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "manage.py", *args]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_wrong_usage_exits_2_and_help_is_chinese():
    wrong = shell("workdays", "--days", "x")
    assert wrong.returncode == 2
    assert "参数 --days" in wrong.stderr
    for command in ("workdays", "import_calendar"):
        told = shell(command, "--help")
        assert told.returncode == 0
        assert told.stdout.startswith("用法：")
        english = re.findall(r"\b(?:show|usage|options|positional|required|exit|default)\b", told.stdout)
        assert english == []
