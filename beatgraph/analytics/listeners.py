"""Listeners: 16 bytes by which a listener is told from others, and by which nobody can be found out."""

import hashlib
import hmac
import secrets
import socket
from functools import lru_cache
from ipaddress import IPv6Address

KEY_BYTES = 16
SALT_BYTES = 32


def user_key(user_id: int) -> bytes:
    """Someone who is signed in: the same on every day."""
    return _hashed(f"u:{user_id}")


def consented_key(anonymous_id: str) -> bytes:
    """A guest who agreed to keep an id of their own: the same on every day."""
    return _hashed(f"a:{anonymous_id}")


def guest_key(salt: bytes, address: str, user_agent: str) -> bytes:
    """Any other guest: the same within one day, as long as that day's salt exists."""
    words = prefix(address) + b"\x00" + user_agent.encode("utf-8", "surrogatepass")
    return hmac.digest(salt, words, "sha256")[:KEY_BYTES]


def network_key(salt: bytes, address: str) -> bytes:
    """Where any guest comes from, however many they are there: the same within one day, like a guest's own key."""
    return hmac.digest(salt, b"network\x00" + prefix(address), "sha256")[:KEY_BYTES]


@lru_cache(maxsize=4096)
def prefix(address: str) -> bytes:
    """An IPv4 address whole, and of an IPv6 address the 64 bits that a household shares."""
    try:
        return socket.inet_pton(socket.AF_INET, address)
    except (OSError, ValueError):
        pass
    try:
        found = IPv6Address(address)
    except ValueError:
        return address.encode("utf-8", "surrogatepass")
    return found.ipv4_mapped.packed if found.ipv4_mapped else found.packed[:8]


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def _hashed(name: str) -> bytes:
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).digest()
