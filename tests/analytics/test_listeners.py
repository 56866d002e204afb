"""Listeners: who is told apart, and who is not."""

import hashlib
import hmac

from beatgraph.analytics.listeners import consented_key, guest_key, new_salt, prefix, user_key

SALT = bytes(range(32))


def test_a_guest_key_is_half_of_a_keyed_hash_of_address_and_client():
    expected = hmac.new(SALT, bytes([203, 0, 113, 7]) + b"\x00" + b"Player/1.0", hashlib.sha256).digest()[:16]

    assert guest_key(SALT, "203.0.113.7", "Player/1.0") == expected


def test_a_household_shares_64_bits_of_its_ipv6_address():
    assert prefix("2001:db8:1:2:aaaa::1") == prefix("2001:db8:1:2:bbbb::9")
    assert prefix("2001:db8:1:2::1") != prefix("2001:db8:1:3::1")
    assert prefix("::ffff:203.0.113.7") == prefix("203.0.113.7")


def test_the_salt_the_address_and_the_client_tell_guests_apart():
    keys = {
        guest_key(SALT, "203.0.113.7", "Player/1.0"),
        guest_key(new_salt(), "203.0.113.7", "Player/1.0"),
        guest_key(SALT, "203.0.113.8", "Player/1.0"),
        guest_key(SALT, "203.0.113.7", "Player/1.1"),
    }

    assert len(keys) == 4


def test_every_key_has_sixteen_bytes():
    assert {len(user_key(7)), len(consented_key("7")), len(guest_key(SALT, "not an address", "\ud800"))} == {16}
    assert user_key(7) != consented_key("7")
