"""`manage.py check --deploy` as production sees it: secrets and hosts from the environment, warnings are failures."""

import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main():
    with tempfile.TemporaryDirectory() as var:
        production = {
            "PRODUCTION": "1",
            "SECRET_KEY": secrets.token_urlsafe(64),
            "ALLOWED_HOSTS": "example.org",
            "XBD_VAR": var,
            "DATABASE_URL": "",
            "SIGNING_KEY_FILE": f"{var}/signing_key.pem",
            "FILE_KEY_FILE": f"{var}/file_key",
        }
        for verb, file in (("make_signing_key", "SIGNING_KEY_FILE"), ("make_file_key", "FILE_KEY_FILE")):
            made = [sys.executable, "manage.py", verb, production[file]]
            subprocess.run(made, cwd=ROOT, env=os.environ | production, check=True, stdout=subprocess.DEVNULL)
        command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
        sys.exit(subprocess.call(command, cwd=ROOT, env=os.environ | production))


if __name__ == "__main__":
    main()
