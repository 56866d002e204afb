"""Downloads in the graph."""

import pytest

from resolvers.base.ids import encode

pytestmark = pytest.mark.anyio

DOWNLOAD = """mutation ($input: TrackInput!) {
  downloadTrack(input: $input) { download { url expiresAt name mime size } errors { code } }
}"""


def gid(row):
    return encode(type(row).__name__, row.id)


async def stored(make, workshop, **fields):
    """A track with bytes behind it."""
    artist = await make.artist()
    sound = await make.upload(await make.owner(artist))

    async def chunks():
        yield b"as it was uploaded"

    await workshop.storage.put(sound.storage_key, chunks(), content_type="audio/wav")
    return await make.track(artist, upload_id=sound.id, **fields)


async def test_the_address_gives_the_bytes_that_were_uploaded(doors, make, workshop):
    track = await stored(make, workshop, name="Rain: part 1")
    listener = await make.user()

    answer = await doors.ask(DOWNLOAD, listener, input={"id": gid(track)})
    download = answer["downloadTrack"]["download"]
    fetched = await doors.client.get(download["url"])

    assert fetched.content == b"as it was uploaded"
    assert (download["name"], download["mime"], download["size"]) == ("Rain_ part 1.wav", "audio/wav", 1000)


async def test_both_doors_give_the_same_bytes(doors, make, workshop):
    track, listener = await stored(make, workshop), await make.user()

    route = await doors.get(f"/api/v1/tracks/{track.id}/download", listener)
    found = (await doors.ask(DOWNLOAD, listener, input={"id": gid(track)}))["downloadTrack"]["download"]
    fetched = await doors.client.get(found["url"])

    assert route.content == fetched.content == b"as it was uploaded"
    assert route.headers["content-type"] == fetched.headers["content-type"] == found["mime"]


async def test_the_address_is_of_no_use_after_an_hour(doors, make, workshop, clock):
    track = await stored(make, workshop)

    answer = await doors.ask(DOWNLOAD, await make.user(), input={"id": gid(track)})
    clock.forward(hours=1, seconds=1)
    fetched = await doors.client.get(answer["downloadTrack"]["download"]["url"])

    assert fetched.status_code == 403


async def test_nobody_downloads_what_they_may_not_hear_or_has_no_sound(doors, make):
    private = await make.track(published_at=None)
    silent = await make.track(source_url="https://elsewhere.example/rain.mp3")
    listener = await make.user()

    said = {
        name: (await doors.ask(DOWNLOAD, asker, input={"id": gid(track)}))["downloadTrack"]["errors"]
        for name, asker, track in (
            ("guest", None, silent),
            ("private", listener, private),
            ("silent", listener, silent),
        )
    }

    assert said == {
        "guest": [{"code": "UNAUTHENTICATED"}],
        "private": [{"code": "NOT_FOUND"}],
        "silent": [{"code": "NOT_FOUND"}],
    }
