"""Rounds, applications, attachments, department opinions, the leading group's decisions (R11–R27)."""
