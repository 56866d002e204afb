"""How often somebody uploads, and what they are advised."""

from datetime import UTC, datetime, timedelta

import pytest

from beatgraph.analytics.cadence import TEXTS, Advice, advice, frequency_days, whole_months

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)


def at(month, day, hour=12, year=2026):
    return datetime(year, month, day, hour, tzinfo=UTC)


def before(*days):
    return [NOW - timedelta(days=each) for each in days]


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (at(1, 31), at(2, 28), 0),
        (at(1, 31), at(3, 1), 1),
        (at(1, 15), at(2, 15), 1),
        (at(1, 15), at(2, 15, hour=11), 0),
        (at(12, 15, year=2024), at(1, 15), 13),
        (at(3, 15), at(3, 14), 0),
    ],
)
def test_a_month_is_over_on_the_same_day_and_at_the_same_time(since, until, months):
    assert whole_months(since, until) == months


@pytest.mark.parametrize(
    ("days", "frequency"),
    [((), None), ((1,), None), ((1, 1), 0), ((0, 7, 14), 7), ((0, 1, 3), 2), ((0, 4, 5), 3), ((0, 2, 91), 46)],
)
def test_the_frequency_is_the_average_of_days_between_uploads_rounded_half_up(days, frequency):
    assert frequency_days(before(*days)) == frequency


@pytest.mark.parametrize(
    ("days", "key"),
    [
        ((), "none_yet"),
        ((400,), "second"),
        ((15, 22), "overdue"),
        ((14, 21), "keep_weekly"),
        ((20, 30), "keep_weekly"),
        ((21, 31), "overdue"),
        ((15, 15), "overdue"),
        ((1, 1), "slow_down"),
        ((1, 4), "slow_down"),
        ((1, 5), "keep_weekly"),
        ((1, 11), "keep_weekly"),
        ((1, 12), "biweekly"),
        ((1, 31), "biweekly"),
        ((1, 32), "more_often"),
    ],
)
def test_the_first_rule_that_fits_is_the_advice(days, key):
    assert advice(before(*days), NOW) == key


def test_every_advice_has_a_text():
    assert set(TEXTS) == set(Advice)
