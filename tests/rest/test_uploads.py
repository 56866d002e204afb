"""Uploads over REST: what is taken, what is refused without a trace, and what an analysis tells."""

import errno
import hashlib
import os
import tempfile

import pytest
from sqlmodel import select

from beatgraph import workers
from beatgraph.jobs import LocalJobs, Retry
from beatgraph.models import Analysis, Upload, Waveform
from beatgraph.rest.forms import TEXTS_AT_MOST
from beatgraph.workers import analyses as worker
from tests.faults import without_table
from tests.recordings import JPEG, WEBP, beat, png, tone

pytestmark = pytest.mark.anyio

BOUNDARY = "a-line-that-nobody-plays"


def part(name: str, content: bytes, file_name: str | None = None) -> bytes:
    file = f'; filename="{file_name}"' if file_name is not None else ""
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode() + content + b"\r\n"


def form(*parts: bytes) -> dict[str, object]:
    """A multipart body put together by hand, as `post` takes it."""
    body = b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
    return {"content": body, "headers": {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}}


@pytest.fixture
def spool(tmp_path, monkeypatch):
    """Where files wait while they are received."""
    folder = tmp_path / "spool"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def nothing_is_left(workshop, tmp_path, spool):
    async def check() -> None:
        media = tmp_path / "media"
        assert [path for path in media.rglob("*") if path.is_file()] == []
        assert list(spool.iterdir()) == []
        async with workshop.reading() as work:
            assert (await work.session.exec(select(Upload))).all() == []
            assert (await work.session.exec(select(Analysis))).all() == []
            assert (await work.session.exec(select(Waveform))).all() == []

    return check


async def upload(doors, owner, content: bytes, name: str = "take.wav", path: str = "/api/v1/uploads"):
    return await doors.post(path, owner, files={"file": (name, content)})


@pytest.mark.parametrize("path", ["/api/v1/uploads", "/api/v1/file-entries"])
async def test_an_uploaded_sound_becomes_a_file_entry(doors, make, path, clock, spool):
    owner = await make.user()

    answer = await upload(doors, owner, tone(), "Night Drive.wav", path)

    assert answer.status_code == 201
    assert answer.json()["status"] == "success"
    entry = answer.json()["fileEntry"]
    row = await make.again(Upload(id=entry["id"]))
    address = entry.pop("url")
    assert entry == {
        "id": row.id,
        "name": "Night Drive.wav",
        "file_name": row.storage_key.removeprefix("audio/"),
        "mime": "audio/wav",
        "extension": "wav",
        "file_size": len(tone()),
        "type": "audio",
        "created_at": "2026-03-14T12:00:00.000000Z",
    }
    assert (row.user_id, row.duration, row.sha256) == (owner.id, 1500, hashlib.sha256(tone()).hexdigest())
    assert (await doors.get(address)).content == tone()
    assert list(spool.iterdir()) == []


@pytest.mark.parametrize(
    ("ending", "mime"),
    [("flac", "audio/flac"), ("mp3", "audio/mpeg"), ("aiff", "audio/aiff"), ("m4a", "audio/mp4")],
)
async def test_the_content_says_what_a_file_is_and_not_its_name(doors, make, ending, mime):
    answer = await upload(doors, await make.user(), tone(ending), "take.bin")

    entry = answer.json()["fileEntry"]
    assert (entry["mime"], entry["extension"], entry["name"]) == (mime, ending, "take.bin")
    assert entry["file_name"].endswith(f".{ending}")


@pytest.mark.parametrize(
    ("content", "mime"), [(png(), "image/png"), (JPEG, "image/jpeg"), (WEBP, "image/webp")], ids=["png", "jpg", "webp"]
)
async def test_a_picture_is_kept_without_an_analysis(doors, make, content, mime):
    owner = await make.user()

    answer = await upload(doors, owner, content, "cover")

    entry = answer.json()["fileEntry"]
    assert (answer.status_code, entry["type"], entry["mime"]) == (201, "image", mime)
    refusal = await extract(doors, owner, entry["id"])
    assert (refusal.status_code, refusal.json()["message"]) == (422, "This file entry holds no audio.")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/beat.wav", "beat.wav"),
        ("C:\\music\\beat.wav", "beat.wav"),
        ("be\x07at\u202e.wav", "beat.wav"),
        ("Tête à tête.wav", "Tête à tête.wav"),
        ("", "file"),
        ("..", "file"),
        ("x" * 300 + ".wav", "x" * 251 + ".wav"),
    ],
)
async def test_a_file_name_is_reduced_to_its_printable_base(doors, make, sent, kept):
    body = form(part("file", tone(), sent))

    answer = await doors.post("/api/v1/uploads", await make.user(), **body)

    assert answer.json()["fileEntry"]["name"] == kept


REFUSED = {
    "empty": (b"", "take.wav", "empty"),
    "text": (b"these are words, not waves" * 40, "take.mp3", "unsupported_format"),
    "a picture named as audio": (png(), "take.wav", "unsupported_format"),
    "half a wav": (tone()[: len(tone()) // 2], "take.wav", "truncated"),
    "half a flac": (tone("flac")[: len(tone("flac")) // 2], "take.flac", "truncated"),
    "half an mp3": (tone("mp3")[: len(tone("mp3")) // 2], "take.mp3", "truncated"),
    "half a second": (tone(seconds=0.5), "take.wav", "too_short"),
}


@pytest.mark.parametrize(("content", "name", "reason"), REFUSED.values(), ids=REFUSED)
async def test_a_sound_that_cannot_be_taken_leaves_no_trace(doors, make, content, name, reason, nothing_is_left):
    answer = await upload(doors, await make.user(), content, name)

    assert answer.status_code == 422
    refusal = answer.json()
    assert (refusal["status"], refusal["error_code"], refusal["reason"]) == ("error", "audio_refused", reason)
    assert refusal["errors"] == {"file": [refusal["message"]]}
    await nothing_is_left()


@pytest.mark.parametrize(
    "content",
    [png()[:-20], png()[:40] + b"\xff" + png()[41:], png(1, 1)[:33], png(10_001, 1), JPEG[:-2], WEBP[:-4]],
    ids=["cut", "altered", "header only", "too wide", "jpg cut", "webp cut"],
)
async def test_a_damaged_picture_leaves_no_trace(doors, make, content, nothing_is_left):
    answer = await upload(doors, await make.user(), content, "cover.png")

    assert (answer.status_code, answer.json()["error_code"]) == (422, "image_refused")
    assert list(answer.json()["errors"]) == ["file"]
    await nothing_is_left()


async def test_a_file_above_its_bound_is_refused_before_it_is_all_read(doors, make, workshop, nothing_is_left):
    workshop.settings.upload_bytes = 1024 * 1024
    workshop.settings.json_bytes = 1024
    sent = 0

    async def body():
        nonlocal sent
        yield part("file", tone(), "take.wav").removesuffix(b"\r\n")
        for _ in range(1000):
            sent += 64
            yield bytes(64 * 1024)

    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    answer = await doors.post("/api/v1/uploads", await make.user(), content=body(), headers=headers)

    assert answer.status_code == 422
    assert answer.json() == {
        "message": "The file is larger than 1 MB.",
        "status": "error",
        "errors": {"file": ["The file is larger than 1 MB."]},
        "error_code": "too_large",
    }
    assert sent <= 1024 + 64
    await nothing_is_left()


async def test_a_length_above_the_bound_is_refused_unread(doors, make, workshop, nothing_is_left):
    workshop.settings.upload_bytes = 1000

    answer = await upload(doors, await make.user(), bytes(workshop.settings.json_bytes + 2000))

    assert (answer.status_code, answer.json()["message"]) == (422, "The file is larger than 1000 bytes.")
    await nothing_is_left()


async def test_a_picture_has_a_smaller_bound(doors, make, workshop, nothing_is_left):
    workshop.settings.image_bytes = 500

    answer = await upload(doors, await make.user(), png() + bytes(1000), "cover.png")

    assert (answer.status_code, answer.json()["message"]) == (422, "The file is larger than 500 bytes.")
    await nothing_is_left()


FILE = part("file", tone(), "take.wav")
NO_FORM = {
    "no file": form(part("parentId", b"1")),
    "another name": form(part("sound", tone(), "take.wav")),
    "text for a file": form(part("file", b"take.wav")),
    "two files": form(FILE, part("second", tone(), "take.wav")),
    "the same name twice": form(FILE, FILE),
    "no end": {**form(FILE), "content": FILE},
    "half a head": {**form(FILE), "content": FILE[:60]},
    "many fields": form(*(part(f"f{number}", b"") for number in range(TEXTS_AT_MOST + 1)), FILE),
    "a part without a name": form(FILE.replace(b'name="file"; ', b"")),
    "JSON": {"json": {"file": "take.wav"}},
    "bytes": {"content": tone(), "headers": {"Content-Type": "audio/wav"}},
    "no boundary": {**form(FILE), "headers": {"Content-Type": "multipart/form-data"}},
    "nothing": {},
}


@pytest.mark.parametrize("body", NO_FORM.values(), ids=NO_FORM)
async def test_a_body_without_one_file_leaves_no_trace(doors, make, body, nothing_is_left):
    answer = await doors.post("/api/v1/uploads", await make.user(), **body)

    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["file"]
    await nothing_is_left()


async def test_a_guest_uploads_nothing(doors, nothing_is_left):
    answer = await upload(doors, None, tone())

    assert (answer.status_code, answer.json()) == (401, {"message": "Unauthenticated."})
    await nothing_is_left()


async def test_a_full_storage_says_so_and_keeps_nothing(doors, make, monkeypatch, nothing_is_left):
    really = os.write

    def write(descriptor: int, content: bytes) -> int:
        if "/.incoming/" not in os.readlink(f"/proc/self/fd/{descriptor}"):
            return really(descriptor, content)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", write)
    answer = await upload(doors, await make.user(), tone())

    assert (answer.status_code, answer.json()["error_code"]) == (507, "storage_full")
    await nothing_is_left()


async def test_a_file_whose_row_cannot_be_written_does_not_stay(doors, make, workshop, nothing_is_left):
    owner = await make.user()

    async with without_table(workshop, "analyses"):
        answer = await upload(doors, owner, tone())

    assert answer.status_code == 500
    await nothing_is_left()


async def test_a_file_whose_job_could_not_begin_is_taken_and_analysed_later(doors, make, workshop, caplog):
    owner = await make.user()
    await workshop.jobs.stop()

    answer = await upload(doors, owner, tone())

    assert answer.status_code == 201
    entry = answer.json()["fileEntry"]
    assert f"job analyse-upload {entry['id']} did not begin" in caplog.text
    await workshop.jobs.start()
    for duty in workshop.rounds:
        await duty()
    assert (await workshop.jobs.wait("analyse-upload", str(entry["id"]), 60)).state == "succeeded"
    assert (await make.again(Analysis(upload_id=entry["id"]))).state == "done"


async def test_the_bytes_come_back_to_their_owner_only_whole_or_in_part(doors, make):
    owner, stranger = await make.user(), await make.user()
    entry = (await upload(doors, owner, tone())).json()["fileEntry"]
    path = f"/api/v1/file-entries/{entry['id']}"

    whole = await doors.get(path, owner)
    some = await doors.get(path, owner, headers={"Range": "bytes=10-19"})

    assert (whole.status_code, whole.content, whole.headers["content-type"]) == (200, tone(), "audio/wav")
    assert (some.status_code, some.content) == (206, tone()[10:20])
    assert (await doors.get(path, stranger)).status_code == 403
    assert (await doors.get(path)).status_code == 401
    assert (await doors.get("/api/v1/file-entries/999", owner)).status_code == 404


async def test_the_model_of_a_file_is_its_owner_s(doors, make):
    owner, stranger = await make.user(), await make.user()
    entry = (await upload(doors, owner, tone())).json()["fileEntry"]
    path = f"/api/v1/file-entries/{entry['id']}/model"

    assert (await doors.get(path, owner)).json() == {"status": "success", "fileEntry": entry}
    assert (await doors.get(path, stranger)).status_code == 403
    assert (await doors.get(path)).status_code == 401


async def extract(doors, asker, entry_id: object, **body: object):
    return await doors.post(f"/api/v1/tracks/{entry_id}/extract-metadata", asker, json=body)


async def test_metadata_join_what_the_tags_say_and_what_was_measured(doors, make):
    artist = await make.artist(name="NOVA")
    owner = await make.owner(artist)
    album = await make.album(artist, name="One")
    await make.album(name="One")
    sound = beat(title="Tides", artist="Nova", album="One", genre="Trap", date="2024-05-06", TBPM="141")
    entry = (await upload(doors, owner, sound, "beat.mp3")).json()["fileEntry"]

    answer = await extract(doors, owner, entry["id"], autoMatchAlbum=True)

    assert answer.status_code == 200
    found = answer.json()["metadata"]
    analysis = await make.again(Analysis(upload_id=entry["id"]))
    waveform = found.pop("waveform")
    assert found == {
        "title": "Tides",
        "duration": (await make.again(Upload(id=entry["id"]))).duration,
        "bpm": 141,
        "bpm_confidence": analysis.bpm_confidence,
        "bpm_alternatives": analysis.bpm_alternatives,
        "key": analysis.key,
        "scale": analysis.scale,
        "camelot": found["camelot"],
        "open_key": found["open_key"],
        "genres": ["Trap"],
        "artist_name": "Nova",
        "artist": {"id": artist.id, "name": "NOVA", "model_type": "artist"},
        "album_name": "One",
        "album": {"id": album.id, "name": "One", "image": None, "model_type": "album"},
        "release_date": "2024-05-06",
        "lyrics": None,
        "image": None,
        "tags": {
            "title": "Tides",
            "artist": "Nova",
            "album": "One",
            "genres": ["Trap"],
            "release_date": "2024-05-06",
            "bpm": 141.0,
        },
        "sources": {
            "title": "tag",
            "duration": "analysis",
            "artist": "tag",
            "album": "tag",
            "genres": "tag",
            "release_date": "tag",
            "bpm": "tag",
            "key": "analysis",
            "scale": "analysis",
        },
    }
    assert len(waveform["waveData"]) == 414
    assert waveform["waveData"][0][::2] == [0.75, 1.5]


async def test_an_untagged_clip_has_its_file_s_name_and_no_tempo(doors, make):
    owner = await make.user()
    entry = (await upload(doors, owner, tone(), "Night Drive.wav")).json()["fileEntry"]

    found = (await extract(doors, owner, entry["id"])).json()["metadata"]

    assert (found["title"], found["duration"], found["bpm"], found["key"]) == ("Night Drive", 1500, None, None)
    assert found["sources"] == {"title": "file_name", "duration": "analysis"}


async def test_metadata_are_the_owner_s_to_extract(doors, make):
    owner, stranger, admin = await make.user(), await make.user(), await make.user(is_admin=True)
    entry = (await upload(doors, owner, tone())).json()["fileEntry"]

    assert (await extract(doors, None, entry["id"])).status_code == 401
    assert (await extract(doors, stranger, entry["id"])).status_code == 403
    assert (await extract(doors, owner, 999)).json()["message"] == "File entry not found"
    assert (await extract(doors, owner, "x")).status_code == 404
    assert (await extract(doors, admin, entry["id"])).status_code == 200
    assert (await extract(doors, owner, entry["id"], autoMatchAlbum="maybe")).status_code == 422


async def test_an_analysis_under_way_is_answered_with_its_job(doors, make, workshop):
    await workshop.jobs.stop()
    workshop.jobs, workshop.settings.extract_seconds = LocalJobs({"default": 0, "analysis": 0, "recon": 0}), 0.01
    workers.register(workshop)
    await workshop.jobs.start()
    owner = await make.user()
    entry = (await upload(doors, owner, tone())).json()["fileEntry"]

    answer = await extract(doors, owner, entry["id"])

    assert answer.status_code == 202
    assert answer.json() == {
        "status": "success",
        "job_id": f"analyse-upload:{entry['id']}",
        "analysis_state": "queued",
    }


async def run_by(workshop, step) -> None:
    """From now on analyses are done by this step."""
    await workshop.jobs.stop()
    workshop.jobs = LocalJobs()
    workshop.jobs.register("analyse-upload", step, retry=Retry(attempts=1))
    await workshop.jobs.start()


async def test_a_job_that_ended_in_an_error_begins_again_when_its_result_is_asked_for(doors, make, workshop):
    owner = await make.user()
    begun = []

    async def at_last(payload):
        begun.append(payload)
        if len(begun) < 3:
            raise LookupError("The database is away.")
        await worker.analyse_upload(workshop, payload["upload_id"])

    await run_by(workshop, at_last)
    entry = (await upload(doors, owner, tone())).json()["fileEntry"]

    answer = await extract(doors, owner, entry["id"])

    assert answer.status_code == 200
    assert begun == [{"upload_id": entry["id"]}] * 3


async def test_a_job_that_always_ends_in_an_error_is_given_up_with_a_reason(doors, make, workshop):
    owner = await make.user()
    begun = []

    async def broken(payload):
        begun.append(payload)
        raise LookupError("A bug.")

    await run_by(workshop, broken)
    entry = (await upload(doors, owner, tone())).json()["fileEntry"]

    answers = [await extract(doors, owner, entry["id"]) for _ in range(2)]

    for answer in answers:
        assert (answer.status_code, answer.json()["reason"]) == (422, "unavailable")
        assert answer.json()["message"] == "The analysis could not be finished."
    assert len(begun) == 3


async def test_a_failed_analysis_gives_its_reason(doors, make, workshop):
    owner = await make.user()
    lost = await make.upload(owner)

    answers = [await extract(doors, owner, lost.id) for _ in range(2)]

    for answer in answers:
        assert answer.status_code == 422
        assert answer.json() == {
            "message": "The file is gone.",
            "status": "error",
            "errors": {"file": ["The file is gone."]},
            "error_code": "audio_refused",
            "reason": "missing",
        }
    assert (await make.again(Analysis(upload_id=lost.id))).state == "failed"


async def test_an_address_ends_after_an_hour(doors, make, clock):
    owner = await make.user()
    entry = (await upload(doors, owner, tone())).json()["fileEntry"]

    clock.forward(minutes=59)
    assert (await doors.get(entry["url"])).status_code == 200
    clock.forward(minutes=2)
    assert (await doors.get(entry["url"])).status_code == 403
