"""Audio Recon: whose turn it is, what a scan keeps, and what becomes of one that fails."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from beatgraph.audio import acoustid as text
from beatgraph.jobs import State
from beatgraph.models import ArtistStatus, Placement, ReconScan, ScanStatus, SoundPrint
from beatgraph.providers import Match, Providers
from beatgraph.services import placements
from beatgraph.services.placements import Heard, merged
from beatgraph.workers import placements as worker
from tests.recordings import tone
from tests.vendors import Mood
from tests.vendors.acrcloud import song
from tests.vendors.world import World, all_configured, built

NIGHT = datetime(2026, 3, 14, 2, 15, tzinfo=UTC)
"""In the round of a day that the clock can leave again."""


@pytest.fixture
def night(clock) -> None:
    clock.now = NIGHT


@pytest.fixture
async def world(workshop) -> AsyncIterator[World]:
    async with built(all_configured()) as found:
        yield found


def match(external_id="a", confidence=95, **fields) -> Match:
    return Match(
        **{"provider": "acrcloud", "title": f"Song {external_id}", **fields},
        external_id=external_id,
        confidence=confidence,
    )


async def due(workshop, at_most=100):
    async with workshop.reading() as work:
        return await placements.due(work, at_most)


async def begin(workshop, track):
    async with workshop.writing() as work:
        return await placements.begin(work, track.id)


async def scan(workshop, track, *matches, answered=("acrcloud",), failures=()):
    """A whole scan, in which the services say just this."""
    await begin(workshop, track)
    async with workshop.writing() as work:
        await placements.conclude(work, track.id, track.upload_id, Heard(answered, matches, failures))


async def found(workshop, track):
    statement = select(Placement).where(col(Placement.track_id) == track.id).order_by(col(Placement.id))
    async with workshop.reading() as work:
        return list((await work.session.exec(statement)).all())


async def state(make, track):
    row = await make.again(ReconScan(track_id=track.id))
    return row.status, row.scanned_at, row.due_at


@pytest.fixture
async def verified(make):
    return await make.artist(verified=True)


async def test_public_tracks_of_verified_artists_come_up_the_longest_waiting_first(workshop, make, verified, clock):
    old = await make.track(verified)
    clock.forward(days=40)
    new = await make.track(verified)
    rescan = await make.track(verified)
    await make.scan(rescan, due_at=clock.now - timedelta(days=39))
    await make.scan(await make.track(verified), due_at=clock.now + timedelta(seconds=1))
    now = await make.track(verified)
    await make.scan(now, due_at=clock.now)

    assert await due(workshop) == [old.id, rescan.id, new.id, now.id]
    assert await due(workshop, 2) == [old.id, rescan.id]


async def test_other_tracks_never_come_up(workshop, make, verified, clock):
    other = await make.artist()
    await make.track(other)
    await make.track(other, verified)
    await make.track(verified, private=True)
    await make.track(verified, published_at=None)
    await make.track(verified, deleted_at=clock.now)
    await make.track(verified, upload_id=None, source_url="https://elsewhere.example/a.mp3")
    await make.track(await make.artist(verified=True, deleted_at=clock.now))
    await make.track(await make.artist(verified=True, status=ArtistStatus.INACTIVE))
    gone = await make.upload(await make.owner(verified), deleted_at=clock.now)
    track = await make.track(verified, upload_id=gone.id)

    assert await due(workshop) == []
    assert await begin(workshop, track) is None


async def test_a_scan_that_has_begun_is_processing_and_keeps_its_turn_for_a_day(workshop, make, verified, night):
    track = await make.track(verified)

    sound = await begin(workshop, track)

    assert (sound.upload_id, sound.duration_ms, sound.fingerprint) == (track.upload_id, 180_000, None)
    assert await state(make, track) == (ScanStatus.PROCESSING, NIGHT, datetime(2026, 3, 15, tzinfo=UTC))
    assert await due(workshop) == []


async def test_what_was_found_is_kept_and_comes_up_again_in_a_month(workshop, make, verified, night, clock):
    track = await make.track(verified)

    await scan(workshop, track, match("a", isrc="X", release_date=date(2025, 6, 15)), match("b", 70))

    assert [(each.external_id, each.confidence_score) for each in await found(workshop, track)] == [
        ("a", 95),
        ("b", 70),
    ]
    assert await state(make, track) == (ScanStatus.COMPLETE, NIGHT, datetime(2026, 4, 13, tzinfo=UTC))
    clock.now = NIGHT + timedelta(days=29)
    assert await due(workshop) == []
    clock.now = NIGHT + timedelta(days=30)
    assert await due(workshop) == [track.id]


@pytest.mark.parametrize("matches", [(), (match("a", 89),)])
async def test_without_a_certain_match_there_are_no_results(workshop, make, verified, night, matches):
    track = await make.track(verified)

    await scan(workshop, track, *matches)

    assert await state(make, track) == (ScanStatus.NO_RESULTS, NIGHT, datetime(2026, 4, 13, tzinfo=UTC))


async def test_a_failure_is_tried_again_the_next_day(workshop, make, verified, night, clock):
    track = await make.track(verified)

    await scan(workshop, track, answered=(), failures=["acrcloud: answered 503", "audd: no answer"])

    assert await state(make, track) == (ScanStatus.FAILED, NIGHT, datetime(2026, 3, 15, tzinfo=UTC))
    assert (await make.again(ReconScan(track_id=track.id))).error == "acrcloud: answered 503; audd: no answer"
    clock.now = NIGHT + timedelta(days=1) - timedelta(minutes=14)
    assert await due(workshop) == [track.id]


async def test_one_service_is_enough_if_it_finds_something(workshop, make, verified, night):
    track = await make.track(verified)

    await scan(workshop, track, match(), failures=["audd: no answer"])

    assert (await state(make, track))[0] == ScanStatus.COMPLETE


async def test_a_rescan_changes_adds_and_removes_and_leaves_what_a_silent_service_found(
    workshop, make, verified, clock
):
    track = await make.track(verified)
    await scan(workshop, track, match("a"), match("b"), match("c", provider="audd"), answered=("acrcloud", "audd"))
    before = {each.external_id: each for each in await found(workshop, track)}
    clock.forward(days=31)

    await scan(workshop, track, match("a", 99, title="Renamed"), match("d"), failures=["audd: no answer"])

    after = {each.external_id: each for each in await found(workshop, track)}
    assert set(after) == {"a", "c", "d"}
    assert (after["a"].id, after["a"].created_at) == (before["a"].id, before["a"].created_at)
    assert (after["a"].title, after["a"].confidence_score) == ("Renamed", 99)


async def test_what_a_silent_service_found_is_not_doubled_by_another(workshop, make, verified, clock):
    track = await make.track(verified)
    link = {"deezer_url": "https://deezer.com/track/1"}
    await scan(workshop, track, match("a", 100, provider="audd", **link), answered=("acrcloud", "audd"))
    clock.forward(days=31)

    await scan(workshop, track, match("b", 96, **link), failures=["audd: no answer"])

    assert [(each.provider, each.external_id) for each in await found(workshop, track)] == [("audd", "a")]
    assert (await state(make, track))[0] == ScanStatus.COMPLETE


async def test_a_new_sound_comes_up_at_once_and_its_old_matches_go(workshop, make, verified):
    track = await make.track(verified)
    await scan(workshop, track, match("a"))
    upload = await make.upload(await make.owner(verified))
    await make.change(track, upload_id=upload.id)
    assert await due(workshop) == [track.id]

    sound = await begin(workshop, track)
    async with workshop.writing() as work:
        await placements.conclude(work, track.id, track.upload_id, Heard(("acrcloud",), [match("late")]))

    assert sound.upload_id == upload.id
    assert await found(workshop, track) == []
    assert (await state(make, track))[0] == ScanStatus.PROCESSING


async def test_a_scan_that_is_finished_is_not_repeated_and_one_that_was_interrupted_is(workshop, make, verified):
    interrupted, finished = await make.track(verified), await make.track(verified)
    await begin(workshop, interrupted)
    await scan(workshop, finished)

    assert await begin(workshop, interrupted) is not None
    assert await begin(workshop, finished) is None


async def test_no_more_than_fifty_matches_are_kept(workshop, make, verified):
    track = await make.track(verified)

    await scan(workshop, track, *(match(f"song{number}", number) for number in range(60)))

    assert sorted(each.confidence_score for each in await found(workshop, track)) == list(range(10, 60))


async def test_a_fingerprint_goes_along_if_there_is_one(workshop, make, verified):
    track = await make.track(verified)
    words = [627964279, 1594899863, 2664445319]
    await make.row(
        SoundPrint(
            upload_id=track.upload_id,
            algorithm=text.ALGORITHM + 1,
            words=b"".join(each.to_bytes(4, "big") for each in words),
            probes=b"",
            probe_length=0,
        )
    )

    assert (await begin(workshop, track)).fingerprint == text.encode(words)


def test_a_song_that_two_services_know_is_one_with_the_links_of_both():
    one = match("a", 92, isrc="X", spotify_url="https://open.spotify.com/track/1")
    two = match("b", 100, provider="audd", title="song A", isrc="X", deezer_url="https://deezer.com/track/2")
    three = match("c", 95, title="Other", artist_name="Nova", spotify_url="https://open.spotify.com/track/3")
    four = match("d", 91, title="OTHER", artist_name="nova", youtube_url="https://youtube.com/watch?v=4")
    nameless = match("e", 90, title="Other")

    kept = merged([one, two, three, four, nameless])

    assert [(each.external_id, each.confidence) for each in kept] == [("b", 100), ("c", 95), ("e", 90)]
    assert (kept[0].spotify_url, kept[0].deezer_url) == (one.spotify_url, two.deezer_url)
    assert (kept[1].spotify_url, kept[1].youtube_url) == (three.spotify_url, four.youtube_url)


@pytest.mark.parametrize(
    ("duration", "starts"), [(1_500, [0]), (35_999, [0]), (36_000, [6_000, 18_000]), (180_000, [54_000, 114_000])]
)
def test_clips_lie_about_the_thirds_of_a_sound(duration, starts):
    assert worker.starts(duration) == starts


async def stored(workshop, make, artist, content: bytes):
    """A track with a real file behind it."""
    upload = await make.upload(await make.owner(artist), duration=1_500)

    async def whole():
        yield content

    await workshop.storage.put(upload.storage_key, whole(), content_type="audio/wav")
    return await make.track(artist, upload_id=upload.id)


async def finished(workshop, name, key):
    outcome = await workshop.jobs.wait(name, key, 60)
    assert outcome.state is State.SUCCEEDED, outcome


async def test_a_track_goes_the_whole_way_from_its_round_to_its_placements(workshop, make, verified, night, world):
    track = await stored(workshop, make, verified, tone())
    world.acrcloud.songs = [[song(score=97)]]
    workshop.providers = Providers(recognisers=[world.recogniser("acrcloud"), world.recogniser("audd")])

    await worker.begin_round(workshop)
    await finished(workshop, worker.ROUND, "2026-03-14")
    await finished(workshop, worker.SCAN, f"{track.id}.2026-03-14")

    (placement,) = await found(workshop, track)
    assert (placement.title, placement.confidence_score, placement.provider) == ("Night Drive", 97, "acrcloud")
    assert (placement.release_date, placement.youtube_url) == (
        date(2025, 6, 15),
        "https://youtube.com/watch?v=og4eNv9PtnQ",
    )
    assert await state(make, track) == (ScanStatus.COMPLETE, NIGHT, datetime(2026, 4, 13, tzinfo=UTC))
    assert (len(world.acrcloud.asked), len(world.audd.asked)) == (1, 1)


async def test_a_file_that_cannot_be_read_is_a_failure_and_nobody_is_asked(workshop, make, verified, world):
    track = await stored(workshop, make, verified, b"RIFF, and no more than that")
    lost = await make.track(verified)
    workshop.providers = Providers(recognisers=[world.recogniser("acrcloud")])

    for each in (track, lost):
        await worker.scan_track(workshop, each.id)

    assert [(await state(make, each))[0] for each in (track, lost)] == [ScanStatus.FAILED] * 2
    assert (await make.again(ReconScan(track_id=track.id))).error.startswith("audio: ")
    assert world.acrcloud.asked == []


async def test_a_service_that_goes_wrong_holds_up_none_of_the_others(workshop, make, verified, world, monkeypatch):
    track = await make.track(verified)
    world.acoustid.moods.append(Mood(403))
    broken = world.recogniser("acoustid")
    monkeypatch.setattr(type(broken), "_judge", lambda *_: 1 / 0)
    workshop.providers = Providers(recognisers=[broken])
    await make.row(SoundPrint(upload_id=track.upload_id, algorithm=2, words=bytes(4), probes=b"", probe_length=0))

    await worker.scan_track(workshop, track.id)

    assert (await state(make, track))[0] == ScanStatus.FAILED
    assert (await make.again(ReconScan(track_id=track.id))).error == "acoustid: ZeroDivisionError"


async def test_fingerprints_alone_need_no_audio_and_without_one_the_scan_fails(workshop, make, verified, world):
    known, unknown = await make.track(verified), await make.track(verified)
    await make.row(SoundPrint(upload_id=known.upload_id, algorithm=2, words=bytes(4), probes=b"", probe_length=0))
    world.acoustid.results = [{"id": "x", "score": 0.95, "recordings": [{"id": "mbid", "title": "Night Drive"}]}]
    workshop.providers = Providers(recognisers=[world.recogniser("acoustid")])

    for each in (known, unknown):
        await worker.scan_track(workshop, each.id)

    assert [each.title for each in await found(workshop, known)] == ["Night Drive"]
    assert [(await state(make, each))[0] for each in (known, unknown)] == [ScanStatus.COMPLETE, ScanStatus.FAILED]
    assert len(world.acoustid.asked) == 1


async def test_a_round_takes_as_many_tracks_as_the_settings_allow(workshop, make, verified, night, world):
    waiting = [await make.track(verified) for _ in range(3)]
    workshop.settings.recon_daily = 2
    workshop.providers = Providers(recognisers=[world.recogniser("acoustid")])

    await worker.begin_round(workshop)
    await finished(workshop, worker.ROUND, "2026-03-14")
    for track in waiting[:2]:
        await finished(workshop, worker.SCAN, f"{track.id}.2026-03-14")

    assert await workshop.jobs.state(worker.SCAN, f"{waiting[2].id}.2026-03-14") is None


async def test_the_day_begins_at_two_and_has_one_round(workshop, clock, world):
    workshop.providers = Providers(recognisers=[world.recogniser("acoustid")])
    clock.now = datetime(2026, 3, 14, 1, 59, tzinfo=UTC)
    await worker.begin_round(workshop)
    clock.forward(minutes=1)
    await asyncio.gather(worker.begin_round(workshop), worker.begin_round(workshop))

    for day in ("2026-03-13", "2026-03-14"):
        await finished(workshop, worker.ROUND, day)
    assert await workshop.jobs.state(worker.ROUND, "2026-03-15") is None


async def test_without_a_service_there_are_no_rounds(workshop, clock):
    await worker.begin_round(workshop)

    assert await workshop.jobs.state(worker.ROUND, clock.now.date().isoformat()) is None


async def test_the_own_catalogue_is_asked_if_it_is_named_and_tells_of_public_tracks_alone(workshop, make, verified):
    sound = [37 * place * place % 2**32 for place in range(1, 400)]
    track, secret = await make.track(verified), await make.track(verified, private=True)
    other = await make.track(await make.artist(name="Ada"), name="The Same Beat")
    for each in (track, other, secret):
        await make.fingerprint(each, sound)

    await worker.begin_round(workshop)
    unasked = await workshop.jobs.state(worker.ROUND, (workshop.clock() - worker.BEGINS).date().isoformat())
    workshop.settings = workshop.settings.model_copy(update={"recon_catalogue": "on"})
    await worker.scan_track(workshop, track.id)

    assert unasked is None
    (placement,) = await found(workshop, track)
    assert (placement.provider, placement.external_id, placement.title, placement.artist_name) == (
        "beatgraph",
        str(other.id),
        "The Same Beat",
        "Ada",
    )
    assert placement.confidence_score == 100
    assert (await state(make, track))[0] == ScanStatus.COMPLETE
