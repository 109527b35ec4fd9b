"""Towns and zones of 伊金霍洛旗 (statistics bureau codes, domain §3.7) with the misspellings met in practice."""

TOWNS = {
    "150627100": "阿勒腾席热镇",
    "150627101": "札萨克镇",
    "150627102": "乌兰木伦镇",
    "150627103": "纳林陶亥镇",
    "150627104": "苏布尔嘎镇",
    "150627105": "红庆河镇",
    "150627106": "伊金霍洛镇",
}
ZONES = {"150627400": "鄂尔多斯蒙苏经济开发区", "150627407": "鄂尔多斯空港物流园区"}
PLACES = TOWNS | ZONES
ALIASES = {"阿镇": "阿勒腾席热镇", "扎萨克镇": "札萨克镇", "设札萨克镇": "札萨克镇"}


def town_code(name):
    """The code of a town or zone by its name or a known alias; "" when unknown."""
    name = ALIASES.get((name or "").strip(), (name or "").strip())
    return next((code for code, known in PLACES.items() if known == name), "")
