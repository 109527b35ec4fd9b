"""How a list was narrowed down, in words: columns and choices; what was typed into the search box is counted, not told."""

from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import FieldDoesNotExist

ALL = "全部"
_OWN = {"o", "p", "all", "e", "_changelist_filters", "_popup", "_to_field"}
_WORDS = {
    "gte": "不早于",
    "lt": "早于",
    "gt": "大于",
    "lte": "不大于",
    "year": "年份",
    "month": "月份",
    "day": "日",
}


def told_filter(register, request) -> str:
    """“主体类型：企业；所属镇：札萨克镇”, or “全部”. A searched word may be a name, so only its length is told."""
    told = [
        _told(register, name, value)
        for name, value in request.GET.items()
        if name not in _OWN and value and name != SEARCH_VAR
    ]
    typed = request.GET.get(SEARCH_VAR, "").strip()
    return "；".join(told + [f"查找{len(typed)}个字"] * bool(typed)) or ALL


def _told(register, name, value):
    path, _, lookup = name.partition("__")
    try:
        field = register.opts.get_field(path)
    except FieldDoesNotExist:
        return f"{_title(register, name)}：{value[:20]}"
    words = dict(field.flatchoices).get(value, value)
    return f"{field.verbose_name}{_WORDS.get(lookup.rpartition('__')[2], '')}：{str(words)[:20]}"


def _title(register, name):
    """The title of a filter that is no column."""
    own = (one for one in register.list_filter if not isinstance(one, str | tuple))
    return next((str(one.title) for one in own if getattr(one, "parameter_name", "") == name), "其他条件")
