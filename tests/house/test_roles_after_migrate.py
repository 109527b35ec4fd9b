"""An upgrade cannot miss a right: `migrate` brings the groups in line with the roles table."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def test_migrate_gives_a_group_back_a_right_it_lost():
    group = Group.objects.get(name="担保公司")
    right = group.permissions.get(codename="add_inquiry")
    group.permissions.remove(right)
    call_command("migrate", verbosity=0)
    assert right in group.permissions.all()
