"""Open data at the edge: the day and the moment are read here, by the timer and by the command alike."""

from publicity.opendata.keeping import sweep
from publicity.opendata.publishing import publish_all
from registry.history import clock


def publish_open_data(day=None, *, wait=True) -> list[dict]:
    """Bring the open data to `day` (today) and clear away files nobody names. One line per table."""
    told = publish_all(today=day or clock.today(), wait=wait)
    sweep(now=clock.moment())
    return told
