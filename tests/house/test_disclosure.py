"""Every column of every table says who sees it, and what the registers do agrees with what is said."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.management import call_command
from django.db.models import EmailField

from registry.parties.roles import AUDIENCE_OF, ROLES
from registry.policy.disclosure import AUDIENCES, TABLES, Level, allowed, level_of
from registry.policy.disclosure.levels import seen, table

OURS = ("registry.", "publicity", "imports", "cms")
KEPT_BY_THE_HOUSE = {"id", "version"}
# What the public never reads of a person, by the names such columns have.
PERSONAL = (
    "phone",
    "email",
    "address",
    "account",
    "operator_key",
    "operator_masked",
    "contact_name",
    "answered_mail",
)
# The office's own; a page's address.
OF_THE_OFFICE = {"pages.officesettings.phone", "pages.officesettings.email", "pages.officesettings.address"}


def models():
    for model in apps.get_models():
        if model.__module__.startswith(OURS) and not model._meta.model_name.startswith("historical"):
            yield model


def columns(model):
    """Own concrete columns; what Wagtail keeps about its pages is Wagtail's."""
    parents = [
        parent._meta.get_field(f.name) for parent in model._meta.parents for f in parent._meta.concrete_fields
    ]
    told = {f.name for f in parents}
    links = {f.name for f in model._meta.parents.values() if f}
    return {f.name for f in model._meta.concrete_fields} - told - links - KEPT_BY_THE_HOUSE


@pytest.mark.parametrize("model", list(models()), ids=lambda model: model._meta.label_lower)
def test_every_column_is_declared_and_nothing_else(model):
    label = model._meta.label_lower
    assert label in TABLES, f"请在 registry/policy/disclosure 中写明“{label}”的每一栏谁可以看。"
    declared = set(TABLES[label].fields)
    forgotten, gone = columns(model) - declared, declared - columns(model)
    assert not forgotten, f"请在 registry/policy/disclosure 中写明谁可以看“{label}”的这些栏目：{forgotten}"
    assert not gone, f"“{label}”没有这些栏目，请从声明中删去：{gone}"


def test_every_declaration_has_its_table():
    assert {model._meta.label_lower for model in models()} == set(TABLES)


@pytest.mark.parametrize("label", TABLES)
def test_nothing_personal_is_public(label):
    model, wrong = apps.get_model(label), []
    for name in TABLES[label].fields:
        kind = isinstance(model._meta.get_field(name), EmailField) or any(part in name for part in PERSONAL)
        told = level_of(label, name, ("public",)) > Level.NONE
        if kind and told and f"{label}.{name}" not in OF_THE_OFFICE:
            wrong.append(name)
    assert not wrong, f"“{label}”的{wrong}是个人信息，不能公开（个人信息保护法第二十五条）。"


@pytest.mark.parametrize("owner", [(label, t.owner) for label, t in TABLES.items() if t.owner])
def test_an_owner_is_an_institution(owner):
    label, name = owner
    assert (
        apps.get_model(label)._meta.get_field(name).related_model._meta.label_lower == "parties.institution"
    )


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model._meta.label_lower)
def test_covers_and_seals_agree_with_the_registers(model):
    label, register = model._meta.label_lower, admin.site._registry[model]
    if label not in TABLES:
        return
    at = {level: {n for n, who in TABLES[label].fields.items() if level in who.values()} for level in Level}
    assert at[Level.COVERED] == set(getattr(register, "covered_fields", ()))
    assert at[Level.SEALED] == set(getattr(register, "masked_fields", ()))


def test_every_role_belongs_to_an_audience():
    assert set(AUDIENCE_OF) == set(ROLES)
    assert set(AUDIENCE_OF.values()) == set(AUDIENCES) - {"public"}


def test_what_is_not_declared_is_nobodys_and_cannot_be_published():
    assert level_of("parties.business", "no_such", AUDIENCES) is Level.NONE
    assert level_of("no.such", "name", AUDIENCES) is Level.NONE
    assert allowed("publicity.notice", "title") == ("title",)
    for label, name in (
        ("parties.business", "phone"),
        ("parties.business", "operator_name"),
        ("no.such", "x"),
    ):
        with pytest.raises(LookupError, match="不在公开的栏目之内"):
            allowed(label, name)


def test_a_slip_in_the_declaration_is_refused():
    with pytest.raises(LookupError):
        seen(full="nobody")
    with pytest.raises(LookupError):
        seen(full="office", own="office")
    with pytest.raises(LookupError):
        table((seen(full="office"), "name"), (seen(), "name"))


def test_the_drawn_document_is_fresh():
    call_command("draw_disclosure", check=True)
