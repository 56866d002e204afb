"""Saves: a track that is kept for later or put into a playlist is saved once a person, as long as one of them holds."""

from datetime import timedelta

import pytest
from sqlmodel import select

from beatgraph.models import Save, TrackDay, TrackLifetime
from resolvers.base.ids import encode
from tests.history import event, tell

pytestmark = pytest.mark.anyio

PHONE = {"user-agent": "Beatgraph/1.4 (Dart; Flutter)"}
SHOWN = """query ($id: ID!) { me { savedTracks { totalCount nodes { databaseId } } }
  track(id: $id) { saveCount viewerHasSaved } }"""


async def put(doors, playlist, by, *tracks, verb="add"):
    answer = await doors.post(
        f"/api/v1/playlists/{playlist.id}/tracks/{verb}", by, json={"ids": [each.id for each in tracks]}, headers=PHONE
    )
    assert answer.status_code == 200, answer.text


async def keep(doors, by, track, verb="save"):
    document = f"mutation ($id: ID!) {{ {verb}Track(input: {{id: $id}}) {{ errors {{ code }} }} }}"
    data = await doors.ask(document, by, id=encode("Track", track.id))
    assert data[f"{verb}Track"]["errors"] == []


async def shown(doors, track, by):
    """How often it is saved, and whether it is in this person's library, by the list and by the flag."""
    data = await doors.ask(SHOWN, by, id=encode("Track", track.id))
    listed = data["me"]["savedTracks"]
    assert listed["totalCount"] == len(listed["nodes"])
    return data["track"]["saveCount"], len(listed["nodes"]), data["track"]["viewerHasSaved"]


async def days(workshop, track):
    async with workshop.reading() as work:
        rows = (await work.session.exec(select(TrackDay).where(TrackDay.track_id == track.id))).all()
    return {row.day.day: (row.saves_added, row.saves_removed) for row in rows}


async def test_a_track_in_a_playlist_is_saved_and_not_in_the_library(doors, make, workshop, clock):
    track, fan = await make.track(), await make.user()
    playlist = await make.playlist(fan)

    await put(doors, playlist, fan, track)
    before = await shown(doors, track, fan)
    clock.forward(days=1)
    await put(doors, playlist, fan, track, verb="remove")

    assert before == (1, 0, False)
    assert await shown(doors, track, fan) == (0, 0, False)
    assert await days(workshop, track) == {14: (1, 0), 15: (0, 1)}


async def test_a_person_saves_a_track_once_and_as_long_as_one_place_holds_it(doors, make, workshop):
    track, fan = await make.track(), await make.user()
    first, second = await make.playlist(fan), await make.playlist(fan)
    counts = []

    for step in (
        put(doors, first, fan, track),
        put(doors, second, fan, track),
        keep(doors, fan, track),
        put(doors, first, fan, track, verb="remove"),
        keep(doors, fan, track, "unsave"),
        keep(doors, fan, track),
        put(doors, second, fan, track, verb="remove"),
        keep(doors, fan, track, "unsave"),
    ):
        await step
        counts.append(await shown(doors, track, fan))

    assert counts == [
        (1, 0, False),
        (1, 0, False),
        (1, 1, True),
        (1, 1, True),
        (1, 0, False),
        (1, 1, True),
        (1, 1, True),
        (0, 0, False),
    ]
    assert await days(workshop, track) == {14: (1, 1)}


async def test_the_save_is_of_whoever_put_it_in_and_ends_with_the_playlist(doors, make):
    tracks = [await make.track() for _ in range(2)]
    owner, editor = await make.user(), await make.user()
    playlist = await make.playlist(owner, editors=[editor])
    await put(doors, playlist, owner, tracks[0])
    await put(doors, playlist, editor, tracks[1])
    await keep(doors, editor, tracks[0])
    before = [(await make.again(TrackLifetime(track_id=each.id))).saves for each in tracks]

    assert (await doors.delete(f"/api/v1/playlists/{playlist.id}", owner)).status_code == 200

    assert before == [2, 1]
    assert [(await make.again(TrackLifetime(track_id=each.id))).saves for each in tracks] == [1, 0]


async def test_whoever_made_the_track_and_bots_save_it_uncounted(doors, make, workshop):
    track, admin, fan = await make.track(), await make.user(is_admin=True), await make.user()
    for by in (await make.owner(track), admin):
        await put(doors, await make.playlist(by), by, track)
    robot = {"user-agent": "Googlebot/2.1"}
    await doors.post(
        f"/api/v1/playlists/{(await make.playlist(fan)).id}/tracks/add", fan, json={"ids": [track.id]}, headers=robot
    )

    async with workshop.reading() as work:
        found = (await work.session.exec(select(Save).order_by(Save.id))).all()
    assert [(row.counted, row.in_library) for row in found] == [(False, False)] * 3
    assert await days(workshop, track) == {}


async def test_a_file_of_events_and_playlists_agree_on_what_is_saved(doors, make, workshop, clock):
    track, fan = await make.track(), await make.user()
    await put(doors, await make.playlist(fan), fan, track)
    kept = clock() - timedelta(days=3)

    await tell(workshop, [event("save", track, fan, kept)])
    both = await shown(doors, track, fan)
    await tell(workshop, [event("unsave", track, fan, kept + timedelta(days=1))])

    assert both == (1, 1, True)
    assert await shown(doors, track, fan) == (1, 0, False)
    assert await days(workshop, track) == {11: (1, 0), 12: (0, 1), 14: (1, 0)}
