"""What a play adds: bands, lengths, reach and whether it is qualified, at their borders."""

import pytest

from beatgraph.analytics.attendance import Attended, read, united, write
from beatgraph.analytics.devices import Machine, machine
from beatgraph.analytics.listening import added, band, is_qualified

MINUTES_3 = 180_000


@pytest.mark.parametrize(
    ("listened", "duration", "qualified"),
    [
        (29_999, MINUTES_3, False),
        (30_000, MINUTES_3, True),
        (30_000, None, True),
        (29_999, None, False),
        (29_999, 60_000, False),
        (20_000, 40_000, True),
        (19_999, 40_000, False),
        (0, 0, False),
    ],
)
def test_a_play_is_qualified_after_30_s_or_half_of_a_short_track(listened, duration, qualified):
    assert is_qualified(listened, duration) is qualified


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        (0, "skipped"),
        (19_999, "skipped"),
        (20_000, "partial"),
        (40_000, "half"),
        (60_000, "mostly"),
        (80_000, "mostly"),
        (80_001, "completed"),
        (100_000, "completed"),
    ],
)
def test_exactly_80_per_cent_is_not_yet_completed(heard, name):
    assert band(heard, 100_000) == name


def test_a_play_that_nobody_reported_on_is_a_play_and_nothing_else():
    assert added(None, None, MINUTES_3, False) == {"plays": 1}


def test_a_loop_counts_in_full_as_time_and_once_as_a_share():
    assert added(400_000, None, MINUTES_3, True) == {
        "plays": 1,
        "qualified": 1,
        "listen_ms": 400_000,
        "tracked": 1,
        "heard_ms": MINUTES_3,
        "share_ppm": 1_000_000,
        "intro": 1,
        "completed": 1,
        "longer": 1,
        "reach_100": 1,
    }


def test_a_jump_reaches_further_than_was_heard():
    found = added(12_000, 170_000, MINUTES_3, True)

    assert {name for name in found if found[name] == 1} == {
        *("plays", "tracked", "skips", "intro", "skipped", "under_30s", "reach_90")
    }


def test_of_a_track_of_unknown_length_only_the_time_is_known():
    assert added(45_000, 45_000, None, True) == {"plays": 1, "qualified": 1, "listen_ms": 45_000}


def test_days_of_a_month_are_read_as_they_were_written_and_add_up():
    one, other = {3: Attended(2, 1), 31: Attended(500)}, {3: Attended(1, 1)}

    assert read(write(one)) == one
    assert united([write(one), write(other)]) == {3: Attended(3, 2), 31: Attended(500)}


@pytest.mark.parametrize(
    ("user_agent", "found"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148", Machine("mobile", "ios")),
        ("Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X)", Machine("tablet", "ios")),
        ("Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/130 Mobile Safari/537.36", Machine("mobile", "android")),
        ("Mozilla/5.0 (Linux; Android 15; Pixel Tablet) Chrome/130 Safari/537.36", Machine("tablet", "android")),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130", Machine("desktop", "windows")),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605", Machine("desktop", "macos")),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Firefox/130.0", Machine("desktop", "linux")),
        ("Mozilla/5.0 (SMART-TV; Linux; Tizen 8.0)", Machine("tv_other", "linux")),
        ("Mozilla/5.0 (unheard of)", Machine(None, "web")),
        ("Beatgraph/1.4 (Dart; Flutter)", Machine(None, "other")),
        ("  ", Machine(None, None)),
    ],
)
def test_a_client_s_name_tells_device_and_platform(user_agent, found):
    assert machine(user_agent) == found
