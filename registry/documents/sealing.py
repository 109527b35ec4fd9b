"""Sealing a paper: a statement that says which paper it is and what its text hashes to, signed by the office."""

from .canonical import canonical_json
from .keys import encoded, holds, key_id, public_part, signing_key
from .proofs import Seal, SigningKey


def seal(record, *, kind, number, issuer, issued_on, sha256, check_code) -> Seal:
    """Sign and keep the statement of one paper. Call inside the transaction that issues it."""
    statement = canonical_json(
        {
            "check_code": check_code,
            "issued_on": issued_on.isoformat(),
            "issuer": issuer,
            "kind": kind,
            "number": number,
            "sha256": sha256,
        }
    )
    told, public = signed(statement), public_part(signing_key())
    key, _ = SigningKey.objects.get_or_create(key_id=told["key_id"], defaults={"public_key": public})
    return Seal.objects.create(
        check_code=check_code, record_type=record._meta.label_lower, record_id=record.pk, statement=statement,
        key=key, signature=told["signature"],
    )  # fmt: skip


def signed(statement) -> dict[str, str]:
    """A statement with its signature and the id of the key in force, which is published. Keeps nothing."""
    private = signing_key()
    return {
        "statement": statement,
        "signature": encoded(private.sign(statement.encode())),
        "key_id": key_id(public_part(private)),
    }


def seal_of(check_code):
    """The seal printed under this check code, or None for a paper from before papers were signed."""
    return Seal.objects.filter(check_code=check_code).select_related("key").first()


def is_intact(sealed) -> bool:
    """Whether the kept statement still is what was signed."""
    return holds(sealed.key.public_key, sealed.statement, sealed.signature)


def public_keys() -> dict[str, str]:
    """Key id -> public key: every one that ever signed, and the one in force. Reads only."""
    known = dict(SigningKey.objects.values_list("key_id", "public_key"))
    current = public_part(signing_key())
    return known | {key_id(current): current}


def key_set() -> dict:
    """The public keys as a JSON Web Key Set (RFC 7517, RFC 8037)."""
    fixed = {"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig"}
    return {"keys": [{**fixed, "kid": name, "x": public} for name, public in public_keys().items()]}
