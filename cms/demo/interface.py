"""A bank's own system in the demonstration county: a key for one bank, and the first call it made."""

from datetime import timedelta

from imports.interface.keys import issue_key
from imports.models import UploadCall, UploadKey
from registry.parties.models import Institution

from .accounts import person


def build(today):
    """The maker's key, and one call in the wrong manner."""
    key = UploadKey(
        name="核心系统", bank=Institution.objects.get(code="NSH"), holder=person("bank"),
        expires_on=today + timedelta(days=180),
    )  # fmt: skip
    issue_key(key, actor=person("admin"), today=today)
    UploadCall.objects.create(
        token=key, address="127.0.0.1", asked="报送台账", answered=405, outcome="方法不支持"
    )
