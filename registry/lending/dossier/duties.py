"""Timed duties about compensation files and claims that wait."""

from registry.ledger.duties import Duty

from . import ageing, opening

DUTIES = (
    Duty(opening.OPEN, "建立代偿资料包", "R46 R66", opening.unopened, opening.open_dossier),
    Duty(opening.REMIND, "提醒补齐代偿资料", "R46 R66", opening.unreminded, opening.remind),
    Duty(ageing.AGE, "代偿申请久等催办", "A23", ageing.overaged, ageing.climb),
)
