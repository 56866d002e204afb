"""Sketches: exact while listeners are few, within the stated error when they are many, and the same however united."""

import random

import pytest

from beatgraph.analytics.listeners import user_key
from beatgraph.analytics.sketches import EXACT_AT_MOST, STANDARD_ERROR, Sketch, counted, hashed, united, written


def listeners(number, seed=1):
    """So many who are signed in, by the hashes of their keys."""
    return [hashed(user_key(seed * 10_000_000 + each)) for each in range(number)]


def sketch_of(hashes, plays=1):
    return Sketch(dict.fromkeys(hashes, plays))


def test_a_listener_is_known_by_the_first_bits_of_the_key():
    assert hashed(bytes(range(16))) == 0x0001020304050607


def test_up_to_512_listeners_are_counted_exactly():
    for number in (0, 1, 2, EXACT_AT_MOST):
        sketch = sketch_of(listeners(number))

        assert (sketch.count(), sketch.is_exact) == (number, True)
    assert not sketch_of(listeners(EXACT_AT_MOST + 1)).is_exact


@pytest.mark.parametrize("number", [513, 2_000, 20_000, 60_000])
def test_more_are_counted_within_the_stated_error(number):
    errors = [abs(sketch_of(listeners(number, seed)).count() / number - 1) for seed in range(10)]

    assert max(errors) < 3 * STANDARD_ERROR
    assert (sum(error**2 for error in errors) / len(errors)) ** 0.5 < 1.5 * STANDARD_ERROR


@pytest.mark.parametrize("number", [300, 700, 3_000])
def test_parts_in_any_order_and_twice_give_what_the_whole_gives(number):
    hashes = listeners(number)
    parts = [sketch_of(hashes[start::3]) for start in range(3)]
    whole = Sketch()
    for part in parts:
        whole.unite(part)
    backwards = united(part.write() for part in reversed(parts))

    assert whole.write() == backwards.write() == sketch_of(hashes).write()
    whole.unite(parts[0])
    assert whole.count() == backwards.count()


@pytest.mark.parametrize("number", [1, 40, 5_000])
def test_what_is_written_is_read_as_it_was(number):
    sketch = sketch_of(listeners(number), plays=3)
    stored = sketch.write()

    assert Sketch.read(stored).write() == stored
    assert counted(stored) == sketch.count()
    assert Sketch.read(b"").count() == counted(b"") == 0


def test_one_listener_takes_eleven_bytes_and_a_multitude_at_most_ten_thousand():
    assert len(written({7: 1})) == 11
    assert len(sketch_of(listeners(100_000)).write()) == 1 + 4096 + 10 * EXACT_AT_MOST


def test_a_listener_with_more_plays_than_fit_has_as_many_as_fit():
    assert Sketch.read(written({7: 70_000, 8: 1})).write() == written({7: 65_535, 8: 1})
    assert Sketch.read(written({7: 70_000})).write() == written({7: 65_535})


def test_listeners_who_come_back_are_counted_exactly_and_beyond_512_as_in_the_sample():
    few = sketch_of(listeners(100))
    few.unite(sketch_of(listeners(100)[:30]))
    many = sketch_of(listeners(20_000))
    many.unite(sketch_of(listeners(20_000)[:5_000]))

    assert few.repeated() == 30
    assert many.repeated() / many.count() == pytest.approx(0.25, abs=0.06)


def test_those_besides_some_are_counted_exactly_and_beyond_512_within_the_error():
    hashes = listeners(20_000)
    few, many = sketch_of(hashes[:100]), sketch_of(hashes)

    assert few.without([*hashes[60:], 1, 2, 3]) == 60
    assert many.without(hashes[15_000:]) == pytest.approx(15_000, abs=3 * STANDARD_ERROR * 20_000)


@pytest.mark.parametrize(
    "days", [[3] * 5, [40] * 20, [300, 0, 400], [512, 1], [511, 1, 0, 1], [900, 20, 700], [2_000] * 9]
)
def test_many_at_once_are_the_same_as_one_after_another(days):
    everybody = random.Random(sum(days)).sample(listeners(3_000), 3_000)
    stored = []
    for place, number in enumerate(days):
        someone = everybody[: number // 2] + everybody[place * 31 :][: number - number // 2]
        stored.append(sketch_of(someone, plays=place + 1).write())
    one_by_one = Sketch()
    for each in stored:
        one_by_one.unite(Sketch.read(each))

    assert united(stored).write() == one_by_one.write()
    assert united(stored).repeated() == one_by_one.repeated()
