"""What the night watch does, once a day whoever wakes first."""

from cms.pages.linking import check_links
from registry.history import clock

from .scanning import claim, scan_public_pages
from .sweeping import sweep_files


def watch(now):
    """Sweep and scan unless today's watch is done or under way. Returns the PublicScan, None where there was nothing to do."""
    scan = claim(now)
    if scan is None:
        return None
    scan.swept = len(sweep_files(now=now))
    scan_public_pages(scan, now=now)
    check_links(now=now, today=clock.day_of(now))
    return scan
