"""What stands in the register: prints an open notice's page and entries, how many objections there are, and the last upload."""

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")


def main():
    import django

    django.setup()
    from imports.models import Upload
    from publicity.models import Notice, NoticeEntry, Objection
    from registry.history import clock

    shown = Notice.objects.open_on(clock.today())
    entries = NoticeEntry.objects.filter(notice__in=shown, status__in=("in_publicity", "held"))
    last = Upload.objects.order_by("-pk").first()
    print(json.dumps({
        "page": shown.first().get_absolute_url(), "entries": list(entries.values_list("pk", flat=True)),
        "objections": Objection.objects.count(), "rows": last.rows if last else 0,
    }, ensure_ascii=False))  # fmt: skip


if __name__ == "__main__":
    main()
