"""What the public may see of a business: the allow-list of domain §5.4, in one place."""

from registry.policy.disclosure import allowed
from registry.policy.industry_names import section_name

FIELDS = allowed(
    "publicity.noticeentry", "ordinal", "shown_name", "uscc", "kind", "shown_operator", "town", "industry", "recommender",
)  # fmt: skip
BUSINESS = allowed(
    "parties.business", "name", "uscc", "kind", "town", partly=("operator_name", "industry_code")
)
NOTICE = allowed("publicity.notice", "serial", "number", "title", "batch")
COUNTING = allowed(
    "publicity.notice", "provisional", "extension_note", "workdays", "counts_publication_day", "calendar_version",
)  # fmt: skip
TOLD = allowed("publicity.notice", "contact", "body", "check_code")
WINDOW = allowed("publicity.notice", "published_on", "starts_on", "ends_on", "announced_ends_on")
ANNOUNCEMENT = allowed("publicity.announcement", "serial", "number", "kind", "sha256", "check_code")


def masked(name) -> str:
    """张三 -> 张*; an empty name stays empty."""
    name = (name or "").strip()
    return f"{name[0]}*" if name else ""


def shown_operator(business, *, full=False) -> str:
    """The operator's name: whole only where `full` and the person's own consent are both given."""
    return business.operator_name if full and business.operator_consent else masked(business.operator_name)


def shown_name(business, *, full=False) -> str:
    """The registered name; an individual business without one is shown by its masked operator (§3.5)."""
    return business.name or f"{shown_operator(business, full=full)}（个体工商户）"


def entry_fields(application) -> dict:
    """The fields of a notice entry as they will be shown, frozen when the draft is made."""
    business = application.business
    return {
        "shown_name": shown_name(business, full=True),
        "uscc": business.uscc,
        "kind": business.kind,
        "shown_operator": shown_operator(business, full=True),
        "town": business.get_town_display() if business.town else "",
        "industry": section_name(business.industry_code),
        "recommender": application.recommender.name if application.recommender_id else "自行申报",
    }


def entry_line(entry) -> dict:
    """One row of a public list."""
    line = {name: getattr(entry, name) for name in FIELDS}
    line["kind"] = entry.get_kind_display()
    return line


NAMELESS = "（个体工商户）"


def without_names(line) -> dict:
    """A row of a public list once the names of persons have left it; the business and its code stay (§5.4, PIPL 47)."""
    shown = str(line.get("shown_name", ""))
    if shown.endswith(NAMELESS):
        shown = f"{masked(shown.removesuffix(NAMELESS))}{NAMELESS}"
    return {**line, "shown_name": shown, "shown_operator": ""}


def sanction_line(business) -> dict:
    """One row of a cancellation, blacklist or removal: name, code, masked operator, town; nothing from a bank."""
    return {
        "shown_name": shown_name(business),
        "uscc": business.uscc,
        "kind": business.get_kind_display(),
        "shown_operator": shown_operator(business),
        "town": business.get_town_display() if business.town else "",
    }
