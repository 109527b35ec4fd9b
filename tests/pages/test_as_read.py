"""Words of a cell as people write them; what only looks like a day or an amount stays as it is."""

import pytest

from cms.templatetags.office import as_read

READ = {
    "2026-11-05": "2026年11月5日", "90000.00": "90,000.00", "2026-02-31": "2026-02-31", "2026-13-01": "2026-13-01",
    "JJ2026-11-05": "JJ2026-11-05", "90000": "90000", "": "",
}  # fmt: skip


@pytest.mark.parametrize(("kept", "read"), READ.items())
def test_as_people_write_it(kept, read):
    assert as_read(kept) == read
