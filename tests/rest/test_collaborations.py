"""Collaborative tracks, over REST and in the graph."""

import pytest

from beatgraph.models import TrackLifetime
from resolvers.base.ids import encode

GRAPH = """query ($id: ID!) { artist(id: $id) { collaborativeTracks {
  totalCount nodes { databaseId name artists { name } playCount } } } }"""


async def asked(doors, artist, asker):
    return await doors.get(f"/api/v1/artist/{artist.id}/collaborative-tracks", asker)


async def test_any_producer_sees_the_public_tracks_that_credit_two_artists(doors, make, clock):
    drift, nova, sol = [await make.artist(name=name) for name in ("Drift", "Nova", "Sol")]
    first = await make.track(nova, drift, sol, name="Tides")
    await make.row(TrackLifetime(track_id=first.id, plays=7))
    await make.track(drift, name="Alone")
    for hidden in ({"private": True}, {"published_at": None}, {"deleted_at": clock()}):
        await make.track(drift, nova, **hidden)
    await make.track(drift, await make.artist(status="inactive"), name="With nobody there")

    answer = await asked(doors, drift, await make.owner(await make.artist()))

    collaborators = [{"id": each.id, "name": each.name, "model_type": "artist"} for each in (drift, sol)]
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "success": True,
            "data": [
                {
                    "track_id": first.id,
                    "title": "Tides",
                    "primary_artist": "Nova",
                    "collaborators": collaborators,
                    "plays": 7,
                }
            ],
        },
    )


async def test_nobody_moves_up_where_the_first_credit_is_hidden(doors, make):
    drift, nova, sol = [await make.artist(name=name) for name in ("Drift", "Nova", "Sol")]
    await make.track(nova, drift, sol)
    await make.change(nova, status="inactive")

    (shown,) = (await asked(doors, drift, await make.owner(sol))).json()["data"]

    assert shown["primary_artist"] == "Nova"
    assert [each["name"] for each in shown["collaborators"]] == ["Drift", "Sol"]


async def test_the_newest_come_first_and_an_artist_alone_has_none(doors, make, clock):
    drift, nova, alone = await make.artist(), await make.artist(), await make.artist()
    tracks = [await make.track(drift, nova) for _ in range(3)]
    producer = await make.owner(alone)

    listed = (await asked(doors, drift, producer)).json()["data"]

    assert [each["track_id"] for each in listed] == [track.id for track in reversed(tracks)]
    assert (await asked(doors, alone, producer)).json() == {"success": True, "data": []}


async def test_those_without_a_profile_are_told_so(doors, make):
    drift = await make.artist()

    guest, listener = await asked(doors, drift, None), await asked(doors, drift, await make.user())

    assert (guest.status_code, guest.json()) == (401, {"success": False, "message": "Unauthenticated."})
    assert (listener.status_code, listener.json()) == (404, {"success": False, "message": "No artist profile"})


@pytest.mark.parametrize("id", ["999", "abc"])
async def test_an_artist_that_is_not_there_is_not_found(doors, make, id):
    answer = await doors.get(f"/api/v1/artist/{id}/collaborative-tracks", await make.owner(await make.artist()))

    assert (answer.status_code, answer.json()) == (404, {"success": False, "message": "Artist not found"})


async def test_both_doors_tell_the_same_tracks(doors, make):
    drift, nova = await make.artist(name="Drift"), await make.artist(name="Nova")
    for plays in (3, 5):
        track = await make.track(nova, drift)
        await make.row(TrackLifetime(track_id=track.id, plays=plays))
    producer = await make.owner(nova)

    rest = (await asked(doors, drift, producer)).json()["data"]
    graph = (await doors.ask(GRAPH, producer, id=encode("Artist", drift.id)))["artist"]["collaborativeTracks"]

    assert graph["totalCount"] == 2
    assert rest == [
        {
            "track_id": node["databaseId"],
            "title": node["name"],
            "primary_artist": node["artists"][0]["name"],
            "collaborators": [{"id": drift.id, "name": "Drift", "model_type": "artist"}],
            "plays": node["playCount"],
        }
        for node in graph["nodes"]
    ]


async def test_the_graph_refuses_guests_and_those_without_a_profile(doors, make):
    drift = await make.artist()

    for asker, code in ((None, "UNAUTHENTICATED"), (await make.user(), "NOT_FOUND")):
        answer = await doors.graph(GRAPH, asker, id=encode("Artist", drift.id))
        assert answer["data"] == {"artist": {"collaborativeTracks": None}}
        assert [error["extensions"]["code"] for error in answer["errors"]] == [code]


async def test_a_list_of_collaborations_costs_the_same_however_long_it_is(doors, make):
    drift, nova = await make.artist(), await make.artist()
    producer = await make.owner(nova)
    counts = []
    for _ in range(2):
        for _ in range(2):
            await make.track(drift, nova)
        doors.forget()
        await asked(doors, drift, producer)
        counts.append(len(doors.reads))

    assert counts[0] == counts[1]
