"""Webhooks: public changes sent to institutions' own systems, signed by the Standard Webhooks scheme (issue 7, decision 0059)."""
