"""Access tokens (JWT) and opaque secrets: making and reading them. Rows are read in `services/tokens.py`."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from beatgraph.errors import UnauthenticatedError
from beatgraph.settings import Settings

PERSONAL_PREFIX = "bg_"
"""Personal access tokens begin with this, so that a leaked one is recognised."""
LEEWAY = timedelta(seconds=5)
RSA_AT_LEAST = 2048
"""Bits."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What an access token says, once it has been verified."""

    user_id: int
    session: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SigningKey:
    algorithm: str
    signing: object
    verifying: object


class Signer:
    """Signs with the newest key and verifies with all: HS256, or EdDSA and RS256 with rotation by `kid`."""

    def __init__(self, settings: Settings) -> None:
        self._issuer = settings.issuer
        self._lifetime = timedelta(minutes=settings.access_minutes)
        self._keys = _configured(settings.signing_keys) or {
            "hs256": SigningKey("HS256", settings.secret, settings.secret)
        }

    @property
    def lifetime(self) -> timedelta:
        return self._lifetime

    def sign(self, user_id: int, session: str, now: datetime, *, lifetime: timedelta | None = None) -> str:
        kid, key = next(iter(self._keys.items()))
        claims = {
            "iss": self._issuer,
            "aud": self._issuer,
            "sub": str(user_id),
            "sid": session,
            "jti": secrets.token_hex(8),
            "iat": int(now.timestamp()),
            "nbf": int(now.timestamp()),
            "exp": int((now + (lifetime or self._lifetime)).timestamp()),
        }
        return jwt.encode(claims, key.signing, algorithm=key.algorithm, headers={"kid": kid})  # type: ignore[arg-type]

    def read(self, token: str, now: datetime) -> Claims:
        """The claims of a token that is ours and in force at `now`, or `UnauthenticatedError`."""
        try:
            kid = str(jwt.get_unverified_header(token).get("kid"))
            key = self._keys[kid]
            claims = jwt.decode(
                token,
                key.verifying,  # type: ignore[arg-type]
                algorithms=[key.algorithm],
                audience=self._issuer,
                issuer=self._issuer,
                options={
                    "require": ["exp", "nbf", "iat", "iss", "aud", "sub", "sid", "jti"],
                    # Times are compared below, with the clock that was passed in.
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                },
            )
            expires_at = datetime.fromtimestamp(int(claims["exp"]), now.tzinfo)
            not_before = datetime.fromtimestamp(int(claims["nbf"]), now.tzinfo)
            if now > expires_at + LEEWAY or now < not_before - LEEWAY:
                raise UnauthenticatedError
            return Claims(user_id=int(claims["sub"]), session=str(claims["sid"]), expires_at=expires_at)
        except (jwt.PyJWTError, KeyError, ValueError, TypeError, OverflowError) as error:
            raise UnauthenticatedError from error


def _configured(paths: str) -> Mapping[str, SigningKey]:
    """PEM private keys by key id, in the order of the setting; the first one signs."""
    keys: dict[str, SigningKey] = {}
    for path in filter(None, (part.strip() for part in paths.split(","))):
        private = serialization.load_pem_private_key(Path(path).read_bytes(), password=None)
        if isinstance(private, Ed25519PrivateKey):
            algorithm = "EdDSA"
        elif isinstance(private, RSAPrivateKey):
            if private.key_size < RSA_AT_LEAST:
                raise ValueError(f"{path}: an RSA key needs at least {RSA_AT_LEAST} bits.")
            algorithm = "RS256"
        else:
            raise ValueError(f"{path}: only Ed25519 and RSA keys can sign.")
        public = private.public_key()
        der = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        keys[hashlib.sha256(der).hexdigest()[:16]] = SigningKey(algorithm, private, public)
    return keys


def new_secret(prefix: str = "") -> str:
    """An opaque secret of 256 bits, to be shown once."""
    return prefix + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored of an opaque secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_personal(token: str) -> bool:
    return token.startswith(PERSONAL_PREFIX)


__all__: Sequence[str] = ("Claims", "Signer", "digest", "is_personal", "new_secret")
