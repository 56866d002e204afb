"""Exports that are kept: made at once or in the background, told how far they are, and let go of."""

import asyncio
from datetime import timedelta

import pytest

from beatgraph import exporting
from beatgraph.errors import UnavailableError
from beatgraph.jobs import Retry
from beatgraph.models import Export, TrackDay
from beatgraph.services import kept_exports
from beatgraph.storage import MissingFileError
from beatgraph.workers import exports as worker
from resolvers.base.ids import encode, row_id
from tests.rest.test_exports import BASE, WEEK

pytestmark = pytest.mark.anyio

FIELDS = "id state progress reason fileName size url expiresAt type period format"
EXPORT = f"""mutation ($input: ExportInsightsInput!) {{
  exportInsights(input: $input) {{ export {{ {FIELDS} }} errors {{ code field }} }}
}}"""
ONE = f"query ($id: ID!) {{ export(id: $id) {{ {FIELDS} }} node(id: $id) {{ id }} }}"
ROWS = 2 * 7 + 1
"""Of the owner's two tracks in a week."""


@pytest.fixture
async def owner(make):
    user = await make.user()
    artist = await make.artist(user, name="Nova")
    rain, _ = await make.track(artist, name="Rain"), await make.track(artist, name="Snow")
    await make.row(TrackDay(track_id=rain.id, day=make.now().date(), plays=3, listeners=2))
    return user


def asked(user, **fields):
    """A row as a request leaves it, whose job has not begun."""
    told = {"type": "tracks", "period": "7-days", "include_charts": True, "as_of": "2026-03-14T12:00:00Z"}
    defaults = {"format": "csv", "asked": told, "file_name": "week.csv", "storage_key": "exports/week.csv"}
    return Export(user_id=user.id, **{**defaults, **fields})


async def ordered(doors, owner, word="CSV", **fields):
    given = {"format": word, "period": "7-days", "background": True, **fields}
    return (await doors.ask(EXPORT, owner, input=given))["exportInsights"]["export"]


async def finished(doors, owner, export):
    await doors.workshop.jobs.wait(kept_exports.JOB, str(row_id(export["id"], "Export")), 30)
    return (await doors.ask(ONE, owner, id=export["id"]))["export"]


@pytest.mark.parametrize("word", ["CSV", "JSON", "REPORT", "PDF"])
async def test_both_doors_export_the_same_in_the_background(doors, owner, word):
    route = await doors.post(f"{BASE}/{word.lower()}", owner, json=WEEK)

    begun = await ordered(doors, owner, word)
    made = await finished(doors, owner, begun)

    assert (begun["state"], begun["progress"], begun["url"], begun["expiresAt"]) == ("QUEUED", 0.0, None, None)
    assert (made["state"], made["progress"], made["size"]) == ("DONE", 1.0, len(route.content))
    assert (made["expiresAt"], made["format"], made["type"]) == ("2026-03-14T13:00:00+00:00", word, "TRACKS")
    assert (await doors.get(made["url"])).content == route.content


async def test_a_large_export_goes_into_the_background_by_itself(doors, owner, monkeypatch):
    monkeypatch.setattr(exporting, "ROWS_AT_ONCE", ROWS)
    small = await ordered(doors, owner, background=False)
    monkeypatch.setattr(exporting, "ROWS_AT_ONCE", ROWS - 1)
    large = await ordered(doors, owner, background=False)

    assert (small["state"], large["state"]) == ("DONE", "QUEUED")


async def test_how_far_it_is_is_written_every_so_many_rows(doors, workshop, make, owner, monkeypatch):
    row, told = await make.row(asked(owner)), []
    write = kept_exports.progressed

    async def progressed(work, export_id, share):
        await write(work, export_id, share)
        told.append(share)

    monkeypatch.setattr(kept_exports, "progressed", progressed)
    monkeypatch.setattr(exporting, "ROWS_A_STEP", 4)
    await worker.make_export(workshop, row.id)

    assert told == [4 / ROWS, 8 / ROWS, 12 / ROWS]
    assert ((await make.again(row)).state, (await make.again(row)).progress) == ("done", 1.0)


async def test_what_was_interrupted_is_half_a_file_to_nobody_and_made_again(doors, workshop, make, owner, monkeypatch):
    row, reached = await make.row(asked(owner)), asyncio.Event()
    write = kept_exports.progressed

    async def stuck(work, export_id, share):
        await write(work, export_id, share)
        await work.session.commit()
        reached.set()
        await asyncio.Event().wait()

    with monkeypatch.context() as patch:
        patch.setattr(exporting, "ROWS_A_STEP", 5)
        patch.setattr(kept_exports, "progressed", stuck)
        making = asyncio.create_task(worker.make_export(workshop, row.id))
        await reached.wait()
        half = (await doors.ask(ONE, owner, id=encode("Export", row.id)))["export"]
        making.cancel()
        with pytest.raises(asyncio.CancelledError):
            await making
    left = [each.key async for each in workshop.storage.list(exporting.FOLDER)]
    await worker.make_export(workshop, row.id)
    made = (await doors.ask(ONE, owner, id=encode("Export", row.id)))["export"]

    assert (half["state"], half["progress"], half["url"], left) == ("RUNNING", 5 / ROWS, None, [])
    route = await doors.post(f"{BASE}/csv", owner, json=WEEK)
    assert (await doors.get(made["url"])).content == route.content


async def test_what_a_crash_left_without_a_job_is_taken_up_in_a_round(doors, workshop, make, owner):
    row = await make.row(asked(owner))

    await worker.enqueue_unfinished(workshop)
    made = await finished(doors, owner, {"id": encode("Export", row.id)})

    assert made["state"] == "DONE"


async def test_an_export_whose_job_ended_in_an_error_has_failed(doors, workshop, make, owner, monkeypatch):
    row = await make.row(asked(owner))

    async def unavailable(*_):
        raise UnavailableError

    monkeypatch.setattr(exporting, "make", unavailable)
    registered = workshop.jobs.registrations[kept_exports.JOB]
    monkeypatch.setitem(
        workshop.jobs.registrations,
        kept_exports.JOB,
        type(registered)(registered.name, registered.steps, registered.queue, Retry(attempts=1)),
    )
    await worker.enqueue_unfinished(workshop)
    await finished(doors, owner, {"id": encode("Export", row.id)})
    await worker.enqueue_unfinished(workshop)

    assert ((await make.again(row)).state, (await make.again(row)).reason) == ("failed", "unavailable")


async def test_whoever_lost_their_upload_access_meanwhile_gets_no_figures(doors, workshop, make):
    user = await make.user()
    await make.artist(user, upload_access=False)
    row = await make.row(asked(user))

    await worker.make_export(workshop, row.id)

    assert ((await make.again(row)).state, (await make.again(row)).reason) == ("failed", "forbidden")


async def test_an_export_is_its_owners_alone(doors, make, owner):
    row = await make.row(asked(owner))
    listed = "{ exports { totalCount nodes { fileName } } }"

    for other in (await make.user(), await make.user(is_admin=True)):
        assert await doors.ask(ONE, other, id=encode("Export", row.id)) == {"export": None, "node": None}
        assert (await doors.ask(listed, other))["exports"] == {"totalCount": 0, "nodes": []}
    anonymous = await doors.graph(listed)
    assert (anonymous["data"]["exports"], anonymous["errors"][0]["extensions"]["code"]) == (None, "UNAUTHENTICATED")
    assert (await doors.ask(listed, owner))["exports"] == {"totalCount": 1, "nodes": [{"fileName": "week.csv"}]}


async def test_no_more_than_five_are_under_way(doors, make, owner):
    for number in range(kept_exports.AT_ONCE):
        await make.row(asked(owner, storage_key=f"exports/{number}.csv"))

    refused = await doors.ask(EXPORT, owner, input={"format": "CSV", "background": True})

    assert refused["exportInsights"] == {"export": None, "errors": [{"code": "QUOTA_EXCEEDED", "field": None}]}


async def test_an_export_can_be_read_for_an_hour_and_goes_with_its_row_after_two(doors, workshop, make, owner, clock):
    export = await ordered(doors, owner, background=False)
    row = Export(id=row_id(export["id"], "Export"))
    key = (await make.again(row)).storage_key
    clock.forward(minutes=61)
    later = (await doors.ask(ONE, owner, id=export["id"]))["export"]
    await worker.forget_expired(workshop)
    kept = await workshop.storage.head(key)
    clock.now += timedelta(hours=1)
    await worker.forget_expired(workshop)

    assert (later["state"], later["url"], kept.size) == ("DONE", None, export["size"])
    assert (await doors.ask(ONE, owner, id=export["id"]))["export"] is None
    with pytest.raises(MissingFileError):
        await workshop.storage.head(key)
