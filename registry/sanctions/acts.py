"""Acts of this room that no move table gives to a second person: cancelling, readmitting, who is warned (R39, R40, R49)."""

from registry.ledger.proposals import verb_act
from registry.ledger.proposals.rows import row_act
from registry.parties.moves import QUALIFICATION

from .cancelling import cancel
from .removal import lift_exclusion

CANCEL, LIFT = "cancel_qualification", "lift_exclusion"


def register_acts():
    """Called once from AppConfig.ready."""
    verb_act(
        CANCEL,
        "取消信用资格",
        cancel,
        permission="parties.cancel_qualification",
        move=QUALIFICATION.by_name["cancel"],
    )
    verb_act(LIFT, "解除不得申请的限制", lift_exclusion, permission="sanctions.dismiss_blacklistcase",
             decides="sanctions.remove_blacklistcase")  # fmt: skip
    row_act("sanctions.warningrecipient", "变更预警收文单位", decides="sanctions.approve_warningrecipient")
