"""Albums in the graph."""

import pytest

from beatgraph.models import TrackLifetime
from resolvers.base.ids import encode

pytestmark = pytest.mark.anyio

ALBUM = """query ($id: ID!) { album(id: $id) { name image releaseDate description createdAt private playCount
  artists { name } genres { name } tags { name } tracks { totalCount nodes { name number } } viewerCanEdit } }"""
CREATE = """mutation ($input: CreateAlbumInput!) { createAlbum(input: $input) {
  album { name releaseDate private artists { name } genres { name } tags { name } viewerCanEdit }
  errors { code field } } }"""
UPDATE = """mutation ($input: UpdateAlbumInput!) { updateAlbum(input: $input) {
  album { name description } errors { code field } } }"""
DELETE = "mutation ($input: DeleteAlbumsInput!) { deleteAlbums(input: $input) { deletedIds errors { code } } }"


async def test_an_album_answers_its_columns_and_edges(ask, make):
    artist = await make.artist(name="Drift")
    track = await make.track(artist, name="One")
    album = await make.album(artist, name="Tides", description="Quiet.", tracks=(track,))
    await make.row(TrackLifetime(track_id=track.id, plays=3))

    data = await ask(ALBUM, await make.user(), id=encode("Album", album.id))

    assert data["album"] == {
        "name": "Tides",
        "image": None,
        "releaseDate": None,
        "description": "Quiet.",
        "createdAt": "2026-03-14T12:00:00+00:00",
        "private": False,
        "playCount": 3,
        "artists": [{"name": "Drift"}],
        "genres": [],
        "tags": [],
        "tracks": {"totalCount": 1, "nodes": [{"name": "One", "number": 1}]},
        "viewerCanEdit": False,
    }


async def test_a_guest_gets_the_public_tier_and_is_told_to_sign_in_for_the_rest(doors, make):
    album = await make.album(name="Tides")

    answer = await doors.graph(ALBUM, id=encode("Album", album.id))

    shown = answer["data"]["album"]
    assert {name for name, value in shown.items() if value not in (None, False)} == {"name", "artists"}
    assert sorted(error["path"][1] for error in answer["errors"]) == [
        "createdAt",
        "description",
        "genres",
        "playCount",
        "private",
        "tags",
        "tracks",
    ]


async def test_albums_are_found_by_a_part_of_the_name_newest_first(ask, make, clock):
    for name in ("Tides", "Storm", "Low tide"):
        clock.forward(minutes=1)
        await make.album(name=name)

    data = await ask('{ albums(query: "TIDE") { totalCount nodes { name } } }')

    assert data["albums"] == {"totalCount": 2, "nodes": [{"name": "Low tide"}, {"name": "Tides"}]}


async def test_an_artists_albums_go_on_where_the_last_window_ended(ask, make, clock):
    artist = await make.artist()
    for number in range(3):
        clock.forward(minutes=1)
        await make.album(artist, name=f"A{number}")
    await make.album(artist, private=True)
    query = """query ($id: ID!, $after: String) { artist(id: $id) { albums(first: 2, after: $after) {
      totalCount nodes { name } pageInfo { hasNextPage endCursor } } } }"""

    first = (await ask(query, id=encode("Artist", artist.id)))["artist"]["albums"]
    rest = (await ask(query, id=encode("Artist", artist.id), after=first["pageInfo"]["endCursor"]))["artist"]["albums"]

    assert [node["name"] for node in first["nodes"] + rest["nodes"]] == ["A2", "A1", "A0"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (3, True, False)


async def test_a_producer_creates_an_album(ask, make):
    artist, other = await make.artist(name="Drift"), await make.artist(name="Nova")
    given = {
        "name": "Tides",
        "releaseDate": "2026-05-01",
        "artistIds": [encode("Artist", other.id), encode("Artist", artist.id)],
        "genres": ["Lo-Fi"],
        "tags": ["calm"],
        "private": True,
    }

    data = await ask(CREATE, await make.owner(artist), input=given)

    assert data["createAlbum"] == {
        "album": {
            "name": "Tides",
            "releaseDate": "2026-05-01",
            "private": True,
            "artists": [{"name": "Nova"}, {"name": "Drift"}],
            "genres": [{"name": "lo-fi"}],
            "tags": [{"name": "calm"}],
            "viewerCanEdit": True,
        },
        "errors": [],
    }


async def test_private_tracks_of_an_album_keep_their_plays_to_themselves(ask, make):
    artist = await make.artist()
    heard, hidden = await make.track(artist), await make.track(artist, private=True)
    await make.row(TrackLifetime(track_id=heard.id, plays=3), TrackLifetime(track_id=hidden.id, plays=40))
    album = await make.album(artist, tracks=(heard, hidden))
    query = "query ($id: ID!) { album(id: $id) { playCount } }"

    for asker in (await make.user(), await make.owner(artist)):
        assert await ask(query, asker, id=encode("Album", album.id)) == {"album": {"playCount": 3}}


@pytest.mark.parametrize(
    ("who", "code"), [("guest", "UNAUTHENTICATED"), ("listener", "FORBIDDEN"), ("without upload access", "FORBIDDEN")]
)
async def test_only_producers_with_upload_access_create_albums(ask, make, who, code):
    askers = {"guest": None, "listener": await make.user()}
    asker = askers.get(who) if who in askers else await make.owner(await make.artist(upload_access=False))

    data = await ask(CREATE, asker, input={"name": "Tides"})

    assert data["createAlbum"] == {"album": None, "errors": [{"code": code, "field": None}]}


async def test_an_update_changes_what_was_given(ask, make):
    album = await make.album(name="Tides", description="Quiet.")
    given = {"id": encode("Album", album.id), "description": "Loud."}

    by_stranger = await ask(UPDATE, await make.user(), input=given)
    by_owner = await ask(UPDATE, await make.owner(album), input=given)

    assert by_stranger["updateAlbum"] == {"album": None, "errors": [{"code": "FORBIDDEN", "field": None}]}
    assert by_owner["updateAlbum"] == {"album": {"name": "Tides", "description": "Loud."}, "errors": []}


async def test_albums_are_deleted_all_or_none(ask, make):
    mine, other = await make.album(), await make.album()
    owner = await make.owner(mine)
    ids = [encode("Album", mine.id), encode("Album", other.id)]

    refused = await ask(DELETE, owner, input={"ids": ids})
    deleted = await ask(DELETE, owner, input={"ids": ids[:1]})

    assert refused["deleteAlbums"] == {"deletedIds": [], "errors": [{"code": "FORBIDDEN"}]}
    assert deleted["deleteAlbums"] == {"deletedIds": ids[:1], "errors": []}
    assert (await make.again(other)).deleted_at is None
