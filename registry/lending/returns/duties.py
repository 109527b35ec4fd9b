"""Timed duties about what banks owe: periods begun and missed, reminders, loans due without a word, notes that moved."""

from registry.ledger.duties import Duty

from . import moved, periods, reminding, silence

DUTIES = (
    Duty(periods.OPEN, "开始银行报送期", "R44", periods.unopened, periods.open_periods),
    Duty(periods.MISS, "银行过期未报送", "R44", periods.missed, periods.miss),
    Duty(reminding.REMIND, "提醒银行报送", "R44", reminding.unreminded, reminding.remind),
    Duty(silence.FLAG, "到期未见报送", "R44", silence.silent, silence.flag),
    Duty(silence.ANSWER, "到期借据已经报送", "R44", silence.answered, silence.answer),
    Duty(moved.ASK, "疑似转至他行", "R70", moved.unasked, moved.ask),
    Duty(moved.LAPSE, "疑似转至他行不必核实", "R70", moved.pointless, moved.lapse),
)
