"""Spotify's catalogue: what is asked, how tokens are kept, and what is made of the answers."""

import asyncio

import pytest

from beatgraph.providers import Album, ProviderAnswerError, ProviderRefusedError, Release, Song
from tests.vendors.base import Mood
from tests.vendors.spotify import album, track

TOKEN, SEARCH = "/api/token", "/v1/search"


async def test_songs_come_before_albums_with_what_a_credit_needs(world):
    world.spotify.catalogue = {"track": [track(1)], "album": [album(2, name="Rain in May", release_date="1999")]}

    found = await world.catalogue.search("rain", ["song", "album"], 10)

    assert found == [
        Release(
            spotify_id=f"{1:022d}",
            type="song",
            title="Rain 1",
            artist_name="Nova",
            album_name="Weather 7",
            image="https://i.scdn.co/image/7",
            release_year=2024,
            spotify_url=f"https://open.spotify.com/track/{1:022d}",
            popularity=71,
        ),
        Release(
            spotify_id=f"{2:022d}",
            type="album",
            title="Rain in May",
            artist_name="Nova, Drift",
            album_name="Rain in May",
            image="https://i.scdn.co/image/2",
            release_year=1999,
            spotify_url=f"https://open.spotify.com/album/{2:022d}",
            popularity=None,
        ),
    ]


async def test_more_than_spotify_gives_at_once_is_fetched_in_pages(world):
    world.spotify.catalogue = {"track": [track(each) for each in range(30)], "album": [album(1, name="Rain")]}

    found = await world.catalogue.search("rain", ["song", "album"], 25)

    assert [each.title for each in found] == [f"Rain {each}" for each in range(25)] + ["Rain"]
    assert world.spotify.asked == [TOKEN, SEARCH, SEARCH, SEARCH]


async def test_what_spotify_leaves_out_or_spoils_is_passed_over(world):
    bare = {"id": "x1", "name": "Rain", "artists": [None, {}], "album": None, "external_urls": {"spotify": "ftp://x"}}
    world.spotify.catalogue["track"] = [None, {"id": 5, "name": "Rain"}, track(3, id=None), bare]

    found = await world.catalogue.search("rain", ["song"], 10)

    assert found == [Release(spotify_id="x1", type="song", title="Rain")]


async def test_searches_at_the_same_time_get_one_token_between_them(world):
    await asyncio.gather(*(world.catalogue.search(f"rain {each}", ["song"], 10) for each in range(5)))

    assert sorted(world.spotify.asked) == [TOKEN] + [SEARCH] * 5


async def test_a_token_is_used_until_shortly_before_its_end(world):
    await world.catalogue.search("rain", ["song"], 10)
    world.watch.now += 3600 - 31
    await world.catalogue.search("sun", ["song"], 10)
    world.watch.now += 2

    await world.catalogue.search("snow", ["song"], 10)

    assert world.spotify.asked == [TOKEN, SEARCH, SEARCH, TOKEN, SEARCH]


async def test_a_token_that_ends_early_is_replaced_once(world):
    await world.catalogue.search("rain", ["song"], 10)
    world.spotify.tokens.clear()

    assert await asyncio.gather(*(world.catalogue.search(each, ["song"], 10) for each in ("sun", "snow"))) == [[], []]
    assert world.spotify.asked.count(TOKEN) == 2


async def test_a_token_that_is_never_good_ends_in_a_refusal(world):
    world.spotify.lives = 0

    with pytest.raises(ProviderRefusedError, match="401 The access token expired"):
        await world.catalogue.search("rain", ["song"], 10)


async def test_wrong_credentials_are_told_to_all_who_wait(world):
    world.spotify.secret = "another one"

    failures = await asyncio.gather(
        *(world.catalogue.search(each, ["song"], 10) for each in ("rain", "sun")), return_exceptions=True
    )

    assert [str(each) for each in failures] == ["spotify: invalid_client"] * 2
    assert world.spotify.asked == [TOKEN]


async def test_the_same_search_is_answered_from_memory_for_ten_minutes(world):
    for seconds in (0, 599, 2):
        world.watch.now += seconds
        await world.catalogue.search("rain", ["song"], 10)

    assert world.spotify.asked == [TOKEN, SEARCH, SEARCH]


async def test_an_album_comes_with_all_its_songs(world):
    world.spotify.catalogue["album"] = [album(1)]
    world.spotify.songs[f"{1:022d}"] = [track(each) for each in range(1, 112)]

    found = await world.catalogue.album(f"spotify:album:{1:022d}")

    assert isinstance(found, Album)
    assert (found.release.type, found.release.title) == ("album", "Weather 1")
    assert [each.number for each in found.songs] == list(range(1, 112))
    assert found.songs[4] == Song(
        spotify_id=f"{5:022d}",
        title="Rain 5",
        artist_name="Nova",
        disc=1,
        number=5,
        duration=181_080,
        spotify_url=f"https://open.spotify.com/track/{5:022d}",
    )
    path = f"/v1/albums/{1:022d}"
    assert world.spotify.asked == [TOKEN, path, f"{path}/tracks", f"{path}/tracks"]


@pytest.mark.parametrize(("album_id", "asked"), [(f"{9:022d}", 2), ("short", 2), ("..", 0), ("a/b", 0)])
async def test_an_album_that_spotify_has_not_is_none(world, album_id, asked):
    assert await world.catalogue.album(album_id) is None
    assert len(world.spotify.asked) == asked


async def test_a_refusal_of_the_search_itself_is_no_empty_result(world):
    await world.catalogue.search("rain", ["song"], 10)
    world.spotify.moods.append(Mood(400, b'{"error": {"status": 400, "message": "Query too long"}}'))

    with pytest.raises(ProviderAnswerError, match="400 Query too long"):
        await world.catalogue.search("sun", ["song"], 10)
