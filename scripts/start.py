"""`make run`: bring the database up to date, fill an empty one with the demo county, then serve."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def manage(*words, **options):
    return subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, check=True, **options)


def is_empty():
    """Whether nobody has ever worked with this database: no account but the two actors of the system."""
    asked = "from registry.parties.models import User; print(User.objects.filter(is_active=True).exists())"
    answer = manage("shell", "--no-imports", "-v", "0", "-c", asked, capture_output=True, text=True)
    return answer.stdout.strip() == "False"


def main():
    parser = argparse.ArgumentParser(description="启动信保贷：数据库、演示数据、网站和定时事项。")
    parser.add_argument("--port", default="8000", help="端口，默认 8000")
    port = parser.parse_args().port
    os.environ["PORT"] = port
    print("正在准备数据库……", flush=True)
    manage("lay_schema", stdout=subprocess.DEVNULL)
    manage("migrate", "--verbosity", "0")
    manage("create_huey_tables", stdout=subprocess.DEVNULL)
    manage("build_site", stdout=subprocess.DEVNULL)
    if is_empty():
        print("数据库是空的，正在填入演示县……", flush=True)
        manage("seed_demo")
    os.execv(sys.executable, [sys.executable, str(ROOT / "manage.py"), "serve", "--port", port])


if __name__ == "__main__":
    main()
