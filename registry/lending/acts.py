"""Registers of this room that two persons keep: papers of the compensation file, steps of the ladder, agreements on sharing losses."""

from registry.ledger.proposals.rows import row_act


def register_acts():
    """Called once from AppConfig.ready."""
    row_act("lending.paperrequirement", "变更代偿资料清单", decides="lending.approve_paperrequirement")
    row_act("lending.ladderstep", "变更清收步骤", decides="lending.approve_ladderstep")
    row_act("lending.shareagreement", "变更风险分担协议", decides="lending.approve_shareagreement")
