"""The press: a process that draws, is replaced when it fails, and does not outlive its time."""

import asyncio
import os
import signal

import pytest

from beatgraph.covers import TEMPLATES, Press, PressError, designed
from beatgraph.covers.rendering import render

pytestmark = pytest.mark.anyio

DESIGN = designed(TEMPLATES["after-hours"], "Low Tide", "Kosimba", "cobalt")


async def test_a_process_draws_what_would_be_drawn_here_and_another_follows_one_that_was_ended():
    press = Press()
    drawn = await press.render(DESIGN)
    first = press.pid
    assert first is not None

    os.kill(first, signal.SIGKILL)
    again = await press.render(DESIGN)

    assert drawn == again == render(DESIGN)
    assert press.pid not in (None, first)
    await press.close()
    assert press.pid is None


async def test_a_cover_that_takes_too_long_is_given_up_with_its_process():
    press = Press(timeout_s=0.0)

    with pytest.raises(PressError, match="too long"):
        await press.render(DESIGN)

    assert press.pid is None


async def test_beyond_so_many_callers_the_next_is_refused_at_once():
    press = Press(waiting=0)

    with pytest.raises(PressError, match="Too many"):
        await press.render(DESIGN)


async def test_callers_share_a_cover_and_one_who_leaves_takes_it_from_nobody():
    press = Press(waiting=1)
    first, second = asyncio.create_task(press.render(DESIGN)), asyncio.create_task(press.render(DESIGN))
    await asyncio.sleep(0)

    first.cancel()

    assert await second == render(DESIGN)
    assert first.cancelled()
    await press.close()


async def test_a_press_that_is_closed_gives_up_what_it_draws_and_draws_no_more():
    press = Press()
    await press.render(DESIGN)
    waiting = asyncio.create_task(press.render(DESIGN))
    await asyncio.sleep(0.01)

    await press.close()

    for asking in (waiting, press.render(DESIGN)):
        with pytest.raises(PressError):
            await asking
    assert press.pid is None
