"""Downloads: a track's sound as it was uploaded, whole or in part, for whoever may see the track."""

import pytest

from beatgraph.rest.files import attachment
from beatgraph.services.downloads import saved_as
from beatgraph.storage import S3Storage
from tests.recordings import tone

pytestmark = pytest.mark.anyio


@pytest.fixture
async def producer(make):
    return await make.artist()


@pytest.fixture
async def track(doors, make, producer):
    """A public track with a stored sound."""
    owner = await make.owner(producer)
    answer = await doors.post("/api/v1/uploads", owner, files={"file": ("take.wav", tone())})
    return await make.track(producer, name="Night / Drive", upload_id=answer.json()["fileEntry"]["id"])


async def test_whoever_sees_a_track_downloads_its_bytes(doors, make, track):
    answer = await doors.get(f"/api/v1/tracks/{track.id}/download", await make.user())

    assert (answer.status_code, answer.content) == (200, tone())
    headers = answer.headers
    assert headers["content-type"] == "audio/wav"
    assert headers["content-length"] == str(len(tone()))
    assert headers["accept-ranges"] == "bytes"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-disposition"] == (
        "attachment; filename=\"Night _ Drive.wav\"; filename*=UTF-8''Night%20_%20Drive.wav"
    )


async def test_a_download_goes_on_where_it_broke_off(doors, make, track):
    path, listener = f"/api/v1/tracks/{track.id}/download", await make.user()
    etag = (await doors.get(path, listener)).headers["etag"]

    rest = await doors.get(path, listener, headers={"Range": "bytes=100000-", "If-Range": etag})
    other = await doors.get(path, listener, headers={"Range": "bytes=100000-", "If-Range": '"another"'})
    beyond = await doors.get(path, listener, headers={"Range": "bytes=999999-"})
    known = await doors.get(path, listener, headers={"If-None-Match": etag})

    assert (rest.status_code, rest.content) == (206, tone()[100_000:])
    assert rest.headers["content-range"] == f"bytes 100000-{len(tone()) - 1}/{len(tone())}"
    assert (other.status_code, other.content) == (200, tone())
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{len(tone())}")
    assert (known.status_code, known.content) == (304, b"")


async def test_head_says_what_get_would(doors, make, track):
    path, listener = f"/api/v1/tracks/{track.id}/download", await make.user()

    head = await doors.client.head(path, headers=doors.bearer(listener))
    whole = await doors.get(path, listener)

    assert (head.status_code, head.content) == (200, b"")
    names = ("content-length", "content-type", "etag", "content-disposition", "accept-ranges", "last-modified")
    assert {name: head.headers[name] for name in names} == {name: whole.headers[name] for name in names}


async def test_a_download_needs_a_token_a_visible_track_and_a_sound(doors, make, producer, track):
    hidden = await make.track(producer, upload_id=track.upload_id, private=True)
    silent = await make.track(producer)
    lost = await make.track(producer, upload_id=(await make.upload(await make.owner(producer))).id)
    listener = await make.user()

    assert (await doors.get(f"/api/v1/tracks/{track.id}/download")).status_code == 401
    for each in (hidden, silent, lost):
        assert (await doors.get(f"/api/v1/tracks/{each.id}/download", listener)).status_code == 404
    assert (await doors.get(f"/api/v1/tracks/{hidden.id}/download", await make.owner(producer))).status_code == 200


async def test_a_bucket_is_pointed_to(doors, make, track, workshop, monkeypatch):
    for name, value in (("KEY_ID", "AKIAEXAMPLE"), ("KEY", "secret")):
        monkeypatch.setenv(f"AWS_{'ACCESS' if name == 'KEY_ID' else 'SECRET_ACCESS'}_{name}", value)
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    workshop.storage = S3Storage("beats", "media", "https://s3.example")

    answer = await doors.get(f"/api/v1/tracks/{track.id}/download", await make.user())

    assert answer.status_code == 302
    assert answer.headers["cache-control"] == "no-store"
    address = answer.headers["location"]
    assert address.startswith("https://s3.example/beats/media/audio/")
    assert "X-Amz-Signature=" in address
    assert "X-Amz-Expires=600" in address


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Tides", "Tides.wav"),
        ("a/b\\c:d", "a_b_c_d.wav"),
        ("be\r\nat\x00", "beat.wav"),
        ("..", "track.wav"),
        ("x" * 300, "x" * 200 + ".wav"),
        ("Tête à tête", "Tête à tête.wav"),
    ],
)
def test_a_track_is_saved_under_a_name_that_every_system_takes(name, expected):
    assert saved_as(name, "wav") == expected


def test_no_file_name_breaks_out_of_its_header():
    assert attachment('Tê"te\\.wav') == "attachment; filename=\"T__te_.wav\"; filename*=UTF-8''T%C3%AA%22te%5C.wav"
