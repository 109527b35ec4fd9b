"""What reports keep of their own: the guarantor's net assets, told to the office, never to a lender."""

from .levels import seen, table

TABLES = {
    "reports.guarantorworth": table(
        (seen(full="office leading auditor", own="guarantor"), "guarantor as_of net_assets source"),
    ),
}
