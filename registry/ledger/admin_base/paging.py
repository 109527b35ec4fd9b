"""Pages of a long list without counting the whole of it: who has more than MOST rows narrows the list down."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

MOST = 5_000


class UpToMost(Paginator):
    """Counts no further than MOST. `more`: there are rows beyond the last page."""

    @cached_property
    def _counted(self):
        return self.object_list.order_by()[: MOST + 1].count()

    @property
    def count(self):
        return min(self._counted, MOST)

    @property
    def more(self):
        return self._counted > MOST
