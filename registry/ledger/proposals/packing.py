"""Arguments of a verb as JSON and back: days, amounts and rows keep what they are."""

from datetime import date
from decimal import Decimal

from django.apps import apps
from django.db.models import Model

from ..errors import Refusal


def pack(value):
    """A JSON value. Raises Refusal for what cannot wait in a proposal (a file)."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Model):
        return {"row": value._meta.label_lower, "id": value.pk}
    if isinstance(value, list | tuple):
        return [pack(part) for part in value]
    if isinstance(value, dict):
        return {"fields": {name: pack(part) for name, part in value.items()}}
    raise Refusal("这类内容不能随待批事项保存。请改填材料名称、文号与日期。")


def unpack(value):
    """What `pack` was given."""
    if isinstance(value, list):
        return [unpack(part) for part in value]
    if not isinstance(value, dict):
        return value
    if "decimal" in value:
        return Decimal(value["decimal"])
    if "date" in value:
        return date.fromisoformat(value["date"])
    if "row" in value:
        return apps.get_model(value["row"])._base_manager.get(pk=value["id"])
    return {name: unpack(part) for name, part in value["fields"].items()}


def shown(value) -> str:
    """A value as a person reads it."""
    if value in (None, ""):
        return "（空）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)
