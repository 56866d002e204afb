"""Folding: whoever adds to the same numbers at the same time does so one after another."""

import asyncio
from uuid import uuid4

import pytest

from beatgraph.auth.viewer import Client, Viewer
from beatgraph.drafts.plays import PlayDraft
from beatgraph.models import TrackLifetime
from beatgraph.services import folding, likes, plays, shares
from beatgraph.services.signals import ItemKind
from tests.turns import somebody_waits

pytestmark = pytest.mark.anyio

BROWSER = Client("203.0.113.7", "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0")


@pytest.mark.parametrize("act", [likes.like_item, shares.share])
async def test_a_play_waits_for_what_else_is_done_to_a_track_and_not_in_a_circle(act, make, workshop, monkeypatch):
    track = await make.track()
    one, other = Viewer((await make.user()).id), Viewer((await make.user()).id)
    await make.row(TrackLifetime(track_id=track.id))
    real, first_is_in, second_is_in, playing = folding.take_turns, asyncio.Event(), asyncio.Event(), []

    async def play():
        async with workshop.writing(other, BROWSER) as work:
            await plays.record(work, track.id, PlayDraft(idempotency_key=uuid4()))

    async def take_turns(work, *rest):
        # The moment at which the first one has written what it writes before its turn, and the second one takes its.
        if work.viewer is one and not first_is_in.is_set():
            first_is_in.set()
            playing.append(asyncio.create_task(play()))
            await asyncio.sleep(0) if workshop.database.is_sqlite else await second_is_in.wait()
        await real(work, *rest)
        if work.viewer is other and not second_is_in.is_set():
            second_is_in.set()
            await somebody_waits(workshop)

    monkeypatch.setattr(folding, "take_turns", take_turns)
    async with workshop.writing(one, BROWSER) as work:
        await act(work, ItemKind.TRACK, track.id)
    await asyncio.wait_for(playing[0], 30)

    found = await make.again(TrackLifetime(track_id=track.id))
    assert (found.plays, found.likes + found.shares) == (1, 1)
