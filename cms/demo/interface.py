"""A bank's own system in the demonstration county: keys to send by and to read by, and the first call of each."""

from datetime import timedelta

from cms.models import ReadingKey
from cms.reading import keys
from imports.interface.keys import issue_key
from imports.models import UploadCall, UploadKey
from registry.history import clock
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
    reading = ReadingKey(
        name="信用平台", institution=key.bank, expires_on=today + timedelta(days=365), addresses="127.0.0.0/8"
    )
    keys.issue_key(reading, actor=person("admin"), today=today)
    keys.note(reading, "127.0.0.1", keys.ANSWERED, clock.moment())
