"""What outlives a process: jobs interrupted by a stop, by a kill, and jobs left for somebody else."""

import asyncio
import json
import logging
import os
import signal
import sys
from pathlib import Path

import pytest

from beatgraph.jobs import Outcome, Payload, State, UnknownJobError
from beatgraph.jobs.durable import DurableJobs, plain
from tests.jobs.conftest import QUEUES

SOON = 20.0


def engine(url: str, executes: bool = True) -> DurableJobs:
    return DurableJobs(url, queues=QUEUES, executes=executes, poll_s=0.02, grace_s=0.0)


async def test_a_job_interrupted_by_a_stop_goes_on_at_the_next_start(jobs_url: str) -> None:
    trail: list[str] = []
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def first(payload: Payload) -> Payload:
        trail.append("first")
        return {"found": "a kick"}

    async def second(payload: Payload) -> Payload:
        trail.append("second")
        begun.set()
        await go_on.wait()
        return payload

    before = engine(jobs_url)
    before.register("two", first, second)
    await before.start()
    await before.enqueue("two", {"track": 7}, key="7")
    await begun.wait()
    await before.stop()
    go_on.set()
    after = engine(jobs_url)
    after.register("two", first, second)
    await after.start()

    outcome = await after.wait("two", "7", SOON)
    await after.stop()

    assert outcome == Outcome(State.SUCCEEDED, {"track": 7, "found": "a kick"})
    assert trail == ["first", "second", "second"]


async def test_a_job_that_is_nearly_done_is_let_finish(jobs_url: str) -> None:
    begun = asyncio.Event()

    async def short(payload: Payload) -> Payload:
        begun.set()
        await asyncio.sleep(0.05)
        return {"done": True}

    jobs = DurableJobs(jobs_url, poll_s=0.02, grace_s=SOON)
    jobs.register("short", short)
    await jobs.start()
    await jobs.enqueue("short", {}, key="a")
    await begun.wait()

    await jobs.stop()

    asking = engine(jobs_url, executes=False)
    asking.register("short", short)
    await asking.start()
    assert await asking.state("short", "a") == Outcome(State.SUCCEEDED, {"done": True})
    await asking.stop()


async def test_a_process_that_only_enqueues_leaves_the_work_to_another(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new folder/jobs.db"
    ran: list[str] = []

    async def work(payload: Payload) -> Payload:
        ran.append(payload["by"])
        return {"done": True}

    asking, working = engine(url, executes=False), engine(url)
    for jobs in (asking, working):
        jobs.register("work", work)
    await asking.start()
    await asking.enqueue("work", {"by": "asking"}, key="a")

    assert await asking.wait("work", "a", 0.1) == Outcome(State.QUEUED)
    assert ran == []

    await working.start()
    assert await asking.wait("work", "a", SOON) == Outcome(State.SUCCEEDED, {"done": True})
    await working.enqueue("work", {"by": "working"}, key="a")
    assert await working.state("work", "a") == Outcome(State.SUCCEEDED, {"done": True})
    await working.stop()
    await asking.stop()
    assert ran == ["asking"]


async def test_a_job_that_nobody_here_knows_is_unknown(jobs_url: str) -> None:
    jobs = engine(jobs_url)
    await jobs.start()

    with pytest.raises(UnknownJobError):
        await jobs.wait("work", "a", 0)
    await jobs.stop()


async def run(url: str, folder: Path, *words: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-W", "error", "-m", "tests.jobs.interrupted", url, str(folder), *words,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def test_a_job_killed_in_its_second_step_is_done_once_after_a_restart(jobs_url: str, tmp_path: Path) -> None:
    killed = await run(jobs_url, tmp_path, "hold")
    assert killed.stdout is not None
    assert await asyncio.wait_for(killed.stdout.readline(), SOON) == b"second\n"
    os.kill(killed.pid, signal.SIGKILL)
    assert await killed.wait() == -signal.SIGKILL

    resumed = await run(jobs_url, tmp_path)
    out, err = await asyncio.wait_for(resumed.communicate(), SOON)

    assert err == b""
    assert resumed.returncode == 0
    outcome = json.loads(out.splitlines()[-1])
    assert outcome == {"state": "succeeded", "result": {"track": 7, "first": True, "second": True}, "error": None}
    assert (tmp_path / "trail").read_text().split() == ["first", "second", "second", "finished"]


async def test_nothing_is_printed_at_ordinary_times(
    jobs_url: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    async def work(payload: Payload) -> None: ...

    jobs = engine(jobs_url)
    jobs.register("work", work)
    with caplog.at_level(logging.INFO):
        await jobs.start()
        await jobs.enqueue("work", {}, key="a")
        await jobs.wait("work", "a", SOON)
        await jobs.stop()

    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("sqlite:////var/jobs.db", "sqlite:////var/jobs.db"),
        ("sqlite+aiosqlite:///jobs.db", "sqlite:///jobs.db"),
        ("postgresql+asyncpg://me:a%40b@host/beats", "postgresql://me:a%40b@host/beats"),
        ("postgresql://me@/beats?host=%2Ftmp", "postgresql://me@/beats?host=%2Ftmp"),
    ],
)
def test_the_driver_is_not_the_caller_s_concern(url: str, expected: str) -> None:
    assert plain(url) == expected


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://host/beats", "postgresql://host"])
def test_jobs_need_a_database_that_lasts(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///path"):
        plain(url)
