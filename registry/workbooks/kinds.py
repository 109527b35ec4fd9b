"""What a file is, by its first bytes, and whether its name says the same. Pure."""

from .saying import ACCEPTED, unfit

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMS = (b"\xff\xfe", b"\xfe\xff")
FOREIGN = (
    (b"%PDF", "是 PDF 文件"), (b"\x89PNG", "是图片"), (b"\xff\xd8\xff", "是图片"), (b"GIF8", "是图片"),
    (b"Rar!", "是 RAR 压缩包"), (b"7z\xbc\xaf", "是 7z 压缩包"), (b"\x1f\x8b", "是 gz 压缩包"),
    (b"PK\x05\x06", "是空的压缩包"), (b"PK\x07\x08", "是分卷压缩包"), (b"MZ", "是程序"), (b"\x7fELF", "是程序"),
    (b"{\\rtf", "是 RTF 文档"),
)  # fmt: skip
ENDINGS = {"xlsx": "xlsx", "xls": "xls", "ods": "ods", "csv": "csv"}
OTHERS = {
    "xlsm": "是含宏的工作簿（xlsm）", "xltm": "是含宏的模板（xltm）", "xlsb": "是二进制工作簿（xlsb）", "xltx": "是模板（xltx）",
    "et": "是 WPS 专用格式（et）", "txt": "的扩展名是“.txt”", "tsv": "的扩展名是“.tsv”",
}  # fmt: skip


def ending(name) -> str:
    """The lower-case ending without its dot; "" when there is none."""
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def kind_by_name(name) -> str:
    """xlsx, xls, ods or csv as the name says. Raises Unfit for any other ending and for none."""
    written = ending(name)
    if written in ENDINGS:
        return written
    told = OTHERS.get(written) or (f"的扩展名是“.{written[:10]}”" if written else "没有扩展名")
    raise unfit(name, f"{told}，只接受{ACCEPTED}")


def must_not_be_foreign(name, content):
    """Raises Unfit for pictures, papers, programs, archives and web pages renamed to tables."""
    for magic, told in FOREIGN:
        if content.startswith(magic):
            raise unfit(name, f"{told}，不是表格文件，只接受{ACCEPTED}", "请上传表格本身。")
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<style")):
        raise unfit(name, "是网页改名的表格")
    if head.startswith(b"<"):
        raise unfit(name, "是 XML 或网页改名的表格")


def container(content) -> str:
    """zip, ole or text."""
    if content.startswith(ZIP):
        return "zip"
    return "ole" if content.startswith(OLE) else "text"


def must_agree(name, said, found):
    """Raises Unfit when the ending says another kind than the content is."""
    if said != found:
        raise unfit(
            name, f"的扩展名是“.{said}”，内容却是 {found} 表格", f"请把扩展名改为“.{found}”，或者另存为 xlsx 后重新上传。"
        )  # fmt: skip
