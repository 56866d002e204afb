"""Files in a bucket, on real servers that speak like S3."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import httpx2
import pytest

from beatgraph.storage import MissingFileError, Storage, StorageError
from beatgraph.storage.s3 import PART_BYTES
from tests.storage.buckets import BUCKET, Server, moto, rclone
from tests.storage.stores import chunks, read

WAV = "audio/wav"
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with moto() as found:
        yield found


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with rclone(tmp_path_factory.mktemp("rclone")) as found:
        yield found


@pytest.fixture
def storage(server: Server, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Storage:
    """A prefix of the test's own."""
    return server.opened(monkeypatch, request.node.name)


def unfinished(server: Server) -> list[str | None]:
    """Keys of uploads in parts that were neither completed nor given up."""
    answer = httpx2.get(f"{server.endpoint}/{BUCKET}?uploads")
    return [each.text for each in ElementTree.fromstring(answer.text).iter() if each.tag.endswith("}Key")]


async def big(*, fails: bool = False) -> AsyncIterator[bytes]:
    """More than two parts of a file."""
    for _ in range(5):
        yield bytes(PART_BYTES // 2)
    if fails:
        raise ConnectionResetError
    yield b"end"


async def test_a_stored_stream_reads_back_whole(storage: Storage) -> None:
    stored = await storage.put("tracks/7/master.wav", chunks(b"dub", b"", b" techno"), content_type=WAV)

    assert await read(storage, "tracks/7/master.wav") == b"dub techno"
    assert (stored.key, stored.size) == ("tracks/7/master.wav", 10)
    assert stored == await storage.head("tracks/7/master.wav")


async def test_a_file_of_several_parts_reads_back_whole_and_in_part(storage: Storage, server: Server) -> None:
    stored = await storage.put("long.wav", big(), content_type=WAV)

    assert stored.size == 5 * (PART_BYTES // 2) + 3
    assert await read(storage, "long.wav", stored.size - 5) == b"\0\0end"
    assert await read(storage, "long.wav", PART_BYTES - 2, PART_BYTES + 2) == bytes(4)
    assert unfinished(server) == []


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, None, b"0123456789"), (3, None, b"3456789"), (2, 5, b"234"), (8, 99, b"89"), (10, None, b""), (4, 4, b"")],
)
async def test_a_range_is_a_slice(storage: Storage, start: int, end: int | None, expected: bytes) -> None:
    await storage.put("ten.wav", chunks(b"0123456789"), content_type=WAV)

    assert await read(storage, "ten.wav", start, end) == expected


async def test_what_is_not_there_is_missing_and_may_be_deleted(storage: Storage) -> None:
    await storage.put("beat.wav", chunks(b"four"), content_type=WAV)

    await storage.delete("beat.wav")
    await storage.delete("beat.wav")

    for asked in (storage.head("beat.wav"), storage.get("beat.wav"), storage.get("beat.wav", 2)):
        with pytest.raises(MissingFileError):
            await asked


async def test_a_list_holds_a_folder_and_all_below_of_the_own_prefix(
    storage: Storage, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("a/1.wav", "a/b/2 ü.wav", "ab/3.wav"):
        await storage.put(key, chunks(b"x"), content_type=WAV)
    await server.opened(monkeypatch, "elsewhere").put("a/4.wav", chunks(b"x"), content_type=WAV)

    assert sorted([each.key async for each in storage.list("a")]) == ["a/1.wav", "a/b/2 ü.wav"]
    assert len([each async for each in storage.list()]) == 3


async def test_the_local_path_is_a_copy_for_as_long_as_it_is_needed(storage: Storage) -> None:
    await storage.put("beat.wav", chunks(b"four"), content_type=WAV)

    async with storage.local("beat.wav") as path:
        assert path.read_bytes() == b"four"
    assert not path.exists()


async def test_a_source_that_fails_leaves_neither_a_file_nor_parts(storage: Storage, server: Server) -> None:
    with pytest.raises(ConnectionResetError):
        await storage.put("long.wav", big(fails=True), content_type=WAV)

    assert unfinished(server) == []
    with pytest.raises(MissingFileError):
        await storage.head("long.wav")


async def test_a_cancelled_upload_leaves_neither_a_file_nor_parts(storage: Storage, server: Server) -> None:
    sent = asyncio.Event()

    async def stuck() -> AsyncIterator[bytes]:
        async for each in big():
            yield each
            sent.set()
        await asyncio.sleep(60)

    putting = asyncio.create_task(storage.put("long.wav", stuck(), content_type=WAV))
    await sent.wait()
    putting.cancel()

    with pytest.raises(asyncio.CancelledError):
        await putting
    assert unfinished(server) == []
    with pytest.raises(MissingFileError):
        await storage.head("long.wav")


async def test_a_signed_address_takes_ranges_from_anybody(storage: Storage) -> None:
    await storage.put("beat.wav", chunks(b"0123456789"), content_type=WAV)

    answer = httpx2.get(await storage.url("beat.wav", expires_in=MINUTE), headers={"Range": "bytes=2-4"})

    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (206, b"234", WAV)


async def test_only_who_knows_the_secret_comes_in(strict: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = strict.opened(monkeypatch)
    await mine.put("beat.wav", chunks(b"four"), content_type=WAV)

    assert await read(mine, "beat.wav") == b"four"
    stranger = strict.opened(monkeypatch, secret="a guess")
    for refused in (stranger.head("beat.wav"), stranger.put("x.wav", chunks(b"x"), content_type=WAV)):
        with pytest.raises(StorageError):
            await refused
    assert [each.key async for each in mine.list()] == ["beat.wav"]


async def test_a_signed_address_is_good_for_its_file_its_method_and_its_time(
    strict: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = strict.opened(monkeypatch)
    for key in ("beat 1.wav", "other.wav"):
        await storage.put(key, chunks(b"four"), content_type=WAV)
    address = await storage.url("beat 1.wav", expires_in=MINUTE)
    short = await storage.url("beat 1.wav", expires_in=timedelta(seconds=1))
    put = await storage.url("new.wav", expires_in=MINUTE, method="PUT")

    assert httpx2.get(address).content == b"four"
    assert httpx2.get(address.replace("beat%201.wav", "other.wav")).status_code == 403
    assert httpx2.put(address, content=b"mine").status_code == 403
    assert httpx2.get(address.partition("?")[0]).status_code in (400, 403)
    assert httpx2.put(put, content=b"new").status_code == 200
    assert await read(storage, "new.wav") == b"new"
    await asyncio.sleep(2)
    assert httpx2.get(short).status_code in (400, 403)
    assert await read(storage, "beat 1.wav") == b"four"


async def test_readers_are_sent_to_the_bucket(doors, make, workshop, server, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(workshop, "storage", server.opened(monkeypatch, "doors"))
    owner = await make.user()
    upload = await make.upload(owner)
    await workshop.storage.put(upload.storage_key, chunks(b"0123456789"), content_type=WAV)

    answer = await doors.get(f"/api/v1/file-entries/{upload.id}", owner)

    assert (answer.status_code, answer.headers["cache-control"]) == (302, "no-store")
    assert httpx2.get(answer.headers["location"]).content == b"0123456789"


async def test_a_server_that_is_away_is_an_error_of_the_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    away = Server("http://127.0.0.1:9").opened(monkeypatch)

    with pytest.raises(StorageError):
        await asyncio.wait_for(away.head("beat.wav"), 60)
