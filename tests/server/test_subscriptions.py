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
from beatgraph.server.app import create_app
from resolvers.base.ids import encode

pytestmark = pytest.mark.anyio

LIVE = "subscription ($id: ID!) { trackRealtime(id: $id) { activeListeners recentPlays } }"
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
