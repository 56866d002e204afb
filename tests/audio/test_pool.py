"""Worker processes: limits, deaths and replacements."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from beatgraph.audio import AnalysisPool, AudioError, analyse, probe, read_tags
from tests.audio.files import sine, write


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_the_pool_answers_what_the_functions_answer(tones: dict[str, Path]) -> None:
    async with AnalysisPool(workers=1) as pool:
        assert pool.pids == ()
        assert await pool.probe(tones[".mp3"]) == probe(tones[".mp3"])
        assert await pool.read_tags(tones[".mp3"]) == read_tags(tones[".mp3"])
        assert await pool.analyse(tones[".flac"], bpm_range=(120, 150)) == analyse(tones[".flac"], bpm_range=(120, 150))
        examination = await pool.examine(tones[".flac"])
        assert examination.tags == read_tags(tones[".flac"])
        assert len(pool.pids) == 1


async def test_errors_keep_their_reason_and_the_process(tones: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "words.mp3").write_text("words")
    async with AnalysisPool(workers=1) as pool:
        await pool.probe(tones[".wav"])
        before = pool.pids
        for path, reason in ((tmp_path / "words.mp3", "unsupported_format"), (tmp_path / "gone", "unreadable")):
            with pytest.raises(AudioError) as caught:
                await pool.probe(path)
            assert caught.value.reason == reason
        assert pool.pids == before


async def test_a_process_killed_while_idle_costs_no_call(tones: dict[str, Path]) -> None:
    async with AnalysisPool(workers=1) as pool:
        await pool.probe(tones[".wav"])
        (pid,) = pool.pids
        os.kill(pid, signal.SIGKILL)

        assert (await pool.probe(tones[".wav"])).format == "wav"
        assert pool.pids != (pid,)


async def test_a_process_killed_at_work_fails_its_own_call_only(tones: dict[str, Path], tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    async with AnalysisPool(workers=2) as pool:
        stuck = asyncio.create_task(pool.probe(pipe))
        writer = await asyncio.to_thread(os.open, pipe, os.O_WRONLY)
        (pid,) = pool.pids
        other = await pool.probe(tones[".wav"])
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(AudioError) as caught:
            await stuck
        os.close(writer)

        assert caught.value.reason == "unreadable"
        assert other.duration == 5000
        assert pid not in pool.pids
        assert (await pool.probe(tones[".flac"])).duration == 5000


async def test_a_process_that_hangs_is_replaced_in_time(tones: dict[str, Path], tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    async with AnalysisPool(workers=1, timeout_s=0.3) as pool:
        with pytest.raises(AudioError) as caught:
            await pool.probe(pipe)

        assert caught.value.reason == "timeout"
        assert pool.pids == ()
        pool.timeout_s = 30
        assert (await pool.probe(tones[".wav"])).duration == 5000


async def test_a_stopped_process_is_a_hanging_one(tones: dict[str, Path]) -> None:
    async with AnalysisPool(workers=1, timeout_s=30) as pool:
        await pool.probe(tones[".wav"])
        (pid,) = pool.pids
        os.kill(pid, signal.SIGSTOP)
        pool.timeout_s = 0.2
        with pytest.raises(AudioError) as caught:
            await pool.probe(tones[".wav"])

        assert caught.value.reason == "timeout"
        assert not alive(pid)


async def test_memory_is_bounded(tones: dict[str, Path], tmp_path: Path) -> None:
    path = write(tmp_path / "long.wav", sine(300, 8000), 8000)
    async with AnalysisPool(workers=1, memory_mb=330) as pool:
        with pytest.raises(AudioError) as caught:
            await pool.analyse(path)

        assert caught.value.reason == "unreadable"
        assert (await pool.probe(tones[".wav"])).duration == 5000


async def test_a_cancelled_call_leaves_no_process(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    async with AnalysisPool(workers=1) as pool:
        stuck = asyncio.create_task(pool.probe(pipe))
        writer = await asyncio.to_thread(os.open, pipe, os.O_WRONLY)
        (pid,) = pool.pids
        stuck.cancel()
        with pytest.raises(asyncio.CancelledError):
            await stuck
        os.close(writer)

        assert not alive(pid)
        assert pool.pids == ()


async def test_closing_leaves_no_process(tones: dict[str, Path]) -> None:
    async with AnalysisPool(workers=2) as pool:
        await asyncio.gather(*(pool.probe(tones[suffix]) for suffix in (".wav", ".flac", ".mp3", ".ogg")))
        pids = pool.pids
        assert len(pids) == 2

    assert not any(map(alive, pids))
    with pytest.raises(RuntimeError, match="closed"):
        await pool.probe(tones[".wav"])


async def test_a_worker_ends_when_its_server_is_gone(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "beatgraph.audio.worker", "1024", "0"]
    read, write_end = os.pipe()
    process = await asyncio.create_subprocess_exec(*command, stdin=read, stdout=asyncio.subprocess.DEVNULL)
    os.close(read)
    assert process.returncode is None

    os.close(write_end)

    assert await asyncio.wait_for(process.wait(), 60) == 0


def test_importing_the_package_loads_no_numbers() -> None:
    code = "import sys, beatgraph.audio; print({'numpy', 'av', 'tinytag'} & set(sys.modules))"

    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert answer.stdout == "set()\n"
