"""The wake-up queue: SQLite file of its own by default, PostgreSQL when DATABASE_URL says so.

Huey only wakes work up; what is due is decided by rows in our own tables (docs/decisions/0005).
"""


def queue_settings(database_url, var):
    """Django's HUEY setting. Local time, never immediate, no stored results, no pickle from strangers."""
    shared = {
        "name": "xinbaodai",
        "results": False,
        "utc": False,
        "immediate": False,
        "consumer": {"workers": 2, "worker_type": "thread", "max_delay": 1.0},
    }
    if database_url.startswith(("postgres://", "postgresql://")):
        return shared | {
            "huey_class": "huey.PostgresHuey",
            "connection": {"dsn": database_url, "create_tables": False},
        }
    return shared | {
        "huey_class": "huey.SqliteHuey",
        "connection": {"filename": str(var / "huey.db"), "create_tables": False},
    }
