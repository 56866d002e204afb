"""Look-ups on Spotify, at both doors."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from beatgraph.providers import Providers
from tests.vendors import MALFORMED, Mood
from tests.vendors.spotify import album, track
from tests.vendors.world import World, all_configured, built

SEARCH, ALBUM = "/api/v1/credits/spotify-search", "/api/v1/credits/spotify-album"
RELEASE = "spotifyId type title artistName albumName image releaseYear spotifyUrl popularity"
IN_GRAPH = f'query ($types: [ReleaseType!]) {{ searchSpotify(query: "rain", types: $types, first: 3) {{ {RELEASE} }} }}'
ALBUM_IN_GRAPH = (
    f"query ($id: String!) {{ spotifyAlbum(spotifyId: $id) {{ release {{ {RELEASE} }} "
    "songs { spotifyId title artistName disc number duration spotifyUrl } } }"
)


@pytest.fixture
async def world(workshop) -> AsyncIterator[World]:
    async with built(all_configured()) as found:
        workshop.providers = Providers(spotify=found.providers.spotify)
        found.spotify.catalogue = {"track": [track(each) for each in range(1, 6)], "album": [album(9, name="Rain")]}
        found.spotify.songs[f"{9:022d}"] = [track(1), track(2)]
        yield found


def camel(value):
    """What REST answers, as the graph spells it."""
    if isinstance(value, list):
        return [camel(each) for each in value]
    if not isinstance(value, dict):
        return value
    spelled = {}
    for name, each in value.items():
        first, *rest = name.split("_")
        spelled[first + "".join(part.title() for part in rest)] = each.upper() if name == "type" else camel(each)
    return spelled


async def test_both_doors_find_the_same_songs_and_albums(doors, make, world):
    user = await make.user()

    answer = await doors.get(SEARCH, user, params={"query": "rain", "limit": 3})
    graph = await doors.ask(IN_GRAPH, user)
    albums = await doors.ask(IN_GRAPH, user, types=["ALBUM"])

    assert (answer.status_code, set(answer.json())) == (200, {"status", "results"})
    results = answer.json()["results"]
    assert [each["title"] for each in results] == ["Rain 1", "Rain 2", "Rain 3", "Rain"]
    assert camel(results[0]).keys() == set(RELEASE.split())
    assert graph["searchSpotify"] == camel(results)
    assert albums["searchSpotify"] == camel(results[3:])


async def test_both_doors_show_the_same_album(doors, make, world):
    user = await make.user()

    answer = await doors.get(ALBUM, user, params={"id": f"{9:022d}"})
    graph = await doors.ask(ALBUM_IN_GRAPH, user, id=f"{9:022d}")

    found = answer.json()["album"]
    songs = found.pop("tracks")
    assert (answer.status_code, [each["number"] for each in songs]) == (200, [1, 2])
    assert graph["spotifyAlbum"] == {"release": camel(found), "songs": camel(songs)}


async def test_what_is_found_can_be_added_as_it_is(doors, make, world):
    artist = await make.artist()
    owner = await make.owner(artist)
    (song, *_) = (await doors.get(SEARCH, owner, params={"query": "rain", "type": "track"})).json()["results"]
    whole = (await doors.get(ALBUM, owner, params={"id": f"{9:022d}"})).json()["album"]

    one = await doors.post(f"/api/v1/artists/{artist.id}/credits", owner, json=song | {"roles": ["producer"]})
    tracks = [each | {"roles": ["mixing"]} for each in whole["tracks"]]
    body = whole | {"spotify_album_id": whole["spotify_id"], "tracks": tracks}
    many = await doors.post(f"/api/v1/artists/{artist.id}/credits/album", owner, json=body)

    assert (one.status_code, many.status_code, many.json()["created"]) == (201, 201, 1)
    assert one.json()["credit"] | song == one.json()["credit"]


async def test_an_album_that_spotify_has_not_is_not_found(doors, make, world):
    user = await make.user()

    answer = await doors.get(ALBUM, user, params={"id": f"{8:022d}"})
    graph = await doors.graph(ALBUM_IN_GRAPH, user, id=f"{8:022d}")

    assert (answer.status_code, answer.json()) == (404, {"message": "Album not found"})
    assert graph["data"] == {"spotifyAlbum": None}
    assert graph["errors"][0]["extensions"]["code"] == "NOT_FOUND"


async def test_a_guest_is_asked_to_sign_in_and_spotify_is_left_alone(doors, world):
    answer = await doors.get(SEARCH, params={"query": "rain"})
    graph = await doors.graph(IN_GRAPH)

    assert (answer.status_code, graph["data"]) == (401, {"searchSpotify": None})
    assert [each["extensions"]["code"] for each in graph["errors"]] == ["UNAUTHENTICATED"]
    assert world.spotify.asked == []


@pytest.mark.parametrize(
    ("mood", "status", "code"),
    [
        (Mood(429, headers={"Retry-After": "30"}), 503, "UNAVAILABLE"),
        (Mood(401), 502, "UPSTREAM_FAILED"),
        (Mood(503), 502, "UPSTREAM_FAILED"),
        (MALFORMED, 502, "UPSTREAM_FAILED"),
    ],
)
async def test_spotify_s_failures_are_told_in_our_words(doors, make, world, mood, status, code):
    user = await make.user()
    world.spotify.moods.extend([mood] * 4)

    answer = await doors.get(SEARCH, user, params={"query": "rain"})
    graph = await doors.graph(IN_GRAPH, user)

    assert (answer.status_code, answer.json()["error_code"]) == (status, code.lower())
    assert answer.json()["message"].startswith("Spotify ")
    assert answer.headers.get("retry-after") == ("30" if mood.status == 429 else None)
    assert graph["errors"][0]["extensions"]["code"] == code


async def test_spotify_taking_too_long_is_a_gateway_timeout(doors, make, world):
    world.spotify.at_work.clear()
    world.catalogue._vendor._timeout_s = 0.01

    answer = await doors.get(SEARCH, await make.user(), params={"query": "rain"})

    assert (answer.status_code, answer.json()["error_code"]) == (504, "upstream_timeout")


async def test_a_bad_look_up_in_the_graph_names_its_field(doors, make, world):
    asked = '{ searchSpotify(query: "r", first: 51) { title } }'

    answer = await doors.graph(asked, await make.user())

    assert set(answer["errors"][0]["extensions"]["errors"]) == {"query", "limit"}
    assert world.spotify.asked == []


async def test_nobody_holds_a_session_while_spotify_is_asked(doors, make, world, workshop):
    world.spotify.at_work.clear()
    user = await make.user()
    asking = asyncio.create_task(doors.get(SEARCH, user, params={"query": "rain"}))
    async with asyncio.timeout(30):
        await world.spotify.called.wait()
    held = workshop.database.engine.pool.checkedout()
    world.spotify.at_work.set()

    assert (await asking).status_code == 200
    assert held == 0
