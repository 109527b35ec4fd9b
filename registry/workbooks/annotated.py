"""The marked copy of an xlsx, made in the child like all reading. Raises Lost; the caller has another way then."""

import base64

from .child import Lost, ask
from .gate import examine
from .limits import MARKING_WALL_SECONDS
from .protocol import Unfinished


def annotated(name, content, *, sheet, header, column, marks, results, summary) -> bytes:
    """`content`, an xlsx, with `marks` [(row, column, level, comment)], `results` [(row, text, level, comment)] in
    `column` under a head on row `header`, and `summary` as lines of a sheet of its own. Rows and columns count from 1.

    Raises Unfit at the gate, Lost when the child could not do it: it was aborted, too slow, or did not understand the file.
    """
    examine(name, content)
    asked = {
        "job": "mark", "sheet": sheet, "header": header, "column": column, "marks": marks, "results": results,
        "summary": summary,
    }  # fmt: skip
    told, whole = bytearray(), -1
    try:
        for frame in ask(asked, content, MARKING_WALL_SECONDS):
            if "piece" in frame:
                told += base64.b64decode(frame["piece"], validate=True)
            else:
                whole = frame.get("end", -1)
    except (Unfinished, ValueError, TypeError, AttributeError) as error:
        raise Lost from error
    if whole != len(told):
        raise Lost
    return bytes(told)
