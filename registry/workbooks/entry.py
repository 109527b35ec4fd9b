"""The child's first and only step: shut itself in, then read. Started by its path, in isolated mode, without Django."""

import gc
import json
import os
import resource
import sys


def shut_in(memory, seconds):
    """Memory in bytes, CPU in seconds, no byte into any file, no core, no further process."""
    most = {
        "RLIMIT_AS": memory, "RLIMIT_CPU": seconds, "RLIMIT_FSIZE": 0, "RLIMIT_CORE": 0, "RLIMIT_NOFILE": 32,
        "RLIMIT_NPROC": 0,
    }  # fmt: skip
    for name, value in most.items():
        try:  # noqa: SIM105 – contextlib would have to be loaded
            resource.setrlimit(getattr(resource, name), (value, value))
        except (ValueError, OSError, AttributeError):
            pass


def _job(asked):
    """Reading, marking a copy, or the words of a PDF: what is not asked for is not even loaded."""
    if asked.get("job") == "pdf":
        from registry.workbooks.pdf_words import read

        return read
    if asked.get("job") == "mark":
        from registry.workbooks.annotating import mark

        return mark
    from registry.workbooks.parsing import read

    return read


def main():
    above = os.path.dirname
    sys.path[:0] = [above(above(above(os.path.realpath(__file__))))]
    sys.path += [path for path in sys.argv[1:] if path not in sys.path]
    from registry.workbooks import limits, parsing, protocol

    shut_in(limits.CHILD_MEMORY, limits.CHILD_CPU_SECONDS)
    gc.disable()  # what is read is told and forgotten; rings there are none
    out = sys.stdout.buffer
    asked = json.loads(sys.stdin.buffer.readline())
    try:
        _job(asked)(asked, sys.stdin.buffer.read(), out.write)
    except parsing.Unreadable as told:
        out.write(protocol.framed({"unreadable": str(told)}))
    out.flush()
    os._exit(0)  # nothing is left to be done, and taking a hundred thousand rows apart takes its time


if __name__ == "__main__":
    main()
