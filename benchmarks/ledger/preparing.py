"""An empty database brought to what the program needs, in a process of its own: what migrating takes is no upload's memory."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from cms.schema.laying import lay

    lay()  # as `make run` does
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    main()
