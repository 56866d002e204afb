"""Acceptance: which plays count."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from beatgraph.analytics.acceptance import Attempt, Booking, Ledger, Verdict, believable_ms, booking
from beatgraph.analytics.bots import is_bot

NOON = datetime(2026, 6, 8, 12, tzinfo=UTC)
FIRST = Attempt(track_id=1, listener=b"l" * 16, occurred_at=NOON, day=NOON.date())


def after(seconds: float, **changes: object) -> Attempt:
    return replace(FIRST, occurred_at=NOON + timedelta(seconds=seconds), **changes)


@pytest.mark.parametrize(
    ("seconds", "verdict"),
    [
        (0, Verdict.REPEAT),
        (29.999, Verdict.REPEAT),
        (-29.999, Verdict.REPEAT),
        (30, Verdict.COUNTED),
        (-30, Verdict.COUNTED),
    ],
)
def test_a_play_closer_than_thirty_seconds_is_a_repeat_on_either_side(seconds, verdict):
    ledger = Ledger()
    ledger.judge(FIRST)

    assert ledger.judge(after(seconds)) is verdict


def test_a_repeat_does_not_push_the_window_on():
    ledger = Ledger()

    assert [ledger.judge(after(second)) for second in (0, 20, 40, 60)] == [
        Verdict.COUNTED,
        Verdict.REPEAT,
        Verdict.COUNTED,
        Verdict.REPEAT,
    ]


def test_another_track_or_another_listener_is_no_repeat():
    ledger = Ledger()
    ledger.judge(FIRST)

    assert ledger.judge(after(1, track_id=2)) is Verdict.COUNTED
    assert ledger.judge(after(1, listener=b"m" * 16)) is Verdict.COUNTED


def test_another_key_of_the_same_listener_is_a_repeat():
    ledger = Ledger()
    ledger.judge(FIRST)

    assert ledger.judge(after(1, listener=b"m" * 16, aliases=(FIRST.listener,))) is Verdict.REPEAT


def test_bots_come_before_own_plays_and_neither_stands_in_the_way_of_others():
    ledger = Ledger()

    assert ledger.judge(replace(FIRST, is_bot=True, is_own=True)) is Verdict.BOT
    assert ledger.judge(replace(FIRST, is_own=True)) is Verdict.SELF
    assert ledger.judge(FIRST) is Verdict.COUNTED


def test_fifty_plays_of_a_track_count_on_a_day():
    ledger = Ledger()
    verdicts = [ledger.judge(after(60 * number)) for number in range(51)]

    assert verdicts == [Verdict.COUNTED] * 50 + [Verdict.CAPPED]
    assert ledger.judge(after(60 * 51, track_id=2)) is Verdict.COUNTED
    assert ledger.judge(after(86400, day=date(2026, 6, 9))) is Verdict.COUNTED


def test_five_hundred_plays_by_a_listener_count_on_a_day():
    ledger = Ledger()
    verdicts = [ledger.judge(after(number, track_id=number)) for number in range(501)]

    assert verdicts == [Verdict.COUNTED] * 500 + [Verdict.CAPPED]


def test_what_was_counted_before_counts_towards_the_caps():
    ledger = Ledger()
    ledger.know_track_day(FIRST.listener, 1, FIRST.day, 50)
    ledger.know_day(FIRST.listener, FIRST.day, 50)

    assert ledger.judge(FIRST) is Verdict.CAPPED


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (timedelta(0), Booking(date(2026, 6, 8))),
        (timedelta(hours=72), Booking(date(2026, 6, 8))),
        (timedelta(hours=72, seconds=1), Booking(date(2026, 6, 11), is_late=True)),
        (timedelta(days=30), Booking(date(2026, 7, 8), is_late=True)),
        (timedelta(days=30, seconds=1), None),
    ],
)
def test_a_late_play_is_booked_on_the_day_it_arrives(age, expected):
    assert booking(NOON, NOON + age) == expected


def test_nobody_listens_faster_than_time_passes():
    assert believable_ms(600_000, NOON, NOON + timedelta(seconds=60)) == 65_000
    assert believable_ms(600_000, NOON, NOON) == 5_000
    assert believable_ms(86_400_000, NOON, NOON + timedelta(days=2)) == 86_400_000


@pytest.mark.parametrize(
    "name",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/120.0",
        "Baiduspider",
        "facebookexternalhit/1.1",
        "UptimeRobot/2.0",
    ],
)
def test_a_client_that_says_it_is_a_bot_is_one(name):
    assert is_bot(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
        "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36",
        "Beatgraph/1.4 (Dart; Flutter)",
        "python-httpx/0.28",
        "curl/8.5",
    ],
)
def test_a_client_that_says_nothing_of_the_kind_is_none(name):
    assert not is_bot(name)
