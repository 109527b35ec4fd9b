"""Header words without their dress, so that 发放金额（元） and 发放金额 are one. Pure."""

import re
import unicodedata


def plain(header) -> str:
    """A header without width, blanks, brackets and units."""
    folded = unicodedata.normalize("NFKC", str(header or ""))
    folded = "".join(c for c in folded if unicodedata.category(c) != "Cf")
    return re.sub(r"\(.*?\)|\s|[%*:]", "", folded)
