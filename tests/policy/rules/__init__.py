"""Truth tables of the policy, one file per file of registry/policy/rules."""


def kinds(reasons):
    """What each reason is about, in order."""
    return [reason.kind for reason in reasons]
