"""What a page is put together from: blocks a clerk knows by name, each with its help; nothing that needs a script."""

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

FEATURES = ["bold", "ol", "ul", "link", "document-link"]
ROWS, COLUMNS = 200, 12


class Heading(blocks.StructBlock):
    text = blocks.CharBlock(label="标题文字", max_length=60)
    level = blocks.ChoiceBlock(label="级别", choices=[("h2", "大标题"), ("h3", "小标题")], default="h2")

    class Meta:
        label, icon, template = "标题", "title", "pages/blocks/heading.html"


class Picture(blocks.StructBlock):
    image = ImageChooserBlock(label="图片")
    alt = blocks.CharBlock(
        label="图片说明（读给看不见图片的人听）", max_length=120, help_text="写清图上有什么，必须填写。例：工作人员在窗口讲解申报表。"
    )  # fmt: skip
    caption = blocks.CharBlock(label="图下文字", max_length=120, required=False)

    class Meta:
        label, icon, template = "图片", "image", "pages/blocks/picture.html"


def rows_of(text) -> list[list[str]]:
    """Cells of a table pasted from a spreadsheet: one line a row, columns apart by tabs or by |."""
    lines = [line for line in (text or "").splitlines() if line.strip()]
    mark = "\t" if any("\t" in line for line in lines) else "|"
    return [[cell.strip() for cell in line.split(mark)] for line in lines]


class Table(blocks.StructBlock):
    title = blocks.CharBlock(label="表名", max_length=80, required=False)
    cells = blocks.TextBlock(
        label="表格内容", rows=6, help_text="在表格软件里选中、复制，粘贴到这里。第一行是表头；手工填写时各列用竖线“|”隔开。"
    )  # fmt: skip

    class Meta:
        label, icon, template = "表格", "table", "pages/blocks/table.html"

    def clean(self, value):
        """Raises where the rows are not of one length, or too many."""
        cleaned = super().clean(value)
        rows = rows_of(cleaned["cells"])
        wide = len(rows[0]) if rows else 0
        odd = next((n for n, row in enumerate(rows, 1) if len(row) != wide), None)
        if len(rows) < 2:
            raise _cells("表格至少要有表头和一行内容。")
        if len(rows) > ROWS or wide > COLUMNS:
            raise _cells(f"表格有{len(rows)}行{wide}列，最多{ROWS}行{COLUMNS}列。请作为附件下载。")
        if odd:
            raise _cells(f"第{odd}行有{len(rows[odd - 1])}列，表头有{wide}列。请补齐或删去多出的列。")
        return cleaned

    def get_context(self, value, parent_context=None):
        rows = rows_of(value["cells"])
        head = rows[0] if rows else []
        lines = [list(zip(head, row, strict=False)) for row in rows[1:]]
        return super().get_context(value, parent_context) | {"head": head, "lines": lines}


def _cells(sentence):
    return blocks.StructBlockValidationError(block_errors={"cells": ValidationError(sentence)})


class Attachment(blocks.StructBlock):
    document = DocumentChooserBlock(label="文件")
    title = blocks.CharBlock(
        label="显示的名称", max_length=100, required=False, help_text="不填则用文件自己的名称。"
    )

    class Meta:
        label, icon, template = "附件下载", "doc-full", "pages/blocks/attachment.html"


class Note(blocks.StructBlock):
    kind = blocks.ChoiceBlock(label="种类", choices=[("tip", "提示"), ("care", "注意")], default="tip")
    text = blocks.TextBlock(label="内容", rows=3)

    class Meta:
        label, icon, template = "提示框", "info-circle", "pages/blocks/note.html"


class Step(blocks.StructBlock):
    title = blocks.CharBlock(label="这一步做什么", max_length=60)
    text = blocks.RichTextBlock(label="说明", features=FEATURES, required=False)

    class Meta:
        label, icon = "一步", "list-ol"


class Question(blocks.StructBlock):
    question = blocks.CharBlock(label="问", max_length=120)
    answer = blocks.RichTextBlock(label="答", features=FEATURES)

    class Meta:
        label, icon = "一问一答", "help"


class Card(blocks.StructBlock):
    title = blocks.CharBlock(label="标题", max_length=40)
    text = blocks.CharBlock(label="一句说明", max_length=100, required=False)
    page = blocks.PageChooserBlock(label="本站页面", required=False)
    address = blocks.CharBlock(
        label="或者网址",
        max_length=300,
        required=False,
        help_text="本站的写“/gongshi/”这样的地址，外站的写完整网址。",
    )

    class Meta:
        label, icon, template = "链接卡片", "link", "pages/blocks/card.html"

    def clean(self, value):
        """Raises unless the card leads to exactly one place, this site's or a whole address."""
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["address"]):
            raise _address("“本站页面”和“网址”填写其中一个。")
        if cleaned["address"] and not cleaned["address"].startswith(("/", "https://", "http://")):
            raise _address(f"网址“{cleaned['address']}”不完整，应以“/”或“https://”开头。")
        return cleaned


def _address(sentence):
    return blocks.StructBlockValidationError(block_errors={"address": ValidationError(sentence)})


STEPS = blocks.ListBlock(
    Step(), label="办理步骤", icon="list-ol", template="pages/blocks/steps.html", min_num=1
)
QUESTIONS = blocks.ListBlock(
    Question(), label="问答", icon="help", template="pages/blocks/questions.html", min_num=1
)
BODY = [
    ("heading", Heading()),
    ("paragraph", blocks.RichTextBlock(label="段落", features=FEATURES, icon="pilcrow")),
    ("picture", Picture()),
    ("table", Table()),
    ("attachment", Attachment()),
    ("note", Note()),
    ("steps", STEPS),
    ("questions", QUESTIONS),
    ("card", Card()),
]


def words_of(value) -> str:
    """Every text typed into a stream, one a line; keys, kinds and numbers of rows apart."""
    return "\n".join(_texts(value.get_prep_value() if hasattr(value, "get_prep_value") else value))


def _texts(part):
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for name, inner in part.items():
            if name not in ("id", "type"):
                yield from _texts(inner)
    elif isinstance(part, (list, tuple)):
        for inner in part:
            yield from _texts(inner)
