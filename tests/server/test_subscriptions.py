"""Subscriptions, over real WebSockets."""

import asyncio
import json
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
import uvicorn
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from beatgraph.cli.serve import OPTIONS
from beatgraph.models import Analysis, Export
from beatgraph.server.app import create_app
from resolvers.base.ids import encode

pytestmark = pytest.mark.anyio

LIVE = "subscription ($id: ID!) { trackRealtime(id: $id) { activeListeners recentPlays } }"
EXPORT = "subscription ($id: ID!) { exportProgress(id: $id) { state progress url } }"
UPLOAD = "subscription ($id: ID!) { uploadProgress(id: $id) { analysis { state bpm } } }"
PHONE = {"user-agent": "Beatgraph/1.4 (Dart; Flutter)"}


class Socket:
    """One connection, as a client of the protocol uses it."""

    def __init__(self, socket) -> None:
        self.socket = socket

    async def send(self, **message) -> None:
        await self.socket.send(json.dumps(message))

    async def hear(self):
        return json.loads(await asyncio.wait_for(self.socket.recv(), 20))

    async def opened(self, payload=None):
        await self.send(type="connection_init", payload=payload or {})
        assert (await self.hear())["type"] == "connection_ack"
        return self

    async def follow(self, query, **variables):
        await self.send(id="1", type="subscribe", payload={"query": query, "variables": variables})
        return await self.hear()

    async def closed(self):
        """The code that the other end closes it with, which it does without another word."""
        with pytest.raises(ConnectionClosed) as closing:
            await self.hear()
        return closing.value.rcvd.code


@pytest.fixture
async def server(workshop):
    """A listening server over the workshop, which looks for news without delay."""
    workshop.settings = workshop.settings.model_copy(update={"realtime_seconds": 0.02})
    options = OPTIONS | {"lifespan": "off", "loop": "none"}
    config = uvicorn.Config(create_app(workshop), host="127.0.0.1", port=0, **options)
    config.load()
    serving = uvicorn.Server(config)
    serving.lifespan = config.lifespan_class(config)
    await serving.startup()
    (socket,) = serving.servers[0].sockets
    yield socket.getsockname()[1]
    await serving.shutdown()


@pytest.fixture
def open_socket(server):
    @asynccontextmanager
    async def opening(**headers):
        address = f"ws://127.0.0.1:{server}/graphql"
        async with connect(
            address, subprotocols=["graphql-transport-ws"], additional_headers=headers, proxy=None
        ) as socket:
            yield Socket(socket)

    return opening


def codes(message):
    errors = message["payload"] if message["type"] == "error" else message["payload"]["errors"]
    return [each["extensions"]["code"] for each in errors]


def figures(message):
    return message["payload"]["data"]["trackRealtime"]


async def test_live_figures_are_told_at_once_and_when_somebody_plays(open_socket, doors, make):
    track = await make.track()
    bearer = doors.bearer(await make.owner(track))

    async with open_socket() as socket:
        await socket.opened(bearer)
        first = await socket.follow(LIVE, id=encode("Track", track.id))
        await doors.post(f"/api/v1/tracks/{track.id}/plays", json={"idempotency_key": str(uuid4())}, headers=PHONE)
        told = [first, await socket.hear()]
        while 0 in figures(told[-1]).values():  # on PostgreSQL a play may fall between two statements of one look
            told.append(await socket.hear())
        await socket.send(id="1", type="complete")
        await socket.send(type="ping")
        last = await socket.hear()

    assert [figures(told[0]), figures(told[-1])] == [
        {"activeListeners": 0, "recentPlays": 0},
        {"activeListeners": 1, "recentPlays": 1},
    ]
    assert len(told) <= 3
    assert last == {"type": "pong"}


async def test_a_token_may_come_as_a_header_and_a_bad_one_opens_nothing(open_socket, doors, make):
    track = await make.track()

    async with open_socket(**doors.bearer(await make.owner(track))) as socket:
        await socket.opened()
        told = await socket.follow(LIVE, id=encode("Track", track.id))
    async with open_socket() as socket:
        await socket.send(type="connection_init", payload={"Authorization": "Bearer nonsense"})
        refused = await socket.closed()

    assert told["payload"]["data"]["trackRealtime"]["recentPlays"] == 0
    assert refused == 4403


async def test_strangers_and_guests_are_told_why_they_hear_nothing(open_socket, doors, make):
    track, private = await make.track(), await make.track(private=True)
    stranger = doors.bearer(await make.user())
    asked = [(None, track), (stranger, track), (stranger, private)]
    found = []

    for bearer, thing in asked:
        async with open_socket() as socket:
            await socket.opened(bearer)
            message = await socket.follow(LIVE, id=encode("Track", thing.id))
            found += [message["type"], *codes(message)]

    assert found == ["next", "UNAUTHENTICATED", "next", "FORBIDDEN", "next", "NOT_FOUND"]


async def test_a_subscription_ends_with_its_token(open_socket, doors, make, clock):
    track = await make.track()

    async with open_socket() as socket:
        await socket.opened(doors.bearer(await make.owner(track)))
        await socket.follow(LIVE, id=encode("Track", track.id))
        clock.forward(minutes=16)
        refusal, end = await socket.hear(), await socket.hear()

    assert codes(refusal) == ["UNAUTHENTICATED"]
    assert end == {"id": "1", "type": "complete"}


async def test_only_subscriptions_are_answered(open_socket, doors):
    async with open_socket() as socket:
        await socket.opened()
        query = await socket.follow("{ tracks { nodes { name } } }")
        nonsense = await socket.follow("subscription { nothing }")
    by_post = await doors.client.post("/graphql", json={"query": LIVE, "variables": {"id": encode("Track", 1)}})

    assert (query["type"], codes(query)) == ("error", ["BAD_USER_INPUT"])
    assert codes(nonsense) == ["GRAPHQL_VALIDATION_FAILED"]
    assert by_post.status_code == 400
    assert "WebSocket" in by_post.json()["errors"][0]["message"]


@pytest.mark.parametrize("text", ["[]", "7", "{", '{"type": 1}', '{"type": "subscribe", "id": "1", "payload": []}'])
async def test_what_is_no_message_of_the_protocol_closes_the_connection(open_socket, text):
    async with open_socket() as socket:
        await socket.opened()
        await socket.socket.send(text)
        code = await socket.closed()

    assert code == 4400


async def test_a_fault_is_told_without_details(open_socket, doors, make, monkeypatch):
    track = await make.track()

    async def fail(*_):
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr("beatgraph.services.realtime.by_tracks", fail)
    async with open_socket() as socket:
        await socket.opened(doors.bearer(await make.owner(track)))
        message = await socket.follow(LIVE, id=encode("Track", track.id))

    assert codes(message) == ["INTERNAL_SERVER_ERROR"]
    assert "secret" not in json.dumps(message)


def export_of(user):
    """An export that nobody makes: its row says how far it is."""
    asked = {"type": "tracks", "period": "7-days"}
    return Export(user_id=user.id, format="csv", asked=asked, file_name="week.csv", storage_key="exports/week.csv")


def exported(message):
    return message["payload"]["data"]["exportProgress"]


async def test_an_export_tells_how_far_it_is_until_it_is_done(open_socket, doors, make):
    owner = await make.user()
    row = await make.row(export_of(owner))

    async with open_socket() as socket:
        await socket.opened(doors.bearer(owner))
        told = [exported(await socket.follow(EXPORT, id=encode("Export", row.id)))]
        await make.change(row, state="running", progress=0.25)
        told.append(exported(await socket.hear()))
        await make.change(row, progress=0.5)
        told.append(exported(await socket.hear()))
        await make.change(row, state="done", progress=1.0, finished_at=make.now())
        told.append(exported(await socket.hear()))
        end = await socket.hear()

    assert [(each["state"], each["progress"]) for each in told] == [
        ("QUEUED", 0.0), ("RUNNING", 0.25), ("RUNNING", 0.5), ("DONE", 1.0),
    ]  # fmt: skip
    assert [each["url"] is not None for each in told] == [False, False, False, True]
    assert end == {"id": "1", "type": "complete"}


async def test_an_upload_tells_how_its_analysis_stands_until_it_is_done(open_socket, doors, make, workshop):
    owner = await make.user()
    upload = await make.upload(owner)
    row = await make.row(Analysis(upload_id=upload.id))
    states = [("running", None), ("done", 140.0)]

    async with open_socket() as socket:
        await socket.opened(doors.bearer(owner))
        told = [await socket.follow(UPLOAD, id=encode("FileEntry", upload.id))]
        for state, bpm in states:
            async with workshop.writing() as work:
                stored = await work.session.get_one(Analysis, row.upload_id)
                stored.state, stored.bpm = state, bpm
            told.append(await socket.hear())
        end = await socket.hear()

    assert [each["payload"]["data"]["uploadProgress"]["analysis"] for each in told] == [
        {"state": "QUEUED", "bpm": None},
        {"state": "RUNNING", "bpm": None},
        {"state": "DONE", "bpm": 140.0},
    ]
    assert end == {"id": "1", "type": "complete"}


async def test_a_picture_has_no_analysis_to_wait_for(open_socket, doors, make):
    owner = await make.user()
    picture = await make.upload(owner, kind="image")

    async with open_socket() as socket:
        await socket.opened(doors.bearer(owner))
        told = await socket.follow(UPLOAD, id=encode("FileEntry", picture.id))
        end = await socket.hear()

    assert told["payload"]["data"]["uploadProgress"] == {"analysis": None}
    assert end == {"id": "1", "type": "complete"}


async def test_progress_is_told_to_the_owner_alone_and_as_long_as_their_token_is_good(open_socket, doors, make, clock):
    owner, stranger = await make.user(), await make.user()
    export, upload = await make.row(export_of(owner)), await make.upload(owner)
    await make.row(Analysis(upload_id=upload.id))
    things = [(EXPORT, encode("Export", export.id)), (UPLOAD, encode("FileEntry", upload.id))]
    refused, ended = [], []

    for query, thing in things:
        for bearer in (None, doors.bearer(stranger)):
            async with open_socket() as socket:
                await socket.opened(bearer)
                refused += codes(await socket.follow(query, id=thing))
        async with open_socket() as socket:
            await socket.opened(doors.bearer(owner))
            await socket.follow(query, id=thing)
            clock.forward(minutes=16)
            ended += codes(await socket.hear())

    assert refused == ["UNAUTHENTICATED", "NOT_FOUND", "UNAUTHENTICATED", "FORBIDDEN"]
    assert ended == ["UNAUTHENTICATED", "UNAUTHENTICATED"]
