"""How a marked workbook looks, whoever writes it: colours, words of the added column and sheet. Pure."""

AUTHOR = "信保贷核对"
RESULT, SUMMARY, GUIDE = "结果", "错误汇总", "填写说明"
OWN_SHEETS = (SUMMARY, GUIDE)
ERROR, WARNING = "error", "warning"
COLOURS = {ERROR: "FFC7CE", WARNING: "FFEB9C"}
HEAD = "E8F0F9"
RESULT_WIDTH = 60
SUMMARY_WIDTHS = (8, 20, 20, 70, 8, 50)


def comment_size(text) -> tuple[int, int]:
    """(width, height) in pixels in which the text can be read without scrolling."""
    lines = sum(1 + len(line) // 22 for line in text.split("\n"))
    return 330, min(20 * lines + 24, 420)
