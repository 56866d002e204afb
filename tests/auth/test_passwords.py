"""Passwords."""

import pytest

from beatgraph.auth import passwords

pytestmark = pytest.mark.anyio


async def test_a_hash_is_argon2id_and_never_the_same_twice():
    first, second = await passwords.hashed("a long password"), await passwords.hashed("a long password")

    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert first != second
    assert await passwords.matches(first, "a long password")
    assert not await passwords.matches(first, "a long passwore")


async def test_an_unknown_account_is_checked_like_a_known_one(monkeypatch):
    checked = []
    right = passwords._matches
    monkeypatch.setattr(passwords, "_matches", lambda *given: checked.append(given[0]) or right(*given))

    assert not await passwords.matches(None, "nobody has this password")
    assert not await passwords.matches("-", "a long password")

    assert [each[:30] for each in checked] == ["$argon2id$v=19$m=19456,t=2,p=1", "-"]
