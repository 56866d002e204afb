"""Numbers: the worked examples of their definitions."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from beatgraph.analytics.change import change
from beatgraph.analytics.contribution import contribution, months_between
from beatgraph.analytics.periods import PERIODS, Period, period
from beatgraph.analytics.rounding import rounded, whole


@pytest.mark.parametrize(
    ("current", "previous", "expected"),
    [(340, 295, 15.3), (340, 296, 14.9), (1, 3, -66.7), (0, 0, 0.0), (5, 0, 100.0), (0, 5, -100.0), (2001, 2000, 0.1)],
)
def test_a_change_is_rounded_once_and_never_infinite(current, previous, expected):
    assert change(current, previous) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(0.15, 1, 0.2), (-0.15, 1, -0.2), (Fraction(1, 8), 2, 0.13), (2.5, 0, 3.0), (1e-10, 4, 0.0), (-0.01, 1, 0.0)],
)
def test_halves_are_rounded_up(value, decimals, expected):
    assert rounded(value, decimals) == expected


def test_an_average_of_two_and_a_half_is_three():
    assert whole(Fraction(5, 2)) == 3


@pytest.mark.parametrize(
    ("plays", "months", "producers", "expected"),
    [
        (10, 0, 1, 2.0203),
        (99, 0, 1, 2.3333),
        (999, 0, 1, 2.5),
        (9999, 0, 1, 2.6),
        (500, 3, 2, 0.8695),
        (0, 0, 1, 1.0),
        (0, 6, 1, 0.5),
        (99, 6, 2, 0.5833),
    ],
)
def test_a_contribution_follows_the_formula_not_the_table(plays, months, producers, expected):
    assert rounded(contribution(plays, months, producers), 4) == expected


def test_a_contribution_never_exceeds_three():
    assert (
        contribution(10**12, months_between(datetime(2027, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)), 1) < 3
    )


def test_months_are_real_numbers():
    uploaded = datetime(2026, 1, 1, tzinfo=UTC)

    assert months_between(uploaded, uploaded + timedelta(days=30.4375) * 1.5) == pytest.approx(1.5)


def test_thirty_days_end_with_the_whole_day_of_the_instant():
    found = period(PERIODS["30-days"], datetime(2026, 6, 8, 9, 30, tzinfo=UTC))

    assert found == Period(date(2026, 5, 10), date(2026, 6, 9))
    assert found.previous == Period(date(2026, 4, 10), date(2026, 5, 10))
    assert (found.days, found.last) == (30, date(2026, 6, 8))


def test_the_reporting_day_is_the_utc_day():
    tokyo = datetime.fromisoformat("2026-06-09T08:59:00+09:00")

    assert period(1, tokyo).first == date(2026, 6, 8)
