"""Where a change came from, in words. `acting(source=…)` and uploads leave a code such as `upload:12`."""

SOURCES = {
    "admin": "业务后台", "upload": "上传", "timer": "定时事项", "public": "公共网站", "import_calendar": "节假日安排",
    "roster": "名册接收", "load_roster": "名册接收", "demo": "演示", "delivery": "信用信息报送", "api": "数据接口", "sheet": "推荐表",
    "link": "签名链接", "mapping": "表头对应", "undo": "撤销入账", "proposal": "待批事项",
}  # fmt: skip


def source_word(code: str) -> str:
    """`upload:12` → 上传（第12号）; an unknown code stays as it is."""
    kind, _, number = (code or "").partition(":")
    word = SOURCES.get(kind, kind)
    return f"{word}（第{number}号）" if number.isdigit() else word
