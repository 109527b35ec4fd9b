"""The environment, read once: every setting an operator may change, with its embedded default."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

BASE_DIR = Path(__file__).resolve().parent.parent
# A connection to the database serves so long, in seconds: opening SQLite reads the schema, 6 ms of processor.
KEPT_SECONDS = 60


def text(name, default=""):
    """An environment variable without surrounding blanks; `default` when unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name, default=False):
    """A yes/no variable: 1, true, yes, on mean yes."""
    value = text(name)
    return value.lower() in {"1", "true", "yes", "on"} if value else default


def words(name, default=""):
    """A comma-separated variable as a list."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def var_dir():
    """Where the embedded set-up keeps its database, queue and private files."""
    path = Path(text("XBD_VAR", str(BASE_DIR / "var")))
    path.mkdir(parents=True, exist_ok=True)
    return path


def secret_key():
    """SECRET_KEY from the environment, or one made on first start and kept in the var folder (mode 0600)."""
    given = text("SECRET_KEY")
    if given:
        return given
    path = var_dir() / "secret_key"
    if not path.exists():
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text()
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text()


def database(url, sqlite_file):
    """Django's DATABASES["default"]: PostgreSQL when `url` says so, else the embedded SQLite file."""
    if url.startswith(("postgres://", "postgresql://")):
        return _postgres(url)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": sqlite_file,
        "CONN_MAX_AGE": KEPT_SECONDS,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16384;",
        },
    }


def _postgres(url):
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": KEPT_SECONDS,
    }
