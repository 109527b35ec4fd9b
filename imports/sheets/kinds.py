"""The kinds of sheets: which Resource reads each, and who may upload and book it."""

from dataclasses import dataclass

from .rates import RateResource
from .resource import SheetResource
from .roster import RosterResource


@dataclass(frozen=True)
class Kind:
    """`uploads` and `books` are the rights of the first and the second person; `asks` names fields of the upload."""

    name: str
    label: str
    resource: type[SheetResource]
    uploads: str
    books: str
    told: str
    asks: tuple[str, ...] = ()
    pastes: bool = False


KINDS = {
    kind.name: kind
    for kind in (
        Kind("roster", "信用企业（户）名册", RosterResource, "imports.upload_roster", "imports.upload_roster",
             "接收使用本系统之前已经认定的信用企业（户）。已登记的，名称、类型和经营者不因名册更改。", asks=("recognised_on",)),
        Kind("rates", "LPR公布表", RateResource, "policy.add_referencerate", "policy.approve_policyversion",
             "录入已经公布的LPR。已登记的利率不因表格更改。可以直接粘贴公告中的表格。", pastes=True),
    )
}  # fmt: skip


def resource_of(upload, *, actor, today) -> SheetResource:
    """The Resource of an upload, with what was asked of the person."""
    kind = KINDS[upload.kind]
    return kind.resource(actor=actor, today=today, **{name: getattr(upload, name) for name in kind.asks})
