"""A client of the tracks, written against the content page: from the upload to the listener and back."""

import pytest

from beatgraph.models import Fingerprint, FingerprintStatus
from beatgraph.synth import compose, render, write_wav
from tests.contract.live import due
from tests.contract.shapes import MICROS, NUMBER, Maybe, Some, misfits

pytestmark = pytest.mark.anyio

PAGE = {
    "current_page": int,
    "from": Maybe(int),
    "to": Maybe(int),
    "per_page": int,
    "last_page": int,
    "total": int,
    "next_page": Maybe(int),
    "prev_page": Maybe(int),
}
PUBLIC = {
    "id": int,
    "name": str,
    "image": Maybe(str),
    "created_at": MICROS,
    "model_type": "track",
    "duration_text": Maybe(str),
    "artists": [{"id": int, "name": str, "model_type": "artist"}],
    "genres": [{"id": int, "name": str, "display_name": str, "model_type": "genre"}],
}
FULL = Some(
    PUBLIC
    | {
        "duration": int,
        "price": Maybe(NUMBER),
        "currency": Maybe(str),
        "bpm": Maybe(NUMBER),
        "key": Maybe(str),
        "scale": Maybe(str),
        "plays": int,
        "views": int,
        "release_date": Maybe(str),
        "licensing_type": Maybe(str),
        "exclusive_status": Maybe(str),
        "exclusive_price": Maybe(NUMBER),
        "reposts_count": int,
        "likes_count": int,
        "description": Maybe(str),
        "tags": list,
        "album": Maybe(dict),
        "is_liked": bool,
        "is_reposted": bool,
        "is_purchased": False,
        "can_edit": bool,
    }
)
ENTRY = Some(
    {
        "id": int, "name": "beat.wav", "file_name": str, "mime": "audio/wav", "extension": "wav", "file_size": int,
        "type": str, "url": str, "created_at": MICROS,
    }
)  # fmt: skip
METADATA = Some({"title": "beat", "duration": int, "bpm": Maybe(NUMBER), "key": Maybe(str), "genres": list})


def pages(noun, row):
    """A page under both of its keys."""
    page = PAGE | {"data": [row]}
    return {"status": "success", noun: page, "pagination": page}


async def test_a_producer_uploads_a_beat_and_a_guest_hears_of_it(live, tmp_path):
    user = await live.account("tracks-producer")
    artist = await live.make.artist(user, name="Nova")
    client = await live.sign_in(user)
    beat = tmp_path / "beat.wav"
    write_wav(beat, render(compose(4)))

    uploaded = await client.ask("POST", "/api/v1/uploads", files={"file": ("beat.wav", beat.read_bytes())})
    entry = uploaded.json()["fileEntry"]
    extracted = await client.post(f"/api/v1/tracks/{entry['id']}/extract-metadata")
    metadata = extracted.json()["metadata"]
    body = {"title": "Tides", "genre": "Lo-Fi", "tags": ["calm"], "bpm": 90, "file_entry_id": entry["id"]}
    created = await client.post("/api/v1/tracks", **body, artists=["CURRENT_USER"])
    track = created.json()["track"]
    path = f"/api/v1/tracks/{track['id']}"
    seen = await live.guest.get(path)
    wave = await live.guest.get(f"{path}/wave")
    waves = await live.guest.post("/api/v1/tracks/wave-batch", ids=[track["id"], 10**9])
    again = await client.post("/api/v1/tracks", name="Tides again", file_entry_id=entry["id"])
    downloaded = await client.get(f"{path}/download")
    not_downloaded = await live.guest.get(f"{path}/download")

    assert (uploaded.status_code, misfits(uploaded.json(), {"status": "success", "fileEntry": ENTRY})) == (201, [])
    assert (extracted.status_code, misfits(extracted.json(), {"status": "success", "metadata": METADATA})) == (200, [])
    assert metadata["bpm"] is not None
    assert (created.status_code, misfits(created.json(), Some({"status": "success", "track": FULL}))) == (201, [])
    assert (track["name"], track["bpm"], track["duration"]) == ("Tides", 90, metadata["duration"])
    assert [each["id"] for each in track["artists"]] == [artist.id]
    assert misfits(seen.json(), Some({"status": "success", "track": PUBLIC})) == []
    assert misfits(wave.json(), {"status": "success", "waveData": [[NUMBER]], "peaks": [NUMBER], "comments": []}) == []
    assert len(wave.json()["waveData"]) == 414
    assert waves.json()["waves"] == {str(track["id"]): {"waveData": wave.json()["waveData"]}}
    assert waves.json()["missing"] == [10**9]
    assert (again.status_code, again.json()["error_code"]) == (409, "duplicate_audio")
    assert (downloaded.status_code, downloaded.headers["content-type"]) == (200, "audio/wav")
    assert downloaded.content == beat.read_bytes()
    assert (not_downloaded.status_code, not_downloaded.json()) == (401, {"message": "Unauthenticated."})


async def test_a_guest_and_a_listener_see_their_tiers_of_a_list(live):
    artist = await live.make.artist()
    tracks = [await live.make.track(artist, name=f"Tiers {number}") for number in range(3)]
    listener = live.client(await live.account("tracks-listener"))

    guest = await live.guest.get("/api/v1/tracks", query="tiers", per_page=2, page=1)
    full = await listener.get("/api/v1/tracks", query="tiers", perPage=2, page=2)

    assert (guest.status_code, misfits(guest.json(), pages("tracks", PUBLIC))) == (200, [])
    assert (full.status_code, misfits(full.json(), pages("tracks", FULL))) == (200, [])
    found = [*guest.json()["tracks"]["data"], *full.json()["pagination"]["data"]]
    assert [row["id"] for row in found] == [track.id for track in reversed(tracks)]
    assert (guest.json()["tracks"]["next_page"], full.json()["tracks"]["next_page"]) == (2, None)


async def test_a_play_is_recorded_once_and_its_duration_grows(live):
    track = await live.make.track(duration=100_000)
    path = f"/api/v1/tracks/{track.id}/plays"
    body = {"idempotency_key": "a1b2c3d4-e5f6-4a5b-8c7d-9e8f7a6b5c4d", "queueId": "radio.1", "position": 0}

    first, again = await live.guest.post(path, **body), await live.guest.post(path, **body)
    token = first.json()["play_token"]
    report = await live.guest.post(
        f"/api/v1/tracks/plays/{track.id}/update-duration", play_token=token, duration=0, completed=False
    )
    foreign = await live.guest.post(
        f"/api/v1/tracks/plays/{track.id}/update-duration", play_token="made-up", duration=1
    )

    assert (first.status_code, misfits(first.json(), {"status": "success", "play_token": str})) == (200, [])
    assert again.json() == first.json()
    reported = {"status": "success", "play_token": token, "duration": NUMBER, "completion_percentage": Maybe(NUMBER)}
    assert (report.status_code, misfits(report.json(), reported)) == (200, [])
    assert (foreign.status_code, misfits(foreign.json(), {"message": str})) == (404, [])


async def test_tracks_are_changed_and_deleted_by_their_owner_alone(live):
    user, other = await live.account("tracks-owner"), await live.account("tracks-other")
    tracks = [await live.make.track(await live.make.artist(user)) for _ in range(2)]
    ids = ",".join(str(track.id) for track in tracks)
    owner, stranger = live.client(user), live.client(other)

    refused = [
        await live.guest.put(f"/api/v1/tracks/{tracks[0].id}", name="Mine"),
        await stranger.put(f"/api/v1/tracks/{tracks[0].id}", name="Mine"),
        await stranger.delete(f"/api/v1/tracks/{ids}"),
        await owner.put(f"/api/v1/tracks/{tracks[0].id}", bpm=1),
        await owner.put("/api/v1/tracks/999999", bpm=90),
    ]
    changed = await owner.put(f"/api/v1/tracks/{tracks[0].id}", name="Renamed")
    deleted = await owner.delete(f"/api/v1/tracks/{ids}")

    assert [answer.status_code for answer in refused] == [401, 403, 403, 422, 404]
    assert misfits(refused[3].json(), Some({"message": str, "errors": {"bpm": [str]}})) == []
    assert (changed.status_code, changed.json()["track"]["name"]) == (200, "Renamed")
    assert (deleted.status_code, deleted.json()) == (200, {"status": "success"})
    assert (await live.guest.get(f"/api/v1/tracks/{tracks[0].id}")).status_code == 404


async def test_lyrics_are_written_read_changed_and_deleted(live):
    user = await live.account("tracks-lyrics")
    track = await live.make.track(await live.make.artist(user))
    client = live.client(user)
    lyric = Some({"id": int, "text": str, "track_id": track.id, "is_synced": True})

    none = await live.guest.get(f"/api/v1/tracks/{track.id}/lyrics")
    written = await client.post("/api/v1/lyrics", track_id=track.id, text="[00:01] Rain", is_synced=True)
    read = await live.guest.get(f"/api/v1/tracks/{track.id}/lyrics")
    path = f"/api/v1/lyrics/{written.json()['lyric']['id']}"
    changed = await client.put(path, text="[00:02] Rain again")
    listed = await client.get("/api/v1/lyrics")
    deleted = await client.delete(path)

    assert none.status_code == 404
    assert (written.status_code, misfits(written.json(), {"status": "success", "lyric": lyric})) == (201, [])
    assert (read.status_code, misfits(read.json(), {"status": "success", "lyric": lyric})) == (200, [])
    assert changed.json()["lyric"]["text"] == "[00:02] Rain again"
    assert misfits(listed.json(), pages("lyrics", lyric)) == []
    assert (deleted.status_code, deleted.json()) == (200, {"status": "success"})


async def test_a_fingerprint_is_made_by_itself_and_tells_its_status(live):
    user = await live.account("tracks-fingerprint")
    track = await live.make.track(await live.make.artist(user))

    answer = await live.client(user).get(f"/api/v1/tracks/{track.id}/fingerprint/status")

    assert (answer.status_code, misfits(answer.json(), Some({"status": "success"}))) == (200, [])


async def test_a_fingerprint_is_begun_and_a_failed_one_tried_again(live):
    user = await live.account("tracks-fingerprint-begun")
    sound = await live.make.sound(user)
    track = await live.make.track(await live.make.artist(user), upload_id=sound.id)
    broken = await live.make.sound(user)
    other = await live.make.track(await live.make.artist(user), upload_id=broken.id)
    failed = await live.make.row(
        Fingerprint(track_id=other.id, upload_id=broken.id, status=FingerprintStatus.FAILED, error="It is too short.")
    )
    client, fingerprint = live.client(user), Some({"id": int, "status": str})

    begun = await client.post(f"/api/v1/tracks/{track.id}/fingerprint")
    retried = await client.post(f"/api/v1/fingerprints/{failed.id}/retry")
    unknown = await client.post("/api/v1/fingerprints/999999/retry")
    guest = await live.guest.post(f"/api/v1/tracks/{track.id}/fingerprint")

    told = Some({"status": "success", "message": str, "fingerprint": fingerprint})
    assert begun.json()["message"] == "Fingerprint generation started"
    for answer in (begun, retried):
        assert (answer.status_code, misfits(answer.json(), told)) == (200, [])
    assert (unknown.status_code, unknown.json()) == (404, {"message": "Fingerprint not found"})
    assert (guest.status_code, guest.json()) == (401, {"message": "Unauthenticated."})


async def test_duplicates_are_looked_for(live):
    user = await live.account("tracks-duplicates")
    track = await live.make.track(await live.make.artist(user))

    answer = await live.client(user).post("/api/v1/tracks/check-duplicates", track_ids=[track.id])

    assert (answer.status_code, misfits(answer.json(), Some({"status": "success", "duplicates": list}))) == (200, [])


@due("GET /api/v1/tracks/{}/engagement-metrics")
async def test_engagement_is_told_to_the_owner(live):
    user = await live.account("tracks-engagement")
    track = await live.make.track(await live.make.artist(user))

    answer = await live.client(user).get(f"/api/v1/tracks/{track.id}/engagement-metrics")

    assert (answer.status_code, misfits(answer.json(), Some({"status": "success", "metrics": dict}))) == (200, [])
