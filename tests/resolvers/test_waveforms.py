"""Waveforms in the graph."""

import pytest

from resolvers.base.ids import encode

pytestmark = pytest.mark.anyio


async def test_a_guest_draws_a_track(ask, make):
    artist = await make.artist()
    track = await make.track(artist, upload_id=(await make.sound(await make.owner(artist))).id)
    query = "query ($id: ID!) { track(id: $id) { waveform { sampleRate samplesPerPixel points bars } } }"

    data = await ask(query, id=encode("Track", track.id))

    assert data["track"]["waveform"] == {
        "sampleRate": 44_100,
        "samplesPerPixel": 256,
        "points": [0, 0, -64, 32, -128, 127],
        "bars": [place * 45 // 413 for place in range(414)],
    }


async def test_tracks_without_a_waveform_have_none_and_many_cost_one_statement(doors, make):
    artist = await make.artist()
    for _ in range(4):
        await make.track(artist, upload_id=(await make.sound(await make.owner(artist))).id)
    await make.track(artist)
    doors.forget()

    data = await doors.ask("{ tracks(first: 10) { nodes { waveform { sampleRate } } } }")

    assert [node["waveform"] for node in data["tracks"]["nodes"]] == [None, *[{"sampleRate": 44_100}] * 4]
    assert len(doors.reads) == 2
