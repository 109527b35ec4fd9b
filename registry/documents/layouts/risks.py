"""What a layout must not carry: links to the outside, embedded things, live fields, tracked changes, comments. Pure."""

from .reading import DOCUMENT, main_part, relations, stories, w

_OUTSIDE = {
    "attachedTemplate": "外部模板", "image": "外部图片", "hyperlink": "超链接", "oleObject": "链接的对象", "frame": "外部框架",
    "subDocument": "外部子文档", "mailMergeSource": "邮件合并数据源", "externalLink": "外部链接", "video": "外部视频",
}  # fmt: skip
_TO_DO = {
    "外部模板": "请在Word“开发工具—文档模板”中改为Normal，再上传。",
    "超链接": "请在链接上点右键，取消超链接。",
    "外部图片": "请改为插入到文件中的图片。",
}
_WITHIN = {
    "oleObject": "嵌入的对象", "package": "嵌入的文件", "control": "控件", "aFChunk": "嵌入的文档", "vbaProject": "宏",
    "font": "嵌入的字体", "attachedToolbars": "工具栏",
}  # fmt: skip
_ELEMENTS = {
    "object": "嵌入的对象", "control": "控件", "altChunk": "嵌入的文档", "subDoc": "子文档", "dataBinding": "与外部数据绑定的内容控件",
    "ins": "没有接受的修订", "del": "没有接受的修订", "moveFrom": "没有接受的修订", "moveTo": "没有接受的修订",
    "commentReference": "批注",
}  # fmt: skip
_HELP = {"没有接受的修订": "请在“审阅”中接受或拒绝全部修订", "批注": "请在“审阅”中删除全部批注"}
_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}


def risks(package) -> list[str]:
    """Every reason why this file is not safe or not finished."""
    main = main_part(package)
    found = (
        []
        if main == DOCUMENT
        else [f"文件指明的正文部件是“{main or '无'}”，应为“{DOCUMENT}”。请在Word中另存为DOCX后上传。"]
    )
    found += [sentence for _, relation in relations(package) for sentence in _relation(relation)]
    for _, root, label in stories(package):
        found += [*_elements(root, label or "文中"), *_fields(root, label or "文中")]
    settings = package.xml.get("word/settings.xml")
    if settings is not None and settings.find(w("mailMerge")) is not None:
        found.append("文件设有邮件合并。请在“邮件”中改为普通Word文档后再上传。")
    return list(dict.fromkeys(found))


def _relation(relation):
    kind, target = relation.get("Type", "").rsplit("/", 1)[-1], relation.get("Target", "")
    if relation.get("TargetMode", "").lower() == "external":
        what = _OUTSIDE.get(kind, "指向文件以外的链接")
        yield f"文件中有{what}（{target[:60]}）。版式不得引用文件以外的内容。{_TO_DO.get(what, '请删去后再上传。')}"
    elif kind in _WITHIN:
        yield f"文件中有{_WITHIN[kind]}（{target[:60]}）。版式里只能有文字、表格和图片，请删去后再上传。"


def _elements(root, where):
    for element in root.iter(*(w(name) for name in _ELEMENTS)):
        what = _ELEMENTS[element.tag.rsplit("}", 1)[-1]]
        yield f"{where}有{what}。{_HELP.get(what, '请删去')}，再上传。"


def _fields(root, where):
    """Only page numbers may be live; whatever a field's instruction is cut into, it is read as one."""
    stack = []
    for element in root.iter(w("fldChar"), w("instrText"), w("fldSimple")):
        if element.tag == w("fldSimple"):
            yield from _field(element.get(w("instr"), ""), where)
        elif element.tag == w("instrText"):
            if stack:
                stack[-1] += element.text or ""
            else:
                yield from _field(element.text or "", where)
        elif element.get(w("fldCharType")) == "begin":
            stack.append("")
        elif element.get(w("fldCharType")) == "end" and stack:
            yield from _field(stack.pop(), where)
    for left in stack:
        yield from _field(left, where)


def _field(instruction, where):
    name = instruction.split()[0].upper() if instruction.split() else ""
    if name and name not in _FIELDS:
        yield f"{where}有域“{instruction.strip()[:40]}”。版式里只能有页码（PAGE）和总页数（NUMPAGES、SECTIONPAGES），请改为普通文字。"
