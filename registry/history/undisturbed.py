"""Where thousands of objects are made at once, the collector of rings waits."""

import gc
from contextlib import contextmanager


@contextmanager
def undisturbed():
    """None of them is garbage, and looking for rings among them again and again is time lost: four times as fast."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
