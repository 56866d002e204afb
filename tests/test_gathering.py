"""Gathering: who comes while others are being written is written with the next ones, and answered when it is done."""

import asyncio

import pytest

from beatgraph.gathering import Gathering

pytestmark = pytest.mark.anyio


class Writer:
    """Writes what it is given, each time when it may; what is negative cannot be written."""

    def __init__(self) -> None:
        self.may = asyncio.Semaphore(0)
        self.written: list[list[int]] = []

    async def __call__(self, items):
        await self.may.acquire()
        if any(each < 0 for each in items):
            raise ValueError(items)
        self.written.append(list(items))
        return [each * 10 for each in items]


async def put_all(gathering, *items):
    """Begun, in this order, and waiting."""
    begun = [asyncio.create_task(gathering.put(each)) for each in items]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return begun


async def answers_of(begun):
    return await asyncio.gather(*begun, return_exceptions=True)


async def test_who_comes_meanwhile_is_written_together():
    writer = Writer()
    gathering = Gathering(writer, at_most=3)
    begun = await put_all(gathering, 1)
    begun += await put_all(gathering, 2, 3, 4, 5)

    for _ in range(3):
        writer.may.release()

    assert await answers_of(begun) == [10, 20, 30, 40, 50]
    assert writer.written == [[1], [2, 3, 4], [5]]


async def test_one_that_cannot_be_written_takes_no_other_with_it():
    writer = Writer()
    gathering = Gathering(writer, at_most=10)
    begun = await put_all(gathering, 1)
    begun += await put_all(gathering, 2, -3, 4)

    for _ in range(5):
        writer.may.release()

    first, second, third, fourth = await answers_of(begun)
    assert (first, second, fourth) == (10, 20, 40)
    assert isinstance(third, ValueError)
    assert writer.written == [[1], [2], [4]]


async def test_who_goes_away_is_written_all_the_same():
    writer = Writer()
    gathering = Gathering(writer, at_most=10)
    begun = await put_all(gathering, 1)
    (gone, left) = await put_all(gathering, 2, 3)
    gone.cancel()

    writer.may.release()
    writer.may.release()

    assert await answers_of([*begun, left]) == [10, 30]
    assert writer.written == [[1], [2, 3]]


async def test_a_new_writer_begins_when_the_last_one_has_ended():
    writer = Writer()
    gathering = Gathering(writer, at_most=10)
    for number in (1, 2):
        writer.may.release()
        assert await gathering.put(number) == number * 10

    assert writer.written == [[1], [2]]
