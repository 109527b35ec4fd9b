"""The child's first and only step: shut itself in, then read. Started by its path, in isolated mode, without Django."""

import contextlib
import json
import resource
import sys
from pathlib import Path


def shut_in(memory, seconds):
    """Memory in bytes, CPU in seconds, no byte into any file, no core, no further process."""
    most = {
        "RLIMIT_AS": memory, "RLIMIT_CPU": seconds, "RLIMIT_FSIZE": 0, "RLIMIT_CORE": 0, "RLIMIT_NOFILE": 32,
        "RLIMIT_NPROC": 0,
    }  # fmt: skip
    for name, value in most.items():
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (value, value))


def _job(asked):
    """Reading, or marking a copy: what is not asked for is not even loaded."""
    if asked.get("job") == "mark":
        from registry.workbooks.annotating import mark

        return mark
    from registry.workbooks.parsing import read

    return read


def main():
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from registry.workbooks import limits, parsing, protocol

    shut_in(limits.CHILD_MEMORY, limits.CHILD_CPU_SECONDS)
    out = sys.stdout.buffer
    asked = json.loads(sys.stdin.buffer.readline())
    try:
        _job(asked)(asked, sys.stdin.buffer.read(), out.write)
    except parsing.Unreadable as told:
        out.write(protocol.framed({"unreadable": str(told)}))
    out.flush()


if __name__ == "__main__":
    main()
