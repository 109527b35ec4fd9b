"""P4 in one process: the notice page made, the notice page spared, and an empty Wagtail page of the same project."""

import json
import os
import sys
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
ROUNDS = 60


def main():
    import django

    django.setup()
    from django.test import Client

    client = Client()
    notice, empty = _notice(), _empty_page()
    tag = client.get(notice)["ETag"]
    ways = {
        "page": lambda: _answered(client.get(notice), 200),
        "spared": lambda: _answered(client.get(notice, headers={"if-none-match": tag}), 304),
        "empty": lambda: _answered(client.get(empty), 200),
    }
    print(json.dumps(_side_by_side(ways)))


def _side_by_side(ways):
    """The median seconds of processor of each way, taken in turn so that a busy machine is busy for all of them."""
    spent = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            began = time.process_time()
            way()
            spent[name].append(time.process_time() - began)
    return {name: median(found) for name, found in spent.items()}


def _answered(answer, status):
    assert answer.status_code == status, answer.status_code


def _notice():
    """The notice of the demonstration with the most entries shown."""
    from django.db.models import Count

    from publicity.models import Notice

    return Notice.objects.public().annotate(n=Count("entries")).order_by("-n")[0].get_absolute_url()


def _empty_page():
    from cms.pages.models import HomePage, TextPage

    there = TextPage.objects.filter(slug="kongbai").first()  # in a county that is kept
    return (there or HomePage.objects.get().add_child(instance=TextPage(title="空白", slug="kongbai"))).url


if __name__ == "__main__":
    main()
