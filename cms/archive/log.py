"""The one line every export leaves behind (AUD-3)."""

from cms.models import ArchiveExport


def record_access(actor, application, *, parts, manifest_sha256, moment) -> ArchiveExport:
    """Write down that `actor` took `application`'s file out at `moment`, and the fingerprint of what was in it."""
    return ArchiveExport.objects.create(
        application=application,
        exported_by=actor,
        exported_at=moment,
        parts=parts,
        manifest_sha256=manifest_sha256,
    )
