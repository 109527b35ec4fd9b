"""The day a person works on. Who may act is asked at the moment of the request: this is an edge, like a view."""

from datetime import date

from registry.history import clock


def working_day() -> date:
    """Today in Asia/Shanghai: whether a delegation runs now. Never used for a record's own day."""
    return clock.today()
