"""The timed duty of uploads: what nobody confirmed is closed (R70, UPL-4)."""

from registry.ledger.duties import Duty

from .background import forgetting
from .expiring import CLEAR, EXPIRE, clear, expire, put_aside, unconfirmed
from .held import holding
from .sheets import expiring as sheets

DUTIES = (
    Duty(EXPIRE, "作废未确认的上传", "R70", unconfirmed, expire),
    Duty(CLEAR, "删除不予入账的文件", "R70", put_aside, clear),
    Duty(holding.EXPIRE, "删除没有对应表头的文件", "R70", holding.forgotten, holding.expire),
    Duty(sheets.EXPIRE, "作废未确认的登记表", "R69", sheets.unconfirmed, sheets.expire),
    Duty(forgetting.FORGET, "放弃没有办成的后台办理", "R70", forgetting.forgotten, forgetting.forget),
)
