"""Fingerprints of tracks: they begin by themselves, end in the index or with a reason, and survive what happens."""

import random

import pytest
from sqlmodel import col, select

from beatgraph import audio
from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.tracks import TrackChanges
from beatgraph.jobs import Retry
from beatgraph.models import Analysis, AnalysisState, Fingerprint, FingerprintWord, SoundPrint
from beatgraph.services import analyses, fingerprints, indexing, tracks
from beatgraph.workers.fingerprints import enqueue_unfinished, fingerprint_track
from tests.recordings import tone

pytestmark = pytest.mark.anyio

MISSING = ("failed", "missing", "The file is gone.")


def words(seed: int, size: int = 200) -> tuple[int, ...]:
    chance = random.Random(seed)
    return tuple(chance.getrandbits(32) for _ in range(size))


async def postings(workshop, track) -> list[tuple[int, int]]:
    """The track in the index: its words and where they are."""
    statement = select(FingerprintWord).where(col(FingerprintWord.track_id) == track.id)
    async with workshop.reading() as work:
        rows = (await work.session.exec(statement.order_by(col(FingerprintWord.position)))).all()
    return [(row.position, row.word) for row in rows]


async def waiting(make, found=(), **fields):
    """A track whose fingerprint has not begun, though its sound is analysed; no file is behind it."""
    owner = await make.user()
    upload = await make.sound(owner, **fields)
    if found is not None:
        await make.print(upload, found)
    track = await make.track(upload_id=upload.id)
    return await make.row(Fingerprint(track_id=track.id, upload_id=upload.id)), track


async def test_a_completed_fingerprint_puts_the_track_into_the_index(workshop, make, clock):
    row, track = await waiting(make, words(1))

    await fingerprint_track(workshop, row.id, 1)
    await fingerprint_track(workshop, row.id, 1)

    done = await make.again(row)
    assert (done.status, done.reason, done.duration, done.fingerprinted_at) == ("completed", None, 180_000, clock.now)
    assert len(done.hash) == 64
    signed = [word - (1 << 32) if word >> 31 else word for word in words(1)]
    assert await postings(workshop, track) == [(at, signed[at]) for at in range(0, 200, 2)]


@pytest.mark.parametrize(
    ("found", "reason"), [((), "too_short"), ((627_964_279,) * 50, "silent"), ((7,) * 50, "silent")]
)
async def test_a_sound_without_words_of_its_own_fails_with_the_reason(workshop, make, found, reason):
    row, track = await waiting(make, found)

    await fingerprint_track(workshop, row.id, 1)

    done = await make.again(row)
    assert (done.status, done.reason, done.hash) == ("failed", reason, None)
    assert done.error
    assert await postings(workshop, track) == []
    assert (await make.again(track)).published_at is not None


async def test_a_sound_that_could_not_be_analysed_has_none(workshop, make):
    row, _ = await waiting(make, None)

    async with workshop.writing() as work:
        await analyses.fail(work, row.upload_id, "truncated", "It is cut off.")
    await workshop.jobs.wait(indexing.JOB, f"{row.id}.1", 10)

    done = await make.again(row)
    assert (done.status, done.reason, done.error) == ("failed", "truncated", "It is cut off.")


async def test_what_the_index_has_too_often_is_not_put_in_again(workshop, make):
    row, track = await waiting(make, (1, 2, 3))
    rows = [FingerprintWord(word=2, track_id=1000 + each, position=0) for each in range(indexing.POSTINGS_AT_MOST)]
    await make.row(*rows)

    await fingerprint_track(workshop, row.id, 1)

    assert await postings(workshop, track) == [(0, 1), (2, 3)]


async def test_a_sound_that_was_never_listened_to_is_listened_to(workshop, make, tmp_path):
    row, _ = await waiting(make, None)
    lost, _ = await waiting(make, None)
    file = tmp_path / "tone.wav"
    file.write_bytes(tone(seconds=4))
    upload = await make.again(Analysis(upload_id=row.upload_id))
    async with workshop.reading() as work:
        key = (await indexing.begin(work, row.id, 1)).unheard.storage_key
    await workshop.storage.put(key, file, content_type="audio/wav")

    await fingerprint_track(workshop, row.id, 1)
    await fingerprint_track(workshop, lost.id, 1)

    assert upload.state == "done"
    assert len((await make.again(SoundPrint(upload_id=row.upload_id))).words) == 4 * 11
    gone = await make.again(lost)
    assert (gone.status, gone.reason, gone.error) == MISSING


async def test_another_sound_takes_the_place_of_the_first(workshop, make):
    row, track = await waiting(make, words(1))
    await fingerprint_track(workshop, row.id, 1)
    other = await make.sound(await make.owner(track))
    await make.print(other, words(2))

    async with workshop.writing(Viewer(user_id=track.user_id)) as work:
        await tracks.update(work, track.id, TrackChanges.read({"file_entry_id": other.id}))
    emptied = await postings(workshop, track)
    await workshop.jobs.wait(indexing.JOB, f"{row.id}.2", 10)

    done = await make.again(row)
    assert emptied == []
    assert (done.status, done.attempt, done.upload_id) == ("completed", 2, other.id)
    assert [at for at, _ in await postings(workshop, track)] == list(range(0, 200, 2))


async def test_an_attempt_that_was_overtaken_changes_nothing(workshop, make):
    row, track = await waiting(make, words(1))
    async with workshop.writing() as work:
        begun = await indexing.begin(work, row.id, 1)
    await make.change(row, attempt=2)

    async with workshop.writing() as work:
        await indexing.complete(work, begun)
    await fingerprint_track(workshop, row.id, 1)

    assert (await make.again(row)).status == "processing"
    assert await postings(workshop, track) == []


async def test_a_fingerprint_waits_for_the_analysis_of_its_sound(workshop, make):
    owner = await make.user()
    upload = await make.upload(owner)
    await make.row(Analysis(upload_id=upload.id, state=AnalysisState.RUNNING))
    track = await make.track(upload_id=upload.id, user_id=owner.id)

    async with workshop.writing(Viewer(user_id=owner.id)) as work:
        row = await fingerprints.start(work, track.id)
    await fingerprint_track(workshop, row.id, 1)
    early = await make.again(row)
    async with workshop.reading() as work:
        unfinished = await indexing.unfinished(work)

    assert (early.status, unfinished) == ("pending", [])


async def test_what_a_crash_left_behind_goes_on_in_the_next_round(workshop, make):
    pending, _ = await waiting(make, words(1))
    interrupted, _ = await waiting(make, words(2))
    await make.change(interrupted, status="processing")

    await enqueue_unfinished(workshop)
    for row in (pending, interrupted):
        await workshop.jobs.wait(indexing.JOB, f"{row.id}.1", 10)

    assert [(await make.again(row)).status for row in (pending, interrupted)] == ["completed", "completed"]


async def test_a_job_that_came_too_early_is_followed_by_another(workshop, make):
    row, _ = await waiting(make, words(1))
    await make.change(await make.again(row), status="completed")
    await workshop.jobs.enqueue(indexing.JOB, {"fingerprint_id": row.id, "attempt": 1}, key=f"{row.id}.1")
    await workshop.jobs.wait(indexing.JOB, f"{row.id}.1", 10)
    await make.change(row, status="pending")

    await enqueue_unfinished(workshop)
    await workshop.jobs.wait(indexing.JOB, f"{row.id}.2", 10)

    assert (await make.again(row)).status == "completed"


async def test_a_job_that_ends_in_an_error_leaves_the_reason(workshop, make, monkeypatch):
    async def broken(*_):
        raise RuntimeError("no")

    row, _ = await waiting(make, words(1))
    await workshop.jobs.stop()
    workshop.jobs.register("broken", broken, retry=Retry(attempts=1))
    await workshop.jobs.start()
    monkeypatch.setattr(indexing, "JOB", "broken")
    await workshop.jobs.enqueue("broken", {}, key=f"{row.id}.1")
    await workshop.jobs.wait("broken", f"{row.id}.1", 10)

    await enqueue_unfinished(workshop)

    done = await make.again(row)
    assert (done.status, done.reason) == ("failed", "unavailable")


async def test_an_analysis_keeps_the_fingerprint_with_its_probes(workshop, make):
    upload = await make.upload(await make.user())
    async with workshop.writing() as work:
        await indexing.keep(work, upload.id, audio.Fingerprint((1, 2), ((3, 4), (5, 6))))

    kept = await make.again(SoundPrint(upload_id=upload.id))

    assert (kept.algorithm, kept.words, kept.probe_length) == (2, b"\0\0\0\1\0\0\0\2", 2)
    assert kept.probes == b"\0\0\0\3\0\0\0\4\0\0\0\5\0\0\0\6"
