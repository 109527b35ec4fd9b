"""Keyed hashes of what must be compared and never be read again: one key per purpose, out of the site's secret."""

from django.utils.crypto import salted_hmac

from registry.policy.identifiers import clean

_DOCUMENT, _LOOKUP = "registry.screening.operator-document", "registry.screening.failed-lookup"


def document_key(number) -> str:
    """The fingerprint of an ID number (64 hex digits); the number itself is stored nowhere."""
    return salted_hmac(_DOCUMENT, clean(number), algorithm="sha256").hexdigest()


def masked_document(number) -> str:
    """First and last four places, the rest hidden: 1527**********0014."""
    code = clean(number)
    return f"{code[:4]}{'*' * (len(code) - 8)}{code[-4:]}" if len(code) > 8 else "*" * len(code)


def lookup_key(*parts) -> str:
    """The fingerprint of what was tried at a public counter."""
    return salted_hmac(_LOOKUP, "\n".join(map(str, parts)), algorithm="sha256").hexdigest()
