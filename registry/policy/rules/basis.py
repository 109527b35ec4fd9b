"""The legal bases a listing may rest on (domain §5.1, 国办发〔2020〕49号): what may stand in the list, and what covers a case."""

from dataclasses import dataclass
from datetime import date

from ..answers import Reason
from ..dates import written

LIST_LAW = "国办发〔2020〕49号"
BASIS_KINDS = {
    "law": "法律",
    "regulation": "行政法规",
    "local": "地方性法规",
    "central": "党中央、国务院政策文件",
}
_COUNTY = ("伊政", "旗政府", "旗人民政府", "旗委")


@dataclass(frozen=True)
class BasisFacts:
    """One entry of the list. `grounds`: which of fraud, misuse, evasion it covers; `in_force_to` None: no end."""

    kind: str
    document: str
    article: str
    in_force_from: date
    in_force_to: date | None = None
    number: str = ""
    grounds: frozenset[str] = frozenset()
    approved: bool = False
    publishes: bool = False


def entry_problems(basis: BasisFacts) -> list[Reason]:
    """Why a document may not be entered in the list of legal bases.

    | kind one of four | document | article | of the banner itself | some ground | end after start | answer |
    |------------------|----------|---------|----------------------|-------------|-----------------|--------|
    | yes              | yes      | yes     | no                   | yes         | yes             | yes    |
    | anything else    |          |         |                      |             |                 | no, every reason |
    """
    local = any(word in f"{basis.document}{basis.number}" for word in _COUNTY)
    backwards = basis.in_force_to is not None and basis.in_force_to < basis.in_force_from
    kinds = "、".join(BASIS_KINDS.values())
    checks = (
        (basis.kind in BASIS_KINDS, "kind", f"依据类别只能是{kinds}。其他文件不能作为列入名单的法律依据。"),
        (basis.document.strip(), "document", "没有填写文件名称。请填写法律、法规或者政策文件的全称。"),
        (basis.article.strip(), "article", "没有填写条款。请写明第几条第几款，并照录条文。"),
        (
            not local,
            "county",
            "旗级文件不能作为列入名单的法律依据，任何单位不得擅自增加或扩展。请改用法律、法规或者党中央、国务院政策文件。",
        ),
        (basis.grounds, "grounds", "没有选择适用情形。请在骗取、挪用、恶意逃废中至少选择一项。"),
        (not backwards, "dates", "停止施行日期早于施行日期。请核对。"),
    )
    return _failed(checks)


def basis_problems(basis: BasisFacts | None, ground: str, *, today: date) -> list[Reason]:
    """Why this entry does not carry a case on `ground` today.

    | chosen | approved by a second person | in force today | covers the ground | answer |
    |--------|-----------------------------|----------------|-------------------|--------|
    | yes    | yes                         | yes            | yes               | yes    |
    | no     | –                           | –              | –                 | no     |
    | yes    | anything else               |                |                   | no, every reason |
    """
    if basis is None:
        text = "没有法律依据。请由法制审核人员从“法律依据”名录中选定；名录中没有的，不得列入。"
        return [Reason(text, LIST_LAW, "basis")]
    named = f"{basis.document}{basis.article}"
    begun = basis.in_force_from <= today and (basis.in_force_to is None or today <= basis.in_force_to)
    span = f"{written(basis.in_force_from)}至{written(basis.in_force_to) if basis.in_force_to else '今'}"
    checks = (
        (
            basis.approved,
            "basis-approved",
            f"{named}没有经第二人批准，或者已经停用。请选用已批准的法律依据。",
        ),
        (
            begun,
            "basis-force",
            f"{named}的施行期间为{span}，今天是{written(today)}，不在施行中。请另选依据。",
        ),
        (ground in basis.grounds, "basis-ground", f"{named}不适用于本案的情形。请另选依据。"),
    )
    return _failed(checks)


def _failed(checks):
    return [Reason(text, LIST_LAW, kind) for holds, kind, text in checks if not holds]
