"""Files on disk: whole or not there, found again, read in part."""

import asyncio
import errno
import os
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import anyio
import pytest

from beatgraph.storage import MissingFileError, StorageError, StorageFullError
from beatgraph.storage.disk import PART_LIVES
from tests.storage.stores import chunks, disk, files, read

WAV = "audio/wav"


async def test_a_stored_stream_reads_back_whole(tmp_path: Path) -> None:
    storage = disk(tmp_path)

    stored = await storage.put("tracks/7/master.wav", chunks(b"dub", b"", b" techno"), content_type=WAV)

    assert await read(storage, "tracks/7/master.wav") == b"dub techno"
    assert (stored.key, stored.size) == ("tracks/7/master.wav", 10)
    assert stored == await storage.head("tracks/7/master.wav")


async def test_a_stored_path_reads_back_whole_and_leaves_its_source(tmp_path: Path) -> None:
    source = tmp_path / "take.wav"
    source.write_bytes(bytes(range(256)) * 10_000)
    storage = disk(tmp_path / "media")

    await storage.put("take.wav", source, content_type=WAV)

    assert await read(storage, "take.wav") == source.read_bytes()


async def test_an_empty_file_is_a_file(tmp_path: Path) -> None:
    storage = disk(tmp_path)

    await storage.put("empty.wav", chunks(), content_type=WAV)

    assert (await storage.head("empty.wav")).size == 0
    assert await read(storage, "empty.wav") == b""


async def test_a_head_tells_size_time_and_a_quoted_tag(tmp_path: Path) -> None:
    storage = disk(tmp_path)
    before = datetime.now(UTC)

    stored = await storage.put("beat.wav", chunks(b"four"), content_type=WAV)

    assert stored.size == 4
    assert abs((stored.modified - before).total_seconds()) < 60
    assert stored.etag is not None
    assert stored.etag.startswith('"')


async def test_another_file_under_the_same_key_has_another_tag(tmp_path: Path) -> None:
    storage = disk(tmp_path)
    old = await storage.put("beat.wav", chunks(b"old"), content_type=WAV)

    new = await storage.put("beat.wav", chunks(b"new"), content_type=WAV)

    assert new.etag != old.etag
    assert await read(storage, "beat.wav") == b"new"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, None, b"0123456789"),
        (3, None, b"3456789"),
        (3, 5, b"34"),
        (0, 1, b"0"),
        (9, 100, b"9"),
        (10, None, b""),
        (11, 12, b""),
        (4, 4, b""),
        (5, 2, b""),
    ],
)
async def test_a_range_is_a_slice(tmp_path: Path, start: int, end: int | None, expected: bytes) -> None:
    storage = disk(tmp_path)
    await storage.put("digits", chunks(b"0123456789"), content_type="text/plain")

    assert await read(storage, "digits", start, end) == expected


async def test_a_range_never_counts_from_the_end(tmp_path: Path) -> None:
    storage = disk(tmp_path)
    await storage.put("digits", chunks(b"0123456789"), content_type="text/plain")

    with pytest.raises(ValueError, match="from the beginning"):
        await storage.get("digits", -1)


async def test_what_is_not_there_is_missing(tmp_path: Path) -> None:
    storage = disk(tmp_path)
    await storage.put("folder/file", chunks(b"x"), content_type=WAV)

    for key in ("nothing", "folder", "folder/file/below"):
        with pytest.raises(MissingFileError):
            await storage.head(key)
        with pytest.raises(MissingFileError):
            await storage.get(key)
        with pytest.raises(MissingFileError):
            await storage.get(key, 5, 5)
        with pytest.raises(MissingFileError):
            async with storage.local(key):
                pass
        await storage.delete(key)
    assert await read(storage, "folder/file") == b"x"


async def test_a_deleted_file_is_gone(tmp_path: Path) -> None:
    storage = disk(tmp_path)
    await storage.put("beat.wav", chunks(b"x"), content_type=WAV)

    await storage.delete("beat.wav")
    await storage.delete("beat.wav")

    with pytest.raises(MissingFileError):
        await storage.head("beat.wav")
    assert files(tmp_path) == []


async def test_a_list_holds_a_folder_and_all_below(tmp_path: Path) -> None:
    storage = disk(tmp_path)
    for key in ("a/1", "a/b/2", "ab/3", "4"):
        await storage.put(key, chunks(key.encode()), content_type=WAV)

    assert {stored.key async for stored in storage.list("a")} == {"a/1", "a/b/2"}
    assert {stored.key async for stored in storage.list("a/")} == {"a/1", "a/b/2"}
    assert {stored.key: stored.size async for stored in storage.list()} == {"a/1": 3, "a/b/2": 5, "ab/3": 4, "4": 1}
    assert [stored async for stored in storage.list("nowhere")] == []


async def test_a_list_passes_over_unfinished_files(tmp_path: Path) -> None:
    storage = disk(tmp_path)
    seen: list[str] = []

    async def source() -> AsyncIterator[bytes]:
        yield b"half"
        seen.extend([stored.key async for stored in storage.list()])
        assert len(list((tmp_path / ".incoming").iterdir())) == 1
        yield b"whole"

    await storage.put("beat.wav", source(), content_type=WAV)

    assert seen == []


async def test_the_local_path_on_disk_is_the_file_itself(tmp_path: Path) -> None:
    storage = disk(tmp_path)
    await storage.put("a/beat.wav", chunks(b"x"), content_type=WAV)

    async with storage.local("a/beat.wav") as path:
        assert path == tmp_path / "a/beat.wav"


async def test_odd_names_are_kept_as_they_are(tmp_path: Path) -> None:
    storage = disk(tmp_path / "my files")
    key = "Ünter/ein%20 Takt?#&+.wav"

    await storage.put(key, chunks(b"x"), content_type=WAV)

    assert [stored.key async for stored in storage.list()] == [key]
    assert await read(storage, key) == b"x"


async def test_a_source_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    storage = disk(tmp_path)

    async def source() -> AsyncIterator[bytes]:
        yield b"half"
        raise ConnectionError("the client went away")

    with pytest.raises(ConnectionError):
        await storage.put("a/b/beat.wav", source(), content_type=WAV)

    assert files(tmp_path) == []


async def test_a_source_that_fails_leaves_the_older_file_alone(tmp_path: Path) -> None:
    storage = disk(tmp_path)
    old = await storage.put("beat.wav", chunks(b"old"), content_type=WAV)

    async def source() -> AsyncIterator[bytes]:
        yield b"new"
        raise ConnectionError("the client went away")

    with pytest.raises(ConnectionError):
        await storage.put("beat.wav", source(), content_type=WAV)

    assert await storage.head("beat.wav") == old
    assert files(tmp_path) == ["beat.wav"]


async def test_a_cancelled_task_leaves_nothing_behind(tmp_path: Path) -> None:
    storage = disk(tmp_path)
    half = asyncio.Event()

    async def source() -> AsyncIterator[bytes]:
        yield b"half"
        half.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(storage.put("a/beat.wav", source(), content_type=WAV))
    await half.wait()
    assert len(list((tmp_path / ".incoming").iterdir())) == 1
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert files(tmp_path) == []


async def test_a_cancelled_scope_leaves_nothing_behind(tmp_path: Path) -> None:
    storage = disk(tmp_path)

    with anyio.CancelScope() as scope:

        async def source() -> AsyncIterator[bytes]:
            yield b"half"
            scope.cancel()
            yield b"whole"

        await storage.put("a/beat.wav", source(), content_type=WAV)

    assert scope.cancelled_caught
    assert files(tmp_path) == []


async def test_a_full_disk_has_its_own_error_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = disk(tmp_path)
    really = os.write

    def write(descriptor: int, chunk: bytes) -> int:
        if len(chunk) > 4:
            return really(descriptor, chunk[:4])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", write)
        with pytest.raises(StorageFullError):
            await storage.put("a/beat.wav", chunks(b"123456"), content_type=WAV)

    assert files(tmp_path) == []


async def test_a_missing_source_is_not_a_missing_file(tmp_path: Path) -> None:
    storage = disk(tmp_path / "media")

    with pytest.raises(FileNotFoundError):
        await storage.put("beat.wav", tmp_path / "nowhere.wav", content_type=WAV)

    assert files(tmp_path) == ["media"]


async def test_a_file_never_takes_the_place_of_a_folder(tmp_path: Path) -> None:
    storage = disk(tmp_path)
    await storage.put("a/beat.wav", chunks(b"x"), content_type=WAV)

    for key in ("a", "a/beat.wav/b"):
        with pytest.raises(StorageError):
            await storage.put(key, chunks(b"y"), content_type=WAV)

    assert files(tmp_path) == ["a", "a/beat.wav"]


async def test_opening_sweeps_what_a_killed_process_left_a_day_ago(tmp_path: Path) -> None:
    disk(tmp_path)
    left, recent = tmp_path / ".incoming/left", tmp_path / ".incoming/recent"
    left.write_bytes(b"half")
    recent.write_bytes(b"half")
    then = time.time() - PART_LIVES.total_seconds() - 60
    os.utime(left, (then, then))

    disk(tmp_path)

    assert files(tmp_path) == [".incoming/recent"]
