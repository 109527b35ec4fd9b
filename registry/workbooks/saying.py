"""How a file is refused: what was found, what was expected, what to do. Pure."""

from registry.history.errors import Refusal

ACCEPTED = "xlsx、xls、ods 或 csv"
SAVE_AS = "请用表格软件打开，另存为 xlsx 后重新上传。"
DAMAGED = "已损坏，打不开"


class Unfit(Refusal):
    """The file itself is not accepted; nothing of it was read."""


def unfit(name, found, todo=SAVE_AS):
    """Unfit with one sentence about the file `name`."""
    return Unfit(f"文件“{name}”{found}，没有收下。{todo}")
