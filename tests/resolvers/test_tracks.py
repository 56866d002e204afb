"""Tracks in the graph."""

import pytest

from resolvers.base.ids import encode

pytestmark = pytest.mark.anyio

TRACK = """query ($id: ID!) { track(id: $id) { id databaseId name bpm artists { name } genres { name } } }"""
CREATE = """mutation ($input: CreateTrackInput!) {
  createTrack(input: $input) { track { name bpm artists { name } tags { name } } errors { code field message } }
}"""


async def test_a_track_answers_its_columns_and_edges(ask, make):
    drake, nova = await make.artist(name="Drift"), await make.artist(name="Nova")
    track = await make.track(drake, nova, name="Tides", bpm=92.5)
    await make.genre(track, "lo-fi")

    data = await ask(TRACK, await make.user(), id=encode("Track", track.id))

    assert data["track"] == {
        "id": encode("Track", track.id),
        "databaseId": track.id,
        "name": "Tides",
        "bpm": 92.5,
        "artists": [{"name": "Drift"}, {"name": "Nova"}],
        "genres": [{"name": "lo-fi"}],
    }


async def test_an_anonymous_caller_is_told_once_a_field_to_sign_in(doors, make):
    artist = await make.artist()
    for _ in range(3):
        await make.track(artist)

    answer = await doors.graph("{ tracks { nodes { name bpm key } } }")

    assert [node["bpm"] for node in answer["data"]["tracks"]["nodes"]] == [None, None, None]
    assert [(error["path"], error["extensions"]["code"]) for error in answer["errors"]] == [
        (["tracks", "nodes", 0, "bpm"], "UNAUTHENTICATED"),
        (["tracks", "nodes", 0, "key"], "UNAUTHENTICATED"),
    ]


async def test_a_page_goes_on_where_the_last_one_ended(ask, make, clock):
    artist = await make.artist()
    for number in range(5):
        clock.forward(minutes=1)
        await make.track(artist, name=f"T{number}")
    query = """query ($after: String) {
      tracks(first: 2, after: $after) { totalCount nodes { name } pageInfo { hasNextPage endCursor } }
    }"""

    seen, after = [], None
    while True:
        page = (await ask(query, after=after))["tracks"]
        seen += [node["name"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break

    assert seen == ["T4", "T3", "T2", "T1", "T0"]
    assert page["totalCount"] == 5


async def test_twenty_tracks_six_deep_cost_one_statement_an_edge_and_level(doors, make):
    artists = [await make.artist() for _ in range(4)]
    album = await make.album(artists[0])
    for number in range(20):
        await make.track(artists[number % 4], artists[(number + 1) % 4], album_id=album.id, number=number)
    query = """{ tracks(first: 20) { nodes { artists { tracks(first: 6) { nodes { artists { name } album { name
      artists { name } } genres { name } } } } } } }"""
    await doors.ask(query)
    doors.forget()

    data = await doors.ask(query)

    assert len(data["tracks"]["nodes"]) == 20
    assert len(data["tracks"]["nodes"][0]["artists"][0]["tracks"]["nodes"]) == 6
    # tracks, their artists, those artists' tracks, albums, album artists, genres; the artists below are known by then
    assert len(doors.reads) == 6


async def test_a_producer_creates_a_track_from_an_upload(ask, make):
    artist = await make.artist(name="Drift")
    upload = await make.upload(await make.owner(artist))
    given = {"name": "Tides", "uploadId": encode("FileEntry", upload.id), "bpm": 92, "tags": ["Rainy Night", "calm"]}

    data = await ask(CREATE, await make.owner(artist), input=given)

    assert data["createTrack"] == {
        "track": {
            "name": "Tides",
            "bpm": 92.0,
            "artists": [{"name": "Drift"}],
            "tags": [{"name": "rainy-night"}, {"name": "calm"}],
        },
        "errors": [],
    }


async def test_a_track_without_its_sound_is_refused(ask, make):
    artist = await make.artist()

    data = await ask(CREATE, await make.owner(artist), input={"name": "Tides", "uploadId": encode("FileEntry", 99)})

    assert data["createTrack"] == {
        "track": None,
        "errors": [{"code": "INVALID", "field": "src", "message": "There is no file entry 99."}],
    }
