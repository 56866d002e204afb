"""What stands by a history of changes of mind, where there are two ways to take to something."""

from datetime import UTC, datetime, timedelta

import pytest

from beatgraph.analytics.courses import Stand, Told, course

START = datetime(2026, 3, 1, tzinfo=UTC)


def at(day):
    return START + timedelta(days=day)


def history(words):
    """`S` saves and `s` no longer does, `P` puts it into a playlist and `p` takes it out: a day after one another."""
    return [Told(word.isupper(), at(day), at(day).date(), aside=word in "Pp") for day, word in enumerate(words)]


@pytest.mark.parametrize(
    ("words", "stand", "turns"),
    [
        ("S", (0, True), [0]),
        ("P", (0, False), [0]),
        ("SP", (0, True), [0]),
        ("PS", (1, True), [0]),
        ("PSs", (0, False), [0]),
        ("SPs", (0, False), [0]),
        ("SPsp", None, [0, 3]),
        ("SPps", None, [0, 3]),
        ("PpS", (2, True), [0, 1, 2]),
        ("SSss", None, [0, 2]),
        ("psP", (2, False), [2]),
    ],
)
def test_it_stands_as_long_as_it_does_by_one_way(words, stand, turns):
    found = course(history(words))

    assert found.stand == (None if stand is None else Stand(at(stand[0]), True, stand[1]))
    assert [turn.at for turn in found.turns] == [at(day) for day in turns]
