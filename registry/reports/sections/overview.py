"""The first page: what the others begin with."""

from ..figures import Section
from . import arrears, balances, compensation, progress


def build(facts, by) -> Section:
    sight, rates, tables = facts.sight, (), ()
    if sight.lending:
        first = balances.build(facts, by)
        rates = (*arrears.build(facts, by).rates, *compensation.build(facts, by).rates, *first.rates)
        tables = (first.tables[0],)
    if sight.recognised:
        tables += (progress.target(facts),)
    return Section("overview", "总览", rates, tables)
