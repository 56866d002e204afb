"""Stored files by address: signed ones for a while, pictures for everybody."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from starlette.requests import ClientDisconnect

from beatgraph.rest.files import Streamed
from resolvers.base.ids import encode
from tests.recordings import png

pytestmark = pytest.mark.anyio

KEY = "audio/0123.wav"


@pytest.fixture
async def address(workshop, tmp_path):
    """A signed address of ten bytes."""
    file = tmp_path / "take"
    file.write_bytes(b"0123456789")
    await workshop.storage.put(KEY, file, content_type="audio/wav")
    return await workshop.storage.url(KEY, expires_in=timedelta(minutes=5))


async def test_a_signed_address_gives_the_file_to_anybody(doors, address):
    answer = await doors.get(address)

    assert (answer.status_code, answer.content) == (200, b"0123456789")
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("audio/wav", "private, no-cache")


async def test_a_signed_address_gives_parts_and_heads(doors, address):
    some = await doors.get(address, headers={"Range": "bytes=2-4"})
    beyond = await doors.get(address, headers={"Range": "bytes=10-"})
    head = await doors.client.head(address)

    assert (some.status_code, some.content, some.headers["content-range"]) == (206, b"234", "bytes 2-4/10")
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, "bytes */10")
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "10")


async def test_an_address_that_was_not_signed_so_is_forbidden(doors, address, workshop):
    changed = [
        address.replace("0123.wav", "4567.wav"),
        address.replace("exp=", "exp=9"),
        address[:-1] + ("A" if address[-1] != "A" else "B"),
        address.partition("?")[0],
        address.partition("&")[0],
        address.replace("exp=", "exp=x"),
        address.replace("/audio/", "/audio//"),
        address.replace("/media/", "/media/%00"),
    ]

    for each in changed:
        answer = await doors.get(each)
        assert answer.status_code == 403, each
        assert answer.json() == {"message": "This address is not valid, or no longer."}
    for method in ("POST", "PUT", "DELETE"):
        assert (await doors.client.request(method, address)).status_code == 403
    assert (await workshop.storage.head(KEY)).size == 10


async def test_a_file_on_disk_can_be_left_to_the_proxy_in_front(doors, address, workshop):
    workshop.settings = workshop.settings.model_copy(update={"accel_path": "/stored/"})

    answer = await doors.get(address, headers={"Range": "bytes=2-4"})
    gone = await doors.get(await workshop.storage.url("audio/none.wav", expires_in=timedelta(minutes=5)))
    unsigned = await doors.get(address.partition("?")[0])

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["x-accel-redirect"] == "/stored/audio/0123.wav"
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("audio/wav", "private, no-cache")
    assert "content-range" not in answer.headers
    assert [each.status_code for each in (gone, unsigned)] == [404, 403]
    assert "x-accel-redirect" not in gone.headers | unsigned.headers


async def test_an_address_ends(doors, address, clock):
    clock.forward(minutes=5)

    assert (await doors.get(address)).status_code == 403


async def test_a_signed_file_that_is_gone_does_not_exist(doors, address, workshop):
    await workshop.storage.delete(KEY)

    assert (await doors.get(address)).status_code == 404


async def uploaded(doors, owner):
    answer = await doors.post("/api/v1/uploads", owner, files={"file": ("cover.png", png())})
    return answer.json()["fileEntry"]


async def test_an_uploaded_picture_is_everybody_s_by_its_own_address(doors, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    track = await make.track(artist)
    entry = await uploaded(doors, owner)

    changed = await doors.put(f"/api/v1/tracks/{track.id}", owner, json={"image": entry["id"]})

    address = changed.json()["track"]["image"]
    assert urlsplit(address).path == f"/images/{entry['file_name']}"
    answer = await doors.get(urlsplit(address).path)
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, png(), "image/png")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_a_picture_is_given_to_a_track_by_its_global_id(doors, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    track, entry = await make.track(artist), await uploaded(doors, owner)
    update = "mutation ($input: UpdateTrackInput!) { updateTrack(input: $input) { track { image } errors { code } } }"

    given = {"id": encode("Track", track.id), "image": encode("FileEntry", entry["id"])}
    data = await doors.ask(update, owner, input=given)

    assert data["updateTrack"]["errors"] == []
    assert data["updateTrack"]["track"]["image"].endswith(f"/images/{entry['file_name']}")


@pytest.mark.parametrize("name", ["0123.wav", "../audio/0123.wav", "..%2Faudio%2F0123.wav", "x", "0" * 32 + ".png", ""])
async def test_no_other_file_is_reached_as_a_picture(doors, address, name):
    assert (await doors.get(f"/images/{name}")).status_code == 404


@pytest.mark.parametrize(
    "image", ["not an address", "ftp://example.com/a.png", "javascript:alert(1)", "999", 10**30, ""]
)
async def test_what_is_neither_a_picture_nor_an_address_is_refused(doors, make, image):
    artist = await make.artist()
    track = await make.track(artist)

    answer = await doors.put(f"/api/v1/tracks/{track.id}", await make.owner(artist), json={"image": image})

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["image"])
    assert (await make.again(track)).image is None


async def test_neither_another_s_picture_nor_a_sound_is_a_picture_of_one_s_own(doors, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    track = await make.track(artist)
    theirs = (await uploaded(doors, await make.user()))["id"]
    sound = (await make.upload(owner)).id

    for image in (theirs, sound, str(theirs)):
        answer = await doors.put(f"/api/v1/tracks/{track.id}", owner, json={"image": image})
        assert (answer.status_code, list(answer.json()["errors"])) == (422, ["image"])


async def test_an_address_elsewhere_is_kept_as_it_is(doors, make):
    artist = await make.artist()
    track = await make.track(artist)
    address = "https://example.com/cover art.png?size=1"

    answer = await doors.put(f"/api/v1/tracks/{track.id}", await make.owner(artist), json={"image": address})
    long = await doors.put(
        f"/api/v1/tracks/{track.id}", await make.owner(artist), json={"image": "https://example.com/" + "x" * 2048}
    )

    assert answer.json()["track"]["image"] == address
    assert long.status_code == 422


async def test_a_file_is_let_go_when_the_client_leaves():
    ended = []

    async def pieces():
        try:
            while True:
                yield b"0" * 1024
        finally:
            ended.append("closed")

    sent = []

    async def send(message):
        sent.append(message["type"])
        if len(sent) == 3:
            raise OSError("The client has left.")

    async def receive():
        raise AssertionError("Nothing is to be received.")

    response = Streamed(pieces(), 200, {}, "audio/wav")
    scope = {"type": "http", "method": "GET", "asgi": {"spec_version": "2.4"}}
    with pytest.raises(ClientDisconnect):
        await response(scope, receive, send)

    assert ended == ["closed"]
