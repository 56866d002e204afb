"""Services that recognise music: what is sent to each, and what is made of its answers."""

import io
import wave
from datetime import date

import pytest

from beatgraph.audio import acoustid as text
from beatgraph.providers import Match, ProviderRefusedError, Sample
from beatgraph.providers.acrcloud import AcrCloud
from tests.vendors import acrcloud, audd
from tests.vendors.base import Mood

FINGERPRINT = text.encode([627964279, 627964279, 1594899863, 2664445319])


def clip(seconds: float = 12.0) -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(int(seconds * 16_000) * 2))
    return target.getvalue()


SAMPLE = Sample([clip(), clip()], 180_500, FINGERPRINT)
NIGHT_DRIVE = Match(
    provider="acrcloud",
    external_id="7ba416e859845247a65db99a7fb77211",
    title="Night Drive",
    confidence=96,
    artist_name="Nova, Drift",
    album_name="Weather",
    release_date=date(2025, 6, 15),
    isrc="DEUM70805429",
    spotify_url="https://open.spotify.com/track/2UzMpPKPhbcC8RbsmuURAZ",
    youtube_url="https://youtube.com/watch?v=og4eNv9PtnQ",
    deezer_url="https://deezer.com/track/223864",
)


def recording(external_id="mbid-1", **fields):
    return {
        "id": external_id,
        "title": "Night Drive",
        "duration": 181,
        "artists": [{"id": "a", "name": "Nova", "joinphrase": " & "}, {"id": "b", "name": "Drift"}],
        "releasegroups": [{"id": "r", "title": "Weather", "type": "Album"}],
        **fields,
    }


async def test_acrcloud_is_played_each_clip_and_names_a_song_once_at_its_best_score(world):
    world.acrcloud.songs = [[acrcloud.song(score=91), acrcloud.song("other", score=72.6)], [acrcloud.song()]]

    found = await world.recogniser("acrcloud").recognise(SAMPLE)

    assert found[0] == NIGHT_DRIVE
    assert [(each.external_id, each.confidence) for each in found[1:]] == [("other", 73)]
    assert len(world.acrcloud.asked) == 2


async def test_acrcloud_may_know_no_song_and_no_links(world):
    bare = acrcloud.song(external_metadata={"deezer": {"track": {"id": ""}}}, external_ids={}, release_date="2025")
    world.acrcloud.songs = [[bare, acrcloud.song("no score", score=None), {"title": "no id"}]]

    (found,) = await world.recogniser("acrcloud").recognise(SAMPLE)

    assert (found.spotify_url, found.youtube_url, found.deezer_url) == (None, None, None)
    assert (found.isrc, found.release_date) == (None, None)
    assert await world.recogniser("acrcloud").recognise(SAMPLE) == []


def test_a_signature_is_the_one_that_openssl_makes():
    # printf 'POST\n/v1/identify\nkey\naudio\n1\n1700000000' | openssl dgst -sha1 -hmac secret -binary | base64
    service = AcrCloud(None, url="https://x", key="key", secret="secret", now=lambda: 0)

    assert service._signature("1700000000") == "tWbqxXkbyadGeaHIJS/OzfF+KdU="


@pytest.mark.parametrize("wrong", ["key", "secret"])
async def test_acrcloud_does_not_listen_to_wrong_credentials(world, wrong):
    setattr(world.acrcloud, wrong, "another one")

    with pytest.raises(ProviderRefusedError, match="3001" if wrong == "key" else "3014"):
        await world.recogniser("acrcloud").recognise(SAMPLE)


async def test_acrcloud_does_not_take_an_old_signature(world):
    world.acrcloud.now += 301

    with pytest.raises(ProviderRefusedError, match="3014 Invalid Signature"):
        await world.recogniser("acrcloud").recognise(SAMPLE)


async def test_audd_names_a_song_without_a_score_and_counts_as_certain(world):
    world.audd.songs = [audd.song(), audd.song()]

    found = await world.recogniser("audd").recognise(SAMPLE)

    assert found == [
        Match(
            provider="audd",
            external_id="DEUM70805429",
            title="Night Drive",
            confidence=100,
            artist_name="Nova",
            album_name="Weather",
            release_date=date(2025, 6, 15),
            isrc="DEUM70805429",
            spotify_url="https://open.spotify.com/track/2UzMpPKPhbcC8RbsmuURAZ",
            deezer_url="https://deezer.com/track/223864",
        )
    ]


async def test_audd_may_know_no_more_than_a_name(world):
    world.audd.songs = [None, audd.song(song_link=None, spotify=None, deezer=None)]

    (found,) = await world.recogniser("audd").recognise(SAMPLE)

    assert (found.external_id, found.spotify_url, found.deezer_url) == ("Nova – Night Drive", None, None)
    assert await world.recogniser("audd").recognise(SAMPLE) == []


async def test_audd_does_not_listen_to_a_wrong_token(world):
    world.audd.token = "another one"

    with pytest.raises(ProviderRefusedError, match="900"):
        await world.recogniser("audd").recognise(SAMPLE)


async def test_audd_hearing_nothing_in_a_clip_is_no_failure(world):
    world.audd.moods.append(Mood(body=b'{"status": "error", "error": {"error_code": 300, "error_message": "silence"}}'))
    world.audd.songs = [audd.song()]

    assert len(await world.recogniser("audd").recognise(SAMPLE)) == 1


async def test_acoustid_is_asked_with_a_fingerprint_and_names_each_recording_once(world):
    world.acoustid.results = [
        {"id": "x", "score": 0.914, "recordings": [recording(), recording("mbid-2", artists=[], releasegroups=[])]},
        {"id": "y", "score": 0.97, "recordings": [recording(), {"id": "mbid-3"}]},
        {"id": "z", "score": 0.5},
    ]

    found = await world.recogniser("acoustid").recognise(SAMPLE)

    assert found == [
        Match("acoustid", "mbid-1", "Night Drive", 97, artist_name="Nova & Drift", album_name="Weather"),
        Match("acoustid", "mbid-2", "Night Drive", 91),
    ]


async def test_acoustid_is_not_asked_without_a_fingerprint(world):
    assert await world.recogniser("acoustid").recognise(Sample([clip()], 180_000)) == []
    assert world.acoustid.asked == []


async def test_acoustid_does_not_know_a_wrong_key(world):
    world.acoustid.key = "another one"

    with pytest.raises(ProviderRefusedError, match="4 invalid API key"):
        await world.recogniser("acoustid").recognise(SAMPLE)


async def test_acoustid_is_asked_three_times_a_second_at_most(world):
    for _ in range(5):
        await world.recogniser("acoustid").recognise(SAMPLE)

    assert len(world.acoustid.asked) == 5
    assert world.watch.pauses == [0.333] * 4
