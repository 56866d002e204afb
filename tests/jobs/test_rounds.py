"""Rounds: duties that come up again and again."""

import asyncio
import logging

import pytest

from beatgraph.jobs.rounds import rounds

pytestmark = pytest.mark.anyio


async def test_a_duty_is_done_at_once_and_then_in_every_round():
    done, thrice = [], asyncio.Event()

    async def duty():
        done.append(len(done))
        if len(done) == 3:
            thrice.set()

    async with rounds([duty], every_s=0.001):
        assert done == [0]
        async with asyncio.timeout(30):
            await thrice.wait()


async def test_a_failure_is_logged_and_tried_again_and_holds_nobody_else_up(caplog):
    tried, again = [], asyncio.Event()

    async def failing():
        tried.append("failing")
        if len(tried) > 2:
            raise LookupError("The database is away.")

    async def other():
        tried.append("other")
        if tried.count("failing") == 3:
            again.set()

    with caplog.at_level(logging.ERROR, "beatgraph.jobs"):
        async with rounds([failing, other], every_s=0.001), asyncio.timeout(30):
            await again.wait()

    assert tried[:6] == ["failing", "other"] * 3
    assert "The database is away." in caplog.text


async def test_a_failure_at_the_start_is_raised():
    async def failing():
        raise LookupError("There is no table.")

    with pytest.raises(LookupError, match="no table"):
        async with rounds([failing], every_s=60):
            raise AssertionError("It has begun.")


async def test_the_end_waits_for_what_is_being_done_and_leaves_nothing_running():
    begun, may_end, done = asyncio.Event(), asyncio.Event(), []

    async def duty():
        if done:
            begun.set()
            await may_end.wait()
        done.append(True)

    before = asyncio.all_tasks()
    async with asyncio.timeout(30), rounds([duty], every_s=0.001):
        await begun.wait()
        asyncio.get_running_loop().call_soon(may_end.set)

    assert done == [True, True]
    assert asyncio.all_tasks() == before


async def test_without_duties_it_ends_at_once():
    async with asyncio.timeout(5), rounds([], every_s=3600):
        pass
