"""The edge of the looks at one's own pages: reads the clock for each, and lets nothing that goes wrong stop the timers."""

import logging

from publicity.looking import due_for_a_look, look

logger = logging.getLogger(__name__)


def look_at_pages(moment):
    """Look at every notice that is due. `moment` gives the present instant; asked once for each look."""
    try:
        for notice in due_for_a_look(moment()):
            look(notice, now=moment())
    except Exception:
        logger.exception("核验公示网页时出错")
