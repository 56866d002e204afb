"""Plays over REST: who may record one, which count, and how they go on."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
from sqlmodel import col, func, select
from starlette.requests import Request

from beatgraph.analytics import listeners
from beatgraph.analytics.acceptance import Verdict
from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.plays import PlayDraft
from beatgraph.models import ListenerSalt, Play, PlayFlag, TrackDay, TrackLifetime
from beatgraph.rest.requests import client_of
from beatgraph.services import listeners as listeners_service
from beatgraph.services import plays
from beatgraph.workers import salts

pytestmark = pytest.mark.anyio

PHONE = {"user-agent": "Beatgraph/1.4 (Dart; Flutter)"}
TABLET = {"user-agent": "Beatgraph/1.4 (iPad)"}


async def play(doors, track, asker=None, headers=PHONE, **body):
    return await doors.post(f"/api/v1/tracks/{track.id}/plays", asker, json=body, headers=headers)


async def report(doors, track, asker=None, headers=PHONE, **body):
    return await doors.post(f"/api/v1/tracks/plays/{track.id}/update-duration", asker, json=body, headers=headers)


async def counts(workshop, track):
    """Plays of a track for ever, by day, and all that are stored."""
    async with workshop.reading() as work:
        lifetime = (
            await work.session.exec(select(TrackLifetime.plays).where(TrackLifetime.track_id == track.id))
        ).first()
        days = await work.session.exec(
            select(TrackDay.plays).where(TrackDay.track_id == track.id).order_by(col(TrackDay.day))
        )
        stored = (await work.session.exec(select(func.count()).where(Play.track_id == track.id))).one()
        return lifetime or 0, list(days), stored


async def flags(workshop, track):
    async with workshop.reading() as work:
        rows = await work.session.exec(select(Play).where(Play.track_id == track.id).order_by(col(Play.occurred_at)))
        return [(row.counted, row.flags) for row in rows]


async def test_a_guest_plays_a_track(doors, make, workshop):
    track = await make.track()

    answer = await play(doors, track, idempotency_key=(key := str(uuid4())), queueId="playlist.7", position=0)

    assert (answer.status_code, answer.json()) == (200, {"status": "success", "play_token": key})
    assert await counts(workshop, track) == (1, [1], 1)


async def test_the_same_key_gives_the_same_token_and_counts_once(doors, make, workshop, clock):
    track, key = await make.track(), str(uuid4())
    first = await play(doors, track, idempotency_key=key)
    clock.forward(minutes=5)

    again = await play(doors, track, idempotency_key=key.upper())

    assert again.json() == first.json()
    assert await counts(workshop, track) == (1, [1], 1)


async def test_a_play_of_ones_own_that_goes_on_is_no_second_play(doors, make, workshop, clock):
    track = await make.track()
    token = (await play(doors, track)).json()["play_token"]
    clock.forward(minutes=5)

    again = await play(doors, track, play_token=token)
    stranger = await play(doors, track, headers=TABLET, play_token=token)

    assert again.json()["play_token"] == token
    assert stranger.json()["play_token"] != token
    assert await counts(workshop, track) == (2, [2], 2)


@pytest.mark.parametrize(
    "body",
    [
        {"idempotency_key": "seven"},
        {"position": -1},
        {"position": 86_401},
        {"position": True},
        {"queueId": "x" * 101},
        {"play_token": 7},
    ],
)
async def test_a_play_with_bad_values_is_refused(doors, make, workshop, body):
    track = await make.track()

    answer = await play(doors, track, **body)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, list(body))
    assert await counts(workshop, track) == (0, [], 0)


async def test_a_private_track_is_not_there_for_a_stranger_and_its_owners_plays_do_not_count(doors, make, workshop):
    track = await make.track(private=True, published_at=None)

    assert (await play(doors, track)).status_code == 404
    assert (await play(doors, track, await make.user())).status_code == 404
    assert (await play(doors, track, await make.owner(track))).status_code == 200
    assert (await doors.post("/api/v1/tracks/999/plays", json={})).status_code == 404
    assert await counts(workshop, track) == (0, [], 1)


async def test_own_plays_are_flagged_and_not_counted(doors, make, workshop):
    first, second = await make.artist(), await make.artist()
    track = await make.track(first, second)

    for asker in (await make.owner(first), await make.owner(second), await make.user(is_admin=True)):
        assert (await play(doors, track, asker)).status_code == 200

    assert await flags(workshop, track) == [(False, PlayFlag.SELF)] * 3
    assert await counts(workshop, track) == (0, [], 3)


@pytest.mark.parametrize("name", ["", "Googlebot/2.1 (+http://www.google.com/bot.html)"])
async def test_bots_are_flagged_and_not_counted(doors, make, workshop, name):
    track = await make.track()

    await play(doors, track, headers={"user-agent": name})

    assert await flags(workshop, track) == [(False, PlayFlag.BOT)]


async def test_a_signed_in_listener_without_a_client_name_counts(doors, make, workshop):
    track = await make.track()

    await play(doors, track, await make.user(), headers={"user-agent": ""})

    assert await flags(workshop, track) == [(True, 0)]


async def test_a_repeat_within_thirty_seconds_is_flagged_and_one_at_thirty_counts(doors, make, workshop, clock):
    track = await make.track()
    for seconds in (0, 29, 1):
        clock.forward(seconds=seconds)
        await play(doors, track)

    assert await flags(workshop, track) == [(True, 0), (False, PlayFlag.REPEAT), (True, 0)]
    assert await counts(workshop, track) == (2, [2], 3)


async def test_a_guest_who_crosses_midnight_is_recognised_for_thirty_seconds(doors, make, workshop, clock):
    track = await make.track()
    clock.now = datetime(2026, 3, 14, 23, 59, 50, tzinfo=UTC)
    for _ in range(3):  # 23:59:50, 00:00:05, 00:00:20
        await play(doors, track)
        clock.forward(seconds=15)

    assert await flags(workshop, track) == [(True, 0), (False, PlayFlag.REPEAT), (True, 0)]
    assert await counts(workshop, track) == (2, [1, 1], 3)


async def test_the_fifty_first_play_of_a_track_on_a_day_is_capped(doors, make, workshop, clock):
    track, listener = await make.track(), await make.user()
    now = clock()
    await make.row(
        *(
            Play(
                event_id=uuid4(),
                track_id=track.id,
                user_id=listener.id,
                listener_key=listeners.user_key(listener.id),
                occurred_at=now - timedelta(minutes=number + 1),
                received_at=now,
                booked_day=now.date(),
            )
            for number in range(50)
        )
    )

    await play(doors, track, listener)
    await play(doors, await make.track(), listener)

    assert (await flags(workshop, track))[-1] == (False, PlayFlag.CAPPED)


async def test_sixteen_listeners_at_once_with_retries_count_once_each(doors, make, workshop):
    track = await make.track()
    keys = [str(uuid4()) for _ in range(16)]

    answers = await asyncio.gather(
        *(
            play(doors, track, headers={"user-agent": f"Phone {number}"}, idempotency_key=key)
            for _ in range(3)
            for number, key in enumerate(keys)
        )
    )

    assert [answer.json()["play_token"] for answer in answers] == keys * 3
    assert await counts(workshop, track) == (16, [16], 16)


async def test_one_listener_sixteen_times_at_once_counts_once(doors, make, workshop):
    track = await make.track()

    answers = await asyncio.gather(*(play(doors, track, idempotency_key=str(uuid4())) for _ in range(16)))

    assert {answer.status_code for answer in answers} == {200}
    assert await counts(workshop, track) == (1, [1], 16)


async def test_a_salt_lives_for_two_days_and_falls_when_the_next_is_made(doors, make, workshop, clock):
    track = await make.track()
    for _ in range(4):
        await play(doors, track)
        clock.forward(days=1)

    async with workshop.reading() as work:
        days = (await work.session.exec(select(ListenerSalt.day).order_by(col(ListenerSalt.day)))).all()
        keys = (await work.session.exec(select(Play.listener_key))).all()
    assert [str(day) for day in days] == ["2026-03-16", "2026-03-17"]
    assert len(set(keys)) == 4


async def test_a_report_only_grows_and_counts_no_faster_than_time(doors, make, workshop, clock):
    track = await make.track(duration=180_000)
    token = (await play(doors, track)).json()["play_token"]
    answers = []
    for seconds, duration in ((30, 25.5), (30, 10), (30, 600)):
        clock.forward(seconds=seconds)
        answers.append((await report(doors, track, play_token=token, duration=duration)).json())

    assert answers == [
        {"status": "success", "play_token": token, "duration": 25.5, "completion_percentage": 14.2},
        {"status": "success", "play_token": token, "duration": 25.5, "completion_percentage": 14.2},
        {"status": "success", "play_token": token, "duration": 600.0, "completion_percentage": 100.0},
    ]
    async with workshop.reading() as work:
        stored = (await work.session.exec(select(Play))).one()
    assert (stored.listened_ms, stored.reported_ms) == (95_000, 600_000)


async def test_a_loop_is_complete_and_its_listening_is_kept(doors, make, workshop, clock):
    track = await make.track(duration=10_000)
    token = (await play(doors, track)).json()["play_token"]
    clock.forward(hours=1)

    answer = await report(doors, track, play_token=token, duration=3600, completed=True, position_ms=9_900)

    assert (answer.json()["duration"], answer.json()["completion_percentage"]) == (3600.0, 100.0)
    async with workshop.reading() as work:
        stored = (await work.session.exec(select(Play))).one()
    assert (stored.listened_ms, stored.furthest_ms, stored.ended) == (3_600_000, 9_900, True)


async def test_only_ones_own_open_play_takes_a_report(doors, make, clock):
    track, listener = await make.track(), await make.user()
    guest = (await play(doors, track)).json()["play_token"]
    signed_in = (await play(doors, track, listener)).json()["play_token"]
    clock.forward(seconds=40)

    assert (await report(doors, track, headers=TABLET, play_token=guest, duration=3)).status_code == 404
    assert (await report(doors, track, listener, play_token=guest, duration=3)).status_code == 404
    assert (await report(doors, track, await make.user(), play_token=signed_in, duration=3)).status_code == 404
    assert (await report(doors, await make.track(), play_token=guest, duration=3)).status_code == 404
    assert (await report(doors, track, play_token="nothing", duration=3)).status_code == 404
    assert (await report(doors, track, play_token=guest, duration=3)).status_code == 200
    clock.forward(days=1)
    assert (await report(doors, track, listener, play_token=signed_in, duration=3)).status_code == 404


async def test_a_guest_reports_on_a_play_that_began_before_midnight(doors, make, clock):
    track = await make.track()
    clock.now = datetime(2026, 3, 14, 23, 59, tzinfo=UTC)
    token = (await play(doors, track)).json()["play_token"]
    clock.forward(minutes=2)

    assert (await report(doors, track, play_token=token, duration=100)).json()["duration"] == 100.0


@pytest.mark.parametrize("duration", ["-1", "86401", "NaN", '"NaN"', "Infinity", "null", '"long"', "true", "[]"])
async def test_a_duration_that_cannot_be_is_refused(doors, make, duration):
    track = await make.track()
    token = (await play(doors, track)).json()["play_token"]
    body = f'{{"play_token": "{token}", "duration": {duration}}}'

    answer = await doors.post(f"/api/v1/tracks/plays/{track.id}/update-duration", content=body, headers=PHONE)

    assert answer.status_code == 422


async def test_a_report_without_token_or_duration_is_refused(doors, make):
    answer = await report(doors, await make.track())

    assert (answer.status_code, sorted(answer.json()["errors"])) == (422, ["duration", "play_token"])


@pytest.mark.parametrize("header", ["Purpose", "Sec-Purpose"])
async def test_what_is_only_fetched_ahead_is_no_play(doors, make, header):
    track, listener = await make.track(), await make.user()

    answer = await doors.post(f"/api/v1/tracks/{track.id}/plays", listener, headers={header: "prefetch"})

    assert answer.status_code == 200
    assert (await doors.get(f"/api/v1/tracks/{track.id}", listener)).json()["track"]["plays"] == 0


async def test_plays_that_are_written_together_are_judged_one_after_another(workshop, make):
    track, fan, other = await make.track(), await make.user(), await make.user()
    key = uuid4()

    async def asked(viewer, key):
        async with workshop.reading(Viewer(viewer.id)) as work:
            listener = await listeners_service.of_caller(work)
            return await plays.ask(work, track.id, PlayDraft(idempotency_key=key), listener)

    together = [await asked(fan, key), await asked(fan, key), await asked(fan, uuid4()), await asked(other, uuid4())]
    async with workshop.writing() as work:
        found = await plays.record_all(work, together)
        assert [each.verdict for each in await plays.record_all(work, together[:1])] == [None]

    verdicts = [each.verdict for each in found]
    # Of two at the same instant the lower id comes first.
    assert sorted(str(each) for each in verdicts if each) == ["Verdict.COUNTED", "Verdict.COUNTED", "Verdict.REPEAT"]
    assert verdicts[1] is None
    assert verdicts[3] is Verdict.COUNTED
    assert await counts(workshop, track) == (2, [2], 3)


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": ""},
        {"user-agent": "Googlebot/2.1"},
        PHONE | {"purpose": "prefetch"},
        PHONE | {"sec-purpose": "prefetch;prerender"},
    ],
)
async def test_what_no_person_sends_is_stored_and_not_counted(doors, make, workshop, headers):
    track = await make.track()

    assert (await play(doors, track, headers=headers)).status_code == 200
    assert await flags(workshop, track) == [(False, PlayFlag.BOT)]


async def test_plays_from_a_listed_network_are_a_bots(doors, make, workshop):
    track, listener = await make.track(), await make.user()
    workshop.settings = workshop.settings.model_copy(update={"automated_networks": "192.0.2.0/24, 127.0.0.0/8"})

    await play(doors, track)
    await play(doors, track, listener)

    assert await flags(workshop, track) == [(False, PlayFlag.BOT)] * 2


def test_who_asks_for_headers_alone_counts_nowhere():
    assert client_of(Request({"type": "http", "method": "HEAD", "headers": []})).prefetches is True
    assert client_of(Request({"type": "http", "method": "GET", "headers": []})).prefetches is False


@pytest.mark.parametrize("wish", [{"dnt": "1"}, {"sec-gpc": "1"}, {"dnt": "0"}])
async def test_who_asks_not_to_be_tracked_is_known_by_no_id_of_their_own(doors, make, workshop, clock, wish):
    track = await make.track()
    event = {"event_id": str(uuid4()), "type": "play", "occurred_at": clock().isoformat(), "track_id": track.id}

    answer = await doors.post(
        "/api/v1/events", json={"events": [event | {"anonymous_id": "a phone of its own"}]}, headers=PHONE | wish
    )

    assert answer.json()["accepted"] == 1
    async with workshop.reading() as work:
        key = (await work.session.exec(select(Play.listener_key))).one()
    assert (key == listeners.consented_key("a phone of its own")) is (wish == {"dnt": "0"})


async def test_salts_go_with_the_round_after_48_hours(doors, make, workshop, clock):
    await play(doors, await make.track())
    day = datetime.combine(clock().date(), time(), UTC)

    left = []
    for at in (timedelta(hours=47, minutes=59), timedelta(hours=48)):
        clock.now = day + at
        await salts.destroy(workshop)
        async with workshop.reading() as work:
            left.append(len((await work.session.exec(select(ListenerSalt.day))).all()))

    assert left == [1, 0]
