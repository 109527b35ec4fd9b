"""The one form of a public text that is hashed, shared with the papers. Pure."""

from registry.documents.canonical import canonical_json, fingerprint

__all__ = ["canonical_json", "fingerprint"]
