"""All rooms' declarations as one, by `app.model`."""

from . import credit, house, imports, lending, parties, policy, publicity, reports, sanctions, screening

TABLES = {
    label: table
    for room in (policy, house, parties, credit, screening, lending, sanctions, reports, publicity, imports)
    for label, table in room.TABLES.items()
}
