"""Every model that names an institution is declared to the second wall, or said to be open and why."""

from django.apps import apps

from cms.walls import OPEN, walls

NAMES = {"bank", "recommender", "institution", "owner_code", "recipient_code", "microlender"}
OURS = ("registry.", "publicity", "imports", "cms")


def test_every_model_that_names_an_institution_is_walled():
    declared = {*walls(), *OPEN}
    forgotten = [
        model._meta.label_lower
        for model in apps.get_models()
        if model.__module__.startswith(OURS)
        and not model._meta.model_name.startswith("historical")
        and NAMES & {field.name for field in model._meta.concrete_fields}
        and model._meta.label_lower not in declared
    ]
    assert not forgotten, (
        f"请在 cms/walls.py 的 WALLS 中写明这些表的哪一栏是所属机构，或在 OPEN 中写明为什么公开：{forgotten}"
    )


def test_every_declaration_has_its_model():
    for label in {*walls(), *OPEN}:
        apps.get_model(label)
