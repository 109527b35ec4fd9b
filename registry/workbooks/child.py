"""Starting the child that parses, listening to it for a while, and outliving whatever becomes of it (trust UPL-2).

It is a fresh interpreter (never a fork of the web server), takes the bytes by a nameless file and answers by a pipe.
What it loads is waited for at every upload: nothing of Django, no site, the paths to the packages are told.
"""

import json
import os
import selectors
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .limits import CHILD_ANSWER, CHILD_WALL_SECONDS, CHUNK
from .protocol import Unfinished, frames

ENTRY = Path(__file__).with_name("entry.py")


class Lost(Exception):
    """The child was aborted, ran out of memory or time, or told half of it. `slow` when time was the reason."""

    def __init__(self, slow=False):
        self.slow = slow
        super().__init__("slow" if slow else "lost")


def ask(asked, content, seconds=None):
    """Frames of the child's answer as they come. Raises Lost; no child is left behind whatever happens.

    `seconds` by the clock, where more than for reading is allowed; processor and memory are bounded the same.
    """
    with _handed_over(asked, content) as given:
        child = subprocess.Popen(
            [sys.executable, "-I", "-S", str(ENTRY), *filter(None, sys.path)], stdin=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={"LANG": "C.UTF-8", "PATH": os.defpath}, cwd="/",
        )  # fmt: skip
    try:
        yield from _heard(child, time.monotonic() + (seconds or CHILD_WALL_SECONDS))
        if child.wait(timeout=5):
            raise Lost
    except (Unfinished, subprocess.TimeoutExpired) as error:
        raise Lost from error
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


def _handed_over(asked, content):
    """The request line and the bytes in a file without a name; in memory where the system can."""
    if hasattr(os, "memfd_create"):
        given = os.fdopen(os.memfd_create("upload"), "w+b")
    else:
        given = tempfile.TemporaryFile()  # noqa: SIM115
    given.write(json.dumps(asked).encode() + b"\n")
    given.write(content)
    given.flush()
    given.seek(0)
    return given


def _heard(child, until):
    held, heard = bytearray(), 0
    with selectors.DefaultSelector() as ears:
        ears.register(child.stdout, selectors.EVENT_READ)
        while True:
            left = until - time.monotonic()
            if left <= 0 or not ears.select(left):
                raise Lost(slow=True)
            piece = os.read(child.stdout.fileno(), CHUNK)
            if not piece:
                break
            held += piece
            heard += len(piece)
            if heard > CHILD_ANSWER:
                raise Lost
            yield from frames(held)
    if held:
        raise Lost
