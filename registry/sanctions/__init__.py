"""Warnings (预警), cancellation, the blacklist with due process, joint measures (R36–R42, R49–R52)."""
