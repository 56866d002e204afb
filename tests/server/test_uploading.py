"""Uploads to a server in a process of its own: killed in the middle of an analysis, and watched for its memory."""

import asyncio
import wave
from datetime import UTC, datetime
from pathlib import Path

import pytest

from beatgraph.models import Analysis
from beatgraph.settings import MEBIBYTE
from tests.served import served

pytestmark = pytest.mark.anyio


def silence(file: Path, seconds: int, rate: int = 8_000, channels: int = 1) -> Path:
    with wave.open(str(file), "wb") as sound:
        sound.setparams((channels, 2, rate, 0, "NONE", ""))
        for _ in range(seconds):
            sound.writeframes(bytes(2 * rate * channels))
    return file


def clicks(file: Path, seconds: int, rate: int = 8_000) -> Path:
    """Two clicks a second: 120 beats a minute, and work for as long as it takes."""
    click = (b"\xff\x7f" * 20 + b"\x01\x80" * 20) * 5
    with wave.open(str(file), "wb") as sound:
        sound.setparams((1, 2, rate, 0, "NONE", ""))
        for _ in range(2 * seconds):
            sound.writeframes(click + bytes(rate - len(click)))
    return file


async def test_an_analysis_that_was_killed_is_finished_after_a_restart(settings, make, doors, clock, tmp_path):
    clock.now = datetime.now(UTC)
    owner = await make.user()
    sound = clicks(tmp_path / "clicks.wav", 150)

    async with served(settings, tmp_path, doors.bearer(owner)) as server:
        with sound.open("rb") as file:
            answer = await server.post("/api/v1/uploads", files={"file": ("clicks.wav", file)})
        entry = answer.json()["fileEntry"]
        async with asyncio.timeout(60):
            while (await make.again(Analysis(upload_id=entry["id"]))).state == "queued":
                pass
        await server.kill()
    assert (await make.again(Analysis(upload_id=entry["id"]))).state == "running"

    async with served(settings, tmp_path, doors.bearer(owner)) as server:
        answer = await server.post(f"/api/v1/tracks/{entry['id']}/extract-metadata")

    assert answer.status_code == 200, answer.text
    assert answer.json()["metadata"]["duration"] == 150_000
    assert answer.json()["metadata"]["bpm"] == 120
    assert (await make.again(Analysis(upload_id=entry["id"]))).state == "done"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_memory_does_not_grow_with_the_file(settings, make, doors, clock, tmp_path):
    clock.now = datetime.now(UTC)
    owner = await make.user()
    small, large = silence(tmp_path / "small.wav", 2), silence(tmp_path / "large.wav", 380, 44_100, 2)
    assert large.stat().st_size > 60 * MEBIBYTE

    async with served(settings, tmp_path, doors.bearer(owner), "--no-jobs") as server:
        peaks = []
        for sound in (small, large):
            with sound.open("rb") as file:
                answer = await server.post("/api/v1/uploads", files={"file": ("take.wav", file)})
            assert answer.status_code == 201, answer.text
            peaks.append(server.peak_kb)
        download = await server.get(f"/api/v1/file-entries/{answer.json()['fileEntry']['id']}")
        peaks.append(server.peak_kb)

    assert len(download.content) == large.stat().st_size
    assert peaks[2] - peaks[0] < 24 * 1024
    assert [path for path in tmp_path.iterdir() if path.name.startswith("beatgraph-")] == []
