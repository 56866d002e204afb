"""Search: what a text finds, in which order, and what is found when it has a typo."""

import pytest

from beatgraph.models import Album, TrackLifetime
from beatgraph.services import searching

pytestmark = pytest.mark.anyio

SEARCH = "/api/v1/search"
QUERY = """query ($text: String!, $types: [SearchType!], $first: Int! = 10) {
  search(query: $text, types: $types, first: $first) {
    query correctedQuery
    artists { name } tracks { name } albums { name } playlists { name }
  }
}"""
KINDS = ("artists", "tracks", "albums", "playlists")


def names(found):
    return {kind: [each["name"] for each in found[kind]] for kind in KINDS if found.get(kind)}


@pytest.fixture
async def catalogue(make):
    bjork, ada = await make.artist(name="Björk Ø"), await make.artist(name="Ada")
    owner = await make.owner(ada)
    await make.track(bjork, name="Jóga (Live)")
    await make.track(bjork, name="Night")
    await make.track(ada, name="Nightdrive – 808 Mix")
    await make.track(ada, name="Night of Drafts", private=True)
    await make.album(ada, name="Night Shift")
    await make.playlist(owner, name="Late Night")
    await make.playlist(owner, name="My Night", public=False)
    await make.track(ada, name="Полночь в Тбилиси")
    await make.track(ada, name="東京 ナイト")
    return owner


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("JOGA", {"tracks": ["Jóga (Live)"]}),
        ("jóg liv", {"tracks": ["Jóga (Live)"]}),
        ("bjork", {"artists": ["Björk Ø"], "tracks": ["Night", "Jóga (Live)"]}),
        ("bjork joga", {"tracks": ["Jóga (Live)"]}),
        ("ada night", {"tracks": ["Nightdrive – 808 Mix"]}),
        ("808", {"tracks": ["Nightdrive – 808 Mix"]}),
        (
            "night",
            {
                "tracks": ["Night", "Nightdrive – 808 Mix"],
                "albums": ["Night Shift"],
                "playlists": ["Late Night"],
            },
        ),
        ("полно тбил", {"tracks": ["Полночь в Тбилиси"]}),
        ("東京", {"tracks": ["東京 ナイト"]}),
        ("shift night", {"albums": ["Night Shift"]}),
        ("xylophone quartz", {}),
        ('"*', {}),
        ("night OR ada", {}),
        ("search_name:night", {}),
    ],
)
async def test_words_find_what_has_words_that_begin_so(doors, catalogue, text, found):
    answer = await doors.get(SEARCH, params={"query": text, "limit": 20})
    told = (await doors.ask(QUERY, None, text=text))["search"]

    assert answer.status_code == 200
    body = answer.json()
    assert (body["status"], body["query"], body["corrected_query"]) == ("success", text, None)
    assert names(body["results"]) == names(told) == found


async def test_people_find_their_own_private_things(doors, catalogue):
    answer = await doors.get(SEARCH, catalogue, params={"query": "night", "limit": 20})

    assert names(answer.json()["results"])["tracks"] == ["Night", "Night of Drafts", "Nightdrive – 808 Mix"]
    assert names(answer.json()["results"])["playlists"] == ["My Night", "Late Night"]


async def test_the_exact_name_comes_first_and_then_what_is_played_most(doors, make):
    artist = await make.artist(name="Ada")
    plays = {"Rain Song": 5, "Rain": 0, "Hard Rain": 9, "Rain Check": 7}
    for name, number in plays.items():
        track = await make.track(artist, name=name)
        await make.row(TrackLifetime(track_id=track.id, plays=number))

    answer = await doors.get(SEARCH, params={"query": "rain", "types": "track", "limit": 20})

    assert names(answer.json()["results"]) == {"tracks": ["Rain", "Rain Check", "Rain Song", "Hard Rain"]}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nigth", "night"),
        ("nightdriev", "nightdrive"),
        ("bjrok", "bjork"),
        ("nihgtdr", "nightdr"),
        ("ada nihgt", "ada night"),
    ],
)
async def test_a_typo_is_forgiven_when_nothing_is_found_otherwise(doors, catalogue, typed, meant):
    answer = (await doors.get(SEARCH, params={"query": typed})).json()
    told = (await doors.ask(QUERY, None, text=typed, first=3))["search"]

    assert (answer["query"], answer["corrected_query"]) == (typed, meant)
    assert told["correctedQuery"] == meant
    assert names(answer["results"]) == names(told) != {}


@pytest.mark.parametrize("typed", ["adx", "night zzzzz", "dark", "secrte"])
async def test_what_is_near_nothing_public_finds_nothing(doors, make, catalogue, typed):
    await make.track(await make.artist(name="Nova"), name="Secret", private=True)

    answer = (await doors.get(SEARCH, params={"query": typed})).json()

    assert (names(answer["results"]), answer["corrected_query"]) == ({}, None)


async def test_only_what_is_asked_for_is_searched(doors, catalogue):
    doors.forget()

    answer = await doors.get(SEARCH, params={"query": "night", "types": "album,album", "limit": 1})

    assert names(answer.json()["results"]) == {"albums": ["Night Shift"]}
    assert len([each for each in doors.reads if "search_name" in each and "order by" in each.lower()]) == 1


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({}, "query"),
        ({"query": " "}, "query"),
        ({"query": "x" * 256}, "query"),
        ({"query": "x", "types": "song"}, "types"),
        ({"query": "x", "limit": "21"}, "limit"),
        ({"query": "a\x00"}, "query"),
    ],
)
async def test_bad_searches_are_refused_by_the_name_of_their_field(doors, params, field):
    answer = await doors.get(SEARCH, params=params)

    assert answer.status_code == 422
    assert field in str(answer.json()["errors"])


async def test_a_renamed_and_a_deleted_thing_is_found_no_more(doors, make):
    artist = await make.artist(name="Ada")
    owner, track = await make.owner(artist), await make.track(artist, name="Rain")
    album = await make.row(Album(name="Rain too", user_id=owner.id))

    await doors.put(f"/api/v1/tracks/{track.id}", owner, json={"name": "Snow"})
    await doors.delete(f"/api/v1/albums/{album.id}", owner)

    assert names((await doors.get(SEARCH, params={"query": "rain"})).json()["results"]) == {}
    assert names((await doors.get(SEARCH, params={"query": "snow"})).json()["results"]) == {"tracks": ["Snow"]}


def test_a_text_counts_by_its_first_eight_words():
    assert searching.words_of(" A, b!  C d e f g h i j ") == ["a", "b", "c", "d", "e", "f", "g", "h"]
