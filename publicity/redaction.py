"""The copy of an objection that others may read: the sender and every number hidden, and a check that they are. Pure."""

import re

from registry.policy.privacy import hidden, holds_contact_or_account, holds_resident_id

SENDER, ADDRESS = "（反映人）", "（反映人地址）"
_LANDLINE = re.compile(r"(?<![\d])0\d{2,3}[ \-]?\d{7,8}(?!\d)")
_LEAST = 2


def redacted(facts, *, name="", phone="", address="") -> str:
    """A first copy for a person to go over: the sender's own particulars, identity, phone and account numbers hidden."""
    text = facts or ""
    for part, mark in ((address, ADDRESS), (name, SENDER), (phone, "（电话）")):
        part = (part or "").strip()
        if len(part) >= _LEAST:
            text = text.replace(part, mark)
    return _LANDLINE.sub(lambda found: found[0][:3] + "*" * (len(found[0]) - 3), hidden(text))


def redaction_problems(text, *, name="", phone="", address="") -> list[str]:
    """Every reason why a copy may not be shared: who objected can still be read from it, or a number is in the open."""
    given = ((name, "异议人的姓名（名称）"), (phone, "异议人的电话"), (address, "异议人的地址"))
    found = [
        f"脱敏文本中还有{what}，不能用于核查。请改写后再保存。" for part, what in given if _holds(text, part)
    ]
    if holds_resident_id(text):
        found.append("脱敏文本中还有像居民身份证号码的18位数字。请删去后再保存。")
    if holds_contact_or_account(text) or _LANDLINE.search(text):
        found.append("脱敏文本中还有像电话号码或账号的数字。请删去后再保存。")
    return found


def _holds(text, part):
    part = re.sub(r"\s", "", part or "")
    return len(part) >= _LEAST and part in re.sub(r"\s", "", text)
