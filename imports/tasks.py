"""Wake-ups of the background: what is due is decided by rows, never by the queue."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from registry.history import clock


@db_task(name="work_uploads")
def work_uploads():
    """Somebody has just handed something in."""
    from .background.working import work

    work(clock.today(), timezone.now)


@db_periodic_task(crontab(minute="*"), name="look_after_uploads")
def look_after_uploads():
    """Every minute: tell of what stands still, tidy up, then take up whatever waits or was left by a worker that died."""
    from .background.alarms import raise_alarms
    from .background.forgetting import tidy
    from .background.working import work

    raise_alarms(timezone.now())
    tidy(timezone.now())
    work(clock.today(), timezone.now)
