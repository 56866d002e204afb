"""What every engine promises about background work."""

import asyncio
import threading
from typing import Any

import pytest

from beatgraph.jobs import Jobs, Outcome, Payload, Retry, State, UnknownJobError

SOON = 20.0
AT_ONCE = Retry(attempts=3, wait=0.001)


async def double(payload: Payload) -> Payload:
    return {"twice": payload["n"] * 2}


async def test_a_job_is_done_and_its_result_kept(jobs: Jobs) -> None:
    jobs.register("double", double)
    await jobs.start()

    await jobs.enqueue("double", {"n": 21}, key="a")

    assert await jobs.wait("double", "a", SOON) == Outcome(State.SUCCEEDED, {"twice": 42})
    assert await jobs.state("double", "a") == Outcome(State.SUCCEEDED, {"twice": 42})


async def test_a_job_may_return_nothing(jobs: Jobs) -> None:
    async def nothing(payload: Payload) -> None:
        assert payload == {}

    jobs.register("nothing", nothing)
    await jobs.start()

    await jobs.enqueue("nothing", {}, key="a")

    assert await jobs.wait("nothing", "a", SOON) == Outcome(State.SUCCEEDED)


async def test_each_step_is_given_what_was_found_before_it(jobs: Jobs) -> None:
    async def bpm(payload: Payload) -> Payload:
        return {"bpm": 140, "of": payload["track"]}

    async def key(payload: Payload) -> None:
        payload["bpm"] = 0

    async def both(payload: Payload) -> Payload:
        return {"all": payload}

    jobs.register("analyse", bpm, key, both)
    await jobs.start()

    await jobs.enqueue("analyse", {"track": 7}, key="7")

    outcome = await jobs.wait("analyse", "7", SOON)
    assert outcome.result == {"all": {"track": 7, "bpm": 140, "of": 7}}


async def test_a_job_runs_on_the_loop_that_started_the_engine(jobs: Jobs) -> None:
    seen: list[Any] = []

    async def look(payload: Payload) -> None:
        seen.extend([threading.current_thread(), asyncio.get_running_loop()])

    jobs.register("look", look)
    await jobs.start()

    await jobs.enqueue("look", {}, key="a")
    await jobs.wait("look", "a", SOON)

    assert seen == [threading.main_thread(), asyncio.get_running_loop()]


async def test_the_same_key_twice_is_one_job(jobs: Jobs) -> None:
    given: list[Payload] = []

    async def note(payload: Payload) -> None:
        given.append(payload)

    jobs.register("note", note)
    jobs.register("another", note)
    await jobs.start()

    await asyncio.gather(*(jobs.enqueue("note", {"n": 1}, key="a") for _ in range(3)))
    await jobs.wait("note", "a", SOON)
    await jobs.enqueue("note", {"n": 2}, key="a")
    await jobs.enqueue("note", {"n": 3}, key="b")
    await jobs.enqueue("another", {"n": 4}, key="a")
    await jobs.wait("note", "b", SOON)
    await jobs.wait("another", "a", SOON)

    assert sorted(payload["n"] for payload in given) == [1, 3, 4]


async def test_a_failing_step_is_tried_again_and_finished_ones_are_not(jobs: Jobs) -> None:
    trail: list[str] = []

    async def first(payload: Payload) -> None:
        trail.append("first")

    async def second(payload: Payload) -> Payload:
        trail.append("second")
        if trail.count("second") < 3:
            raise ConnectionError("no answer")
        return {"tries": trail.count("second")}

    jobs.register("flaky", first, second, retry=AT_ONCE)
    await jobs.start()

    await jobs.enqueue("flaky", {}, key="a")

    assert await jobs.wait("flaky", "a", SOON) == Outcome(State.SUCCEEDED, {"tries": 3})
    assert trail == ["first", "second", "second", "second"]


async def test_a_step_that_keeps_failing_fails_the_job(jobs: Jobs) -> None:
    trail: list[str] = []

    async def broken(payload: Payload) -> None:
        trail.append("broken")
        raise ConnectionError("no answer")

    async def never(payload: Payload) -> None:
        trail.append("never")

    jobs.register("broken", broken, never, retry=AT_ONCE)
    await jobs.start()

    await jobs.enqueue("broken", {}, key="a")

    assert await jobs.wait("broken", "a", SOON) == Outcome(State.FAILED, error="ConnectionError: no answer")
    assert trail == ["broken", "broken", "broken"]
    await jobs.enqueue("broken", {}, key="a")
    assert (await jobs.wait("broken", "a", SOON)).state is State.FAILED
    assert len(trail) == 3


async def test_some_failures_are_final_at_once(jobs: Jobs) -> None:
    trail: list[str] = []

    async def broken(payload: Payload) -> None:
        trail.append("broken")
        raise LookupError("the track is gone")

    jobs.register("broken", broken, retry=Retry(attempts=3, wait=60, never=(LookupError,)))
    await jobs.start()

    await jobs.enqueue("broken", {}, key="a")

    assert await jobs.wait("broken", "a", SOON) == Outcome(State.FAILED, error="LookupError: the track is gone")
    assert trail == ["broken"]


async def test_a_queue_is_as_wide_as_it_says(jobs: Jobs) -> None:
    running, most = 0, 0
    released = asyncio.Event()

    async def busy(payload: Payload) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.01)
        running -= 1

    async def blocked(payload: Payload) -> None:
        await released.wait()

    jobs.register("busy", busy, queue="narrow")
    jobs.register("blocked", blocked)
    await jobs.start()

    await jobs.enqueue("blocked", {}, key="a")
    for key in "abcd":
        await jobs.enqueue("busy", {}, key=key)
    for key in "abcd":
        assert (await jobs.wait("busy", key, SOON)).state is State.SUCCEEDED
    assert not (await jobs.wait("blocked", "a", 0)).state.final
    released.set()

    assert (await jobs.wait("blocked", "a", SOON)).state is State.SUCCEEDED
    assert most == 1


async def test_waiting_ends_with_the_time(jobs: Jobs) -> None:
    begun = asyncio.Event()

    async def endless(payload: Payload) -> None:
        begun.set()
        await asyncio.Event().wait()

    jobs.register("endless", endless)
    await jobs.start()

    await jobs.enqueue("endless", {}, key="a")
    await begun.wait()

    assert await jobs.wait("endless", "a", 0.01) == Outcome(State.RUNNING)


async def test_what_was_never_enqueued_is_unknown(jobs: Jobs) -> None:
    jobs.register("double", double)
    await jobs.start()

    assert await jobs.state("double", "a") is None
    with pytest.raises(UnknownJobError):
        await jobs.wait("double", "a", 0)
    with pytest.raises(UnknownJobError):
        await jobs.enqueue("triple", {}, key="a")
    with pytest.raises(UnknownJobError):
        await jobs.state("triple", "a")


@pytest.mark.parametrize("key", ["", "  ", "a\0b", "\ud800"])
async def test_an_unfit_key_is_refused(jobs: Jobs, key: str) -> None:
    jobs.register("double", double)
    await jobs.start()

    with pytest.raises(ValueError):
        await jobs.enqueue("double", {"n": 1}, key=key)


@pytest.mark.parametrize("payload", [{"n": object()}, {"n": float("nan")}, {"n": "\ud800"}, ["n"]])
async def test_a_payload_that_is_no_json_object_is_refused(jobs: Jobs, payload: Any) -> None:
    jobs.register("double", double)
    await jobs.start()

    with pytest.raises((TypeError, ValueError)):
        await jobs.enqueue("double", payload, key="a")
    assert await jobs.state("double", "a") is None


async def test_a_result_that_is_no_json_object_fails_the_job(jobs: Jobs) -> None:
    async def odd(payload: Payload) -> Payload:
        return {"at": object()}

    jobs.register("odd", odd, retry=Retry(attempts=1))
    await jobs.start()

    await jobs.enqueue("odd", {}, key="a")

    outcome = await jobs.wait("odd", "a", SOON)
    assert outcome.state is State.FAILED
    assert outcome.error == "TypeError: Object of type object is not JSON serializable"


async def test_a_name_is_registered_once_before_the_start_with_a_queue_that_exists(jobs: Jobs) -> None:
    jobs.register("double", double)

    with pytest.raises(ValueError, match="already"):
        jobs.register("double", double)
    with pytest.raises(ValueError, match="queue"):
        jobs.register("elsewhere", double, queue="elsewhere")
    with pytest.raises(ValueError, match="at least one step"):
        jobs.register("idle")
    with pytest.raises(ValueError, match="colon"):
        jobs.register("a:b", double)
    with pytest.raises(ValueError, match="attempted"):
        jobs.register("lazy", double, retry=Retry(attempts=0))
    with pytest.raises(RuntimeError, match="not been started"):
        await jobs.enqueue("double", {}, key="a")
    await jobs.start()
    with pytest.raises(RuntimeError, match="before they start"):
        jobs.register("late", double)


async def test_a_stop_leaves_no_task_and_no_thread_and_a_usable_loop(jobs: Jobs) -> None:
    begun = asyncio.Event()

    async def endless(payload: Payload) -> None:
        begun.set()
        await asyncio.Event().wait()

    jobs.register("endless", endless)
    jobs.register("double", double)
    others, threads = asyncio.all_tasks(), set(threading.enumerate())
    await jobs.start()
    await jobs.enqueue("endless", {}, key="a")
    await jobs.enqueue("double", {"n": 1}, key="a")
    await jobs.wait("double", "a", SOON)
    await begun.wait()

    await jobs.stop()
    await jobs.stop()

    assert asyncio.all_tasks() == others
    # anyio keeps its idle threads for the next call; they end with the loop.
    left = [thread.name for thread in set(threading.enumerate()) - threads if thread.name != "AnyIO worker thread"]
    assert left == []
    assert await asyncio.to_thread(lambda: "usable") == "usable"
