"""Acts of the office while the crowd reads: a process of its own, as the office's browser would be another one.

`publish` opens a notice of the two approved applications of the demonstration; `withdraw SERIAL` takes it back.
Prints the serial and the moment (seconds since 1970) of the commit itself: what is done after it counts as waiting.
"""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")


def publish():
    from publicity import drafting, opening
    from registry.history import clock
    from registry.screening.models import Application

    clerk, head = _people()
    approved = Application.objects.filter(status="approved")
    notice = drafting.draft_notice(
        list(approved), contact="旗金融服务中心，电话0477-8960000", actor=clerk, today=clock.today()
    )
    return opening.open_notice(notice, actor=head, today=clock.today()).serial


def withdraw(serial):
    from publicity import withdrawing
    from publicity.models import Notice
    from registry.history import clock

    notice = Notice.objects.get(serial=serial)
    withdrawing.withdraw_notice(notice, actor=_people()[1], today=clock.today(), reason="名单有误")
    return serial


def _people():
    from registry.parties.models import User

    return [User.objects.get(username=name) for name in ("office", "head")]


if __name__ == "__main__":
    import django

    django.setup()
    from django.db import transaction

    verb, *rest = sys.argv[1:]
    committed = []
    with transaction.atomic():
        transaction.on_commit(lambda: committed.append(time.time()))
        told = {"publish": publish, "withdraw": withdraw}[verb](*rest)
    sys.stdout.write(f"{told} {committed[0]}\n")
