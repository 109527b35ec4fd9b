"""The timed duty of uploads: what nobody confirmed is closed (R70, UPL-4)."""

from registry.ledger.duties import Duty

from .expiring import EXPIRE, expire, unconfirmed

DUTIES = (Duty(EXPIRE, "作废未确认的上传", "R70", unconfirmed, expire),)
