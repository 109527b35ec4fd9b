"""Which files decide what an empty database looks like, and their fingerprint."""

import hashlib
from pathlib import Path

from django.conf import settings

SHAPING = (
    "registry/*/migrations/*.py",
    "publicity/migrations/*.py",
    "imports/migrations/*.py",
    "cms/**/migrations/*.py",
    "registry/parties/roles.py",
    "registry/parties/groups.py",
    "cms/apps.py",
    "cms/roles.py",
    "registry/parties/founding.py",
    "registry/*/moves.py",
    "publicity/moves.py",
    "publicity/wording/places.py",
    "imports/moves.py",
    "cms/pages/moves.py",
    "registry/policy/seed*.py",
    "registry/ledger/guards.py",
    "cms/walls.py",
    "publicity/search/watching.py",
    "cms/pages/founding*",
    "cms/pages/founding/*",
    "requirements.txt",
)


def fingerprint(patterns=SHAPING) -> str:
    """Twelve hexadecimal digits over names and contents of the files."""
    root, digest = Path(settings.BASE_DIR), hashlib.sha256()
    files = {path for pattern in patterns for path in root.glob(pattern) if path.is_file()}
    for path in sorted(files):
        digest.update(str(path.relative_to(root)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def told(script) -> str:
    """Twelve hexadecimal digits over the statements themselves, so that a change by hand is seen."""
    return hashlib.sha256(script.encode()).hexdigest()[:12]
