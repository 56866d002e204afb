"""The analysis of uploads: what it writes, once, and how it goes on after a crash."""

import asyncio
import struct
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from sqlmodel import func, select

from beatgraph import audio, workers
from beatgraph.audio import AnalysisPool, Examination, Sound, Tags
from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.tracks import TrackChanges
from beatgraph.jobs import LocalJobs, Retry, State
from beatgraph.models import Analysis, Track, Waveform
from beatgraph.services import analyses, tracks
from beatgraph.services.analyses import near_whole
from beatgraph.storage import StorageError
from beatgraph.workers import analyses as worker
from beatgraph.workers import sounds
from tests.faults import without_table
from tests.recordings import beat, png, tone
from tests.turns import somebody_waits

pytestmark = pytest.mark.anyio


def examination(bpm=92.03, key="A", scale="minor", tags=None) -> Examination:
    """What a pool might answer."""
    measured = audio.Analysis(
        sound=Sound("wav", "pcm_s16le", 20_000, 20_000, 44_100, 2),
        bpm=bpm,
        bpm_confidence=0.8,
        bpm_alternatives=(184.06, 61.4),
        key=key,
        scale=scale,
        camelot="8A",
        open_key="1m",
        key_confidence=0.7,
        tuning_cents=-3.0,
        waveform=audio.Waveform(44_100, 256, (-128, 127, 0, 5)),
        bars=(45,) * 414,
        peaks=(1.0,) * 414,
    )
    return Examination(measured, tags or Tags())


async def succeed(workshop, upload, found=None):
    async with workshop.writing() as work:
        await analyses.succeed(work, upload, found or examination())


async def stored(workshop, make, owner, content: bytes, tmp_path, **fields):
    """An upload with a real file behind it, whose analysis has not begun."""
    file = tmp_path / "take"
    file.write_bytes(content)
    upload = await make.upload(owner, **fields)
    await workshop.storage.put(upload.storage_key, file, content_type="audio/wav")
    await make.row(Analysis(upload_id=upload.id))
    return upload


async def test_what_was_measured_is_kept_with_its_waveform(workshop, make, clock):
    upload = await make.upload(await make.user())

    await succeed(workshop, upload, examination(tags=Tags(title="Tides", genres=("trap",))))

    row = await make.again(Analysis(upload_id=upload.id))
    assert (row.state, row.bpm, row.bpm_confidence, row.bpm_alternatives) == ("done", 92.0, 0.8, [184.06, 61.4])
    assert (row.key, row.scale, row.key_confidence, row.tuning_cents) == ("A", "minor", 0.7, -3.0)
    assert (row.tags, row.finished_at) == ({"title": "Tides", "genres": ["trap"]}, clock.now)
    waveform = await make.again(Waveform(upload_id=upload.id))
    assert (waveform.sample_rate, waveform.samples_per_pixel) == (44_100, 256)
    assert (waveform.points, waveform.bars) == (b"\x80\x7f\x00\x05", bytes([45]) * 414)


@pytest.mark.parametrize(
    ("measured", "kept"), [(92.05, 92.0), (91.95, 92.0), (92.06, 92.06), (91.94, 91.94), (92.5, 92.5), (140.0, 140.0)]
)
def test_a_tempo_near_a_whole_number_is_that_number(measured, kept):
    assert near_whole(measured) == kept


@pytest.mark.parametrize(
    ("given", "filled"),
    [
        ({}, (180_000, 92.0, "A", "minor")),
        ({"duration": 1}, (1, 92.0, "A", "minor")),
        ({"bpm": 184.0}, (180_000, 184.0, "A", "minor")),
        ({"key": "A"}, (180_000, 92.0, "A", "minor")),
        ({"key": "C"}, (180_000, 92.0, "C", None)),
        ({"scale": "minor"}, (180_000, 92.0, "A", "minor")),
        ({"scale": "major"}, (180_000, 92.0, None, "major")),
        ({"key": "C", "scale": "major"}, (180_000, 92.0, "C", "major")),
    ],
)
async def test_a_track_made_meanwhile_gets_what_its_maker_left_open(workshop, make, given, filled):
    upload = await make.upload(await make.user())
    open_ = {"duration": None, "bpm": None, "key": None, "scale": None}
    track = await make.track(upload_id=upload.id, **{**open_, **given})
    other = await make.track(**open_)

    await succeed(workshop, upload)

    row = await make.again(track)
    assert (row.duration, row.bpm, row.key, row.scale) == filled
    assert (await make.again(other)).bpm is None


async def test_what_a_user_gives_while_the_analysis_is_written_stays(workshop, make):
    owner = await make.user()
    upload = await make.upload(owner)
    track = await make.track(upload_id=upload.id, user_id=owner.id, bpm=None)

    async with asyncio.TaskGroup() as group, workshop.writing(Viewer(user_id=owner.id)) as work:
        await tracks.update(work, track.id, TrackChanges.read({"bpm": 92}))
        group.create_task(succeed(workshop, upload, examination(bpm=140.0)))
        await somebody_waits(workshop)

    assert (await make.again(track)).bpm == 92.0
    assert (await make.again(Analysis(upload_id=upload.id))).bpm == 140.0


async def test_what_the_tags_say_goes_before_what_was_measured(workshop, make):
    upload = await make.upload(await make.user())
    track = await make.track(upload_id=upload.id, bpm=None, key=None, scale=None)

    await succeed(workshop, upload, examination(tags=Tags(bpm=184.0, key="C", scale="major")))

    row = await make.again(track)
    assert (row.bpm, row.key, row.scale) == (184.0, "C", "major")
    assert (await make.again(Analysis(upload_id=upload.id))).bpm == 92.0


async def test_an_analysis_that_is_repeated_changes_nothing(workshop, make, tmp_path, clock):
    owner = await make.user()
    upload = await stored(workshop, make, owner, beat(), tmp_path)
    await worker.analyse_upload(workshop, upload.id)
    first = await make.again(Analysis(upload_id=upload.id))
    clock.forward(hours=1)

    await worker.analyse_upload(workshop, upload.id)

    assert first.state == "done"
    assert (await make.again(first)).model_dump() == first.model_dump()
    async with workshop.reading() as work:
        assert (await work.session.exec(select(func.count()).select_from(Waveform))).one() == 1


def covered(content: bytes) -> bytes:
    """A FLAC with a picture in it: a block of its own behind the first one."""
    sound = tone("flac")
    mime = b"image/png"
    block = struct.pack(">II", 3, len(mime)) + mime + struct.pack(">IIIIII", 0, 8, 8, 24, 0, len(content)) + content
    return sound[:42] + b"\x06" + len(block).to_bytes(3, "big") + block + sound[42:]


async def test_a_cover_inside_a_file_becomes_a_picture_for_everybody(doors, make):
    owner = await make.user()
    sent = await doors.post("/api/v1/uploads", owner, files={"file": ("take.flac", covered(png()))})

    answer = await doors.post(f"/api/v1/tracks/{sent.json()['fileEntry']['id']}/extract-metadata", owner)

    metadata = answer.json()["metadata"]
    assert metadata["sources"]["image"] == "tag"
    assert "cover" not in metadata["tags"]
    assert (await doors.get(urlsplit(metadata["image"]).path)).content == png()


async def test_a_damaged_cover_inside_a_file_is_left_where_it_is(doors, make):
    owner = await make.user()
    sent = await doors.post("/api/v1/uploads", owner, files={"file": ("take.flac", covered(png()[:-8]))})

    answer = await doors.post(f"/api/v1/tracks/{sent.json()['fileEntry']['id']}/extract-metadata", owner)

    assert answer.status_code == 200
    assert answer.json()["metadata"]["image"] is None


async def test_an_interrupted_analysis_begins_again(workshop, make, tmp_path):
    upload = await stored(workshop, make, await make.user(), tone(), tmp_path)
    async with workshop.writing() as work:
        await analyses.begin(work, upload.id)

    await worker.analyse_upload(workshop, upload.id)

    assert (await make.again(Analysis(upload_id=upload.id))).state == "done"


async def test_waveform_and_analysis_are_written_together_or_not_at_all(workshop, make, tmp_path):
    upload = await stored(workshop, make, await make.user(), tone(), tmp_path)

    async with without_table(workshop, "waveforms"):
        with pytest.raises(Exception, match="waveforms"):
            await worker.analyse_upload(workshop, upload.id)

    assert (await make.again(Analysis(upload_id=upload.id))).state == "running"


async def test_a_sound_that_cannot_be_read_fails_with_its_reason(workshop, make, tmp_path):
    upload = await stored(workshop, make, await make.user(), b"not a sound" * 100, tmp_path)

    await worker.analyse_upload(workshop, upload.id)

    row = await make.again(Analysis(upload_id=upload.id))
    assert (row.state, row.reason) == ("failed", "unsupported_format")
    assert row.error == "This is no WAV, FLAC, MP3, AIFF, Ogg, Opus or M4A file."


async def test_a_deleted_upload_is_passed_over(workshop, make, clock, tmp_path):
    upload = await stored(workshop, make, await make.user(), tone(), tmp_path, deleted_at=clock.now)

    await worker.analyse_upload(workshop, upload.id)

    assert (await make.again(Analysis(upload_id=upload.id))).state == "queued"


async def test_a_storage_that_does_not_answer_is_asked_three_times(workshop, make, tmp_path, monkeypatch):
    upload = await stored(workshop, make, await make.user(), tone(), tmp_path)
    asked = []

    def down(key):
        asked.append(key)
        raise StorageError("The bucket does not answer.")

    monkeypatch.setattr(sounds, "FETCH_PAUSE_S", 0)
    monkeypatch.setattr(workshop.storage, "local", down)
    await worker.analyse_upload(workshop, upload.id)

    assert asked == [upload.storage_key] * 3
    assert (await make.again(Analysis(upload_id=upload.id))).reason == "unavailable"


async def test_what_a_crash_left_without_a_job_is_enqueued_at_the_next_start(workshop, make, tmp_path):
    owner = await make.user()
    waiting = await stored(workshop, make, owner, tone(), tmp_path)
    running = await stored(workshop, make, owner, tone(), tmp_path)
    async with workshop.writing() as work:
        await analyses.begin(work, running.id)
    done = await make.sound(owner)

    await worker.enqueue_unfinished(workshop)

    for upload in (waiting, running):
        outcome = await workshop.jobs.wait(analyses.JOB, str(upload.id), 60)
        assert outcome.state is State.SUCCEEDED
        assert (await make.again(Analysis(upload_id=upload.id))).state == "done"
    assert await workshop.jobs.state(analyses.JOB, str(done.id)) is None


@pytest.fixture
def reopened(workshop):
    """The same workshop as another process would open it, not running yet."""
    jobs = LocalJobs({"default": 1, "analysis": 1, "recon": 1})
    built = replace(workshop, jobs=jobs, sounds=AnalysisPool(workers=1, timeout_s=60), rounds=[], round_s=0.01)
    workers.register(built)
    return built


async def test_starting_takes_up_what_was_left(reopened, make, tmp_path):
    upload = await stored(reopened, make, await make.user(), tone(), tmp_path)

    async with reopened.running():
        await reopened.jobs.wait(analyses.JOB, str(upload.id), 60)

    assert (await make.again(Analysis(upload_id=upload.id))).state == "done"


async def test_a_round_takes_up_what_was_left_since(reopened, make, tmp_path):
    async with reopened.running():
        upload = await stored(reopened, make, await make.user(), tone(), tmp_path)
        async with asyncio.timeout(60):
            while (await make.again(Analysis(upload_id=upload.id))).state != "done":
                pass


async def test_a_process_that_only_enqueues_makes_no_rounds(reopened, make, tmp_path):
    upload = await stored(reopened, make, await make.user(), tone(), tmp_path)
    reopened.jobs.executes = False

    async with reopened.running():
        assert await reopened.jobs.state(analyses.JOB, str(upload.id)) is None


async def test_a_leftover_that_stays_holds_up_neither_the_answer_nor_the_jobs(
    workshop, make, tmp_path, monkeypatch, caplog
):
    upload = await stored(workshop, make, await make.user(), tone(), tmp_path)

    async def down(_key):
        raise StorageError("The bucket does not answer.")

    monkeypatch.setattr(workshop.storage, "delete", down)
    async with workshop.writing() as work:
        analyses.later(work, upload.id)
        work.leftovers.append("images/old.png")

    assert (await workshop.jobs.wait(analyses.JOB, str(upload.id), 60)).state is State.SUCCEEDED
    assert "images/old.png is stored although nothing refers to it" in caplog.text


async def test_an_analysis_of_a_deleted_upload_is_waited_for_by_nobody(workshop, make, clock, tmp_path):
    upload = await stored(workshop, make, await make.user(), tone(), tmp_path, deleted_at=clock.now)

    await worker.enqueue_unfinished(workshop)

    assert await workshop.jobs.state(analyses.JOB, str(upload.id)) is None


async def test_a_job_that_ends_in_an_error_three_times_leaves_no_analysis_waiting(workshop, make, tmp_path):
    upload = await stored(workshop, make, await make.user(), tone(), tmp_path)
    begun = []

    async def broken(payload):
        begun.append(payload)
        raise LookupError("A bug.")

    await workshop.jobs.stop()
    workshop.jobs = LocalJobs()
    workshop.jobs.register(analyses.JOB, broken, retry=Retry(attempts=1))
    await workshop.jobs.start()
    states = []
    for attempt in (1, 2, 3):
        await worker.enqueue_unfinished(workshop)
        await workshop.jobs.wait(analyses.JOB, analyses.job_key(upload.id, attempt), 60)
        states.append((await make.again(Analysis(upload_id=upload.id))).state)
    for _ in range(2):
        await worker.enqueue_unfinished(workshop)

    row = await make.again(Analysis(upload_id=upload.id))
    assert states == ["queued"] * 3
    assert (row.state, row.reason) == ("failed", "unavailable")
    assert begun == [{"upload_id": upload.id}] * 3


async def test_a_beat_goes_the_whole_way_from_file_to_download(doors, make):
    artist = await make.artist(name="Nova")
    owner = await make.owner(artist)
    sound = beat(title="Tides", artist="Nova")
    create = """mutation ($input: CreateTrackInput!) {
      createTrack(input: $input) { track { databaseId bpm key scale duration waveform { bars } } errors { message } }
    }"""

    sent = await doors.post("/api/v1/uploads", owner, files={"file": ("beat.mp3", sound)})
    entry = sent.json()["fileEntry"]
    file = await doors.ask("query ($id: Int!) { upload(by: {databaseId: $id}) { id } }", owner, id=entry["id"])
    extracted = await doors.post(f"/api/v1/tracks/{entry['id']}/extract-metadata", owner)
    metadata = extracted.json()["metadata"]
    given = {"name": metadata["title"], "uploadId": file["upload"]["id"]}
    created = (await doors.ask(create, owner, input=given))["createTrack"]
    track = created["track"]
    wave = await doors.get(f"/api/v1/tracks/{track['databaseId']}/wave")
    download = await doors.get(f"/api/v1/tracks/{track['databaseId']}/download", await make.user())

    assert created["errors"] == []
    assert (track["bpm"], track["key"], track["duration"]) == (metadata["bpm"], metadata["key"], metadata["duration"])
    assert track["scale"] == metadata["scale"].upper()
    assert metadata["bpm"] is not None
    assert metadata["key"] is not None
    assert [bar[3] for bar in wave.json()["waveData"]] == track["waveform"]["bars"]
    assert wave.json()["waveData"] == metadata["waveform"]["waveData"]
    assert download.content == sound
    row = await make.again(Track(id=track["databaseId"]))
    assert row.upload_id == entry["id"]
