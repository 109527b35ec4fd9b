"""Which column of the file a problem stands in, kept with the upload when it was read. Pure."""

from dataclasses import dataclass

from registry.workbooks.looks import RESULT

from ..columns import BY_NAME


@dataclass(frozen=True)
class Places:
    """`labels` of the header as written; `columns` from our label (借据号) to the column, counted from 1."""

    labels: list
    columns: dict

    def result_column(self, widest):
        """Where 结果 goes: over an earlier one of ours, else right of all that is filled (`widest`, from 1)."""
        filled = max((at for at, label in enumerate(self.labels, start=1) if label), default=0)
        if filled and self.labels[filled - 1] == RESULT:
            return filled
        return max(filled, widest) + 1


def mapping_of(found, at) -> dict:
    """What is kept with an upload of how it was read: what the bank taught, the row said, and what stood where."""
    header = found.layout.header
    return {"columns": found.taught, "at": at, "labels": list(header.labels), "places": found.layout.places}


def places_of(mapping) -> Places:
    """From what was kept; an upload read before labels were kept has no places, its problems stand by the row."""
    columns = {BY_NAME[name].label: index + 1 for name, index in mapping.get("places", {}).items()}
    return Places(mapping.get("labels", []), columns)


def widest(rows) -> int:
    """The last filled column, from 1, of rows of texts."""
    return max(
        (at for row in rows for at, cell in enumerate(row, start=1) if cell not in ("", None)), default=0
    )
