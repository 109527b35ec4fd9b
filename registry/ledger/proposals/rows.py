"""Registers kept by two persons: what a form would write becomes a proposal, approval writes it (policy data)."""

from django.apps import apps
from django.core.exceptions import ValidationError

from registry.history.acting import acting

from ..errors import Refusal
from .acts import Act, register_act
from .packing import shown


def row_act(label, title, *, decides):
    """An Act `row:<app.model>` that adds or changes one row; its argument `values` maps field names to values."""
    app, model = label.split(".")

    def execute(record, arguments, *, actor, today, reason):
        row = filled(record or apps.get_model(label)(), arguments["values"])
        _refuse_invalid(row)
        with acting(actor, reason, source="proposal"):
            row.save()
        return row

    def describe(record, arguments):
        before = record if record is not None else apps.get_model(label)()
        after = filled(apps.get_model(label)(), arguments["values"])
        names = [f.name for f in before._meta.concrete_fields if f.name in arguments["values"]]
        new = [("新增", "—", str(after))] if record is None else []
        lines = [
            (str(before._meta.get_field(n).verbose_name), _word(before, n) if record is not None else "—", _word(after, n))
            for n in names
        ]  # fmt: skip
        return new + [line for line in lines if line[1] != line[2]]

    def key(record, arguments):
        if record is not None:
            return f"{label}:{record.pk}"
        return f"{label}:new:{filled(apps.get_model(label)(), arguments['values'])}"

    return register_act(
        Act(f"row:{label}", title, f"{app}.add_{model}", decides, execute, describe, key, _problems)
    )


def _problems(record, arguments, today):
    if record is None:
        return []
    same = all(getattr(record, name) == value for name, value in arguments["values"].items())
    return ["没有任何改动，不需要提出。请先修改要变更的内容。"] if same else []


def filled(row, values):
    """The row with these values on it."""
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _word(row, name):
    told = getattr(row, f"get_{name}_display", None)
    return told() if told else shown(getattr(row, name))


def _refuse_invalid(row):
    try:
        row.full_clean()
    except ValidationError as error:
        names = {field.name: str(field.verbose_name) for field in row._meta.fields}
        raise Refusal(
            [
                f"“{names[n]}”：{text}" if n in names else text
                for n, texts in error.message_dict.items()
                for text in texts
            ]
        ) from error
