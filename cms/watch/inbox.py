"""What the night watch leaves for the office."""

from django.urls import reverse

from cms.models import PublicFinding
from registry.parties.access import reach


def items(user, today) -> list[dict]:
    """Public addresses on which a full number was found and that are not put right; for clerk and head."""
    if not reach(user).roles & {"clerk", "head"} and not user.is_superuser:
        return []
    url = f"{reverse('admin:cms_publicfinding_changelist')}?gone_at__isempty=1"
    count = PublicFinding.objects.open().count()
    return [
        {"label": "公开网页上像个人完整号码的数字，请立即处理", "count": count, "url": url, "urgency": "now"}
    ]
