"""How often a client may ask, at every door."""

from uuid import uuid4

import httpx2
import pytest
from limits.aio import strategies
from limits.aio.storage import memory

from beatgraph import limits
from beatgraph.analytics import listeners
from beatgraph.limits import EVERYTHING, LOGIN_ANYWHERE
from beatgraph.server.app import create_app
from beatgraph.settings import Settings
from resolvers.base.ids import encode

pytestmark = pytest.mark.anyio

MOST = EVERYTHING.amount
LOGIN = "/api/v1/auth/login"
REGISTER = "/api/v1/auth/register"
GRAPH_LOGIN = """mutation ($input: LoginInput!) { login(input: $input) { token errors { code retryAfter } } }"""


@pytest.fixture
def database_url(sqlite):
    """Limits touch no database: one kind is enough."""
    with sqlite.shared() as url:
        yield url


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"rate_limits": "on", "trusted_proxies": "10.0.0.1, 10.1.0.0/16"})


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch):
    """The clock that windows are counted by, standing still until it is moved."""

    class Time:
        now = 1_770_000_000.0

        def time(self) -> float:
            return self.now

    clock = Time()
    for module in (limits, memory, strategies):
        monkeypatch.setattr(module, "time", clock)
    return clock


@pytest.fixture
def spent(workshop):
    """Spend the requests of a client, all but so many."""

    async def spend(client, left=0):
        for _ in range(MOST - left):
            await workshop.limits.count(EVERYTHING, client)

    return spend


def stands(answer):
    return tuple(int(answer.headers[f"x-ratelimit-{each}"]) for each in ("limit", "remaining", "reset"))


async def test_every_answer_says_where_its_client_stands(doors, standing_clock):
    resets = int(standing_clock.now) + 60

    assert stands(await doors.get("/api/v1/genres")) == (300, 299, resets)
    assert stands(await doors.get("/nowhere")) == (300, 298, resets)
    assert stands(await doors.get("/api/v1/genres", "made-up")) == (300, 297, resets)
    assert stands(await doors.post("/graphql", json={"query": "{ __typename }"})) == (300, 296, resets)
    assert stands(await doors.get("/livez")) == (300, 296, resets)


async def test_the_request_beyond_the_limit_is_refused(doors, spent, standing_clock):
    await spent("address:127.0.0.1", left=1)
    standing_clock.now += 20.5

    last, beyond = await doors.get("/api/v1/genres"), await doors.get("/api/v1/genres")

    assert last.status_code == 200
    assert (beyond.status_code, beyond.json()) == (429, {"message": "Too Many Attempts.", "retry_after": 40})
    assert beyond.headers["retry-after"] == "40"
    assert stands(beyond) == (300, 0, int(standing_clock.now) + 40)


async def test_the_graph_is_refused_in_its_own_words(doors, spent):
    await spent("address:127.0.0.1")

    answer = await doors.post("/graphql", json={"query": "{ __typename }"})

    assert answer.status_code == 429
    assert answer.json() == {
        "errors": [{"message": "Too Many Attempts.", "extensions": {"code": "RATE_LIMITED", "retry_after": 60}}]
    }


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/v1/artist/nothing", {"success": False, "message": "Too Many Attempts.", "retry_after": 60}),
        (
            "/api/v1/producer-intelligence/insights/nothing",
            {"success": False, "message": "Too Many Attempts.", "error": "rate_limited", "retry_after": 60},
        ),
        ("/api/artists", {"statusCode": 429, "message": "Too Many Attempts."}),
    ],
)
async def test_a_refusal_is_in_the_words_of_its_surface(doors, spent, path, body):
    await spent("address:127.0.0.1")

    answer = await doors.get(path)

    assert (answer.status_code, answer.json(), answer.headers["retry-after"]) == (429, body, "60")


async def test_a_route_with_a_limit_of_its_own_is_not_counted_with_everything(doors, make, spent):
    user = await make.owner(await make.artist())
    await spent(f"user:{user.id}")

    dashboards = [
        await doors.get(path, user)
        for path in (
            "/api/v1/artist/dashboard-stats",
            "/api/v1/artist/profile",
            f"/api/v1/artist/{user.id}/collaborative-tracks",
        )
    ]
    head = await doors.client.head("/api/v1/artist/profile", headers=doors.bearer(user))
    renewal = await doors.post("/api/v1/auth/refresh", user, json={"refresh_token": "made up"})

    assert [stands(answer)[:2] for answer in dashboards] == [(500, 499), (500, 498), (500, 497)]
    assert (head.status_code, stands(head)[:2]) == (200, (500, 496))
    assert (renewal.status_code, stands(renewal)[:2]) == (401, (30, 29))
    assert (await doors.get("/api/v1/genres", user)).status_code == 429


async def test_a_minute_later_all_is_well_again(doors, spent, standing_clock):
    await spent("address:127.0.0.1")
    assert (await doors.get("/api/v1/genres")).status_code == 429

    standing_clock.now += 60

    answer = await doors.get("/api/v1/genres")
    assert (answer.status_code, stands(answer)[1]) == (200, 299)


async def test_health_is_never_refused(doors, spent):
    await spent("address:127.0.0.1")

    assert (await doors.get("/livez")).status_code == 200


async def test_a_user_is_one_client_whatever_token_they_send(doors, make, spent):
    user = await make.user()
    personal = (await doors.post("/api/v1/access-tokens", user, json={"tokenName": "studio"})).json()
    await spent(f"user:{user.id}", left=1)

    beyond = [await doors.get("/api/v1/genres", token) for token in (user, personal["plainTextToken"])]

    assert [answer.status_code for answer in beyond] == [429, 429]
    assert (await doors.get("/api/v1/genres")).status_code == 200
    assert (await doors.get("/api/v1/genres", await make.user())).status_code == 200


async def test_a_user_can_ask_when_their_address_no_longer_can(doors, make, spent):
    user = await make.user()
    personal = (await doors.post("/api/v1/access-tokens", user, json={"tokenName": "studio"})).json()
    await spent("address:127.0.0.1")

    for token in (user, personal["plainTextToken"]):
        assert (await doors.get("/api/v1/genres", token)).status_code == 200


async def test_made_up_tokens_count_against_the_address(doors, spent):
    await spent("address:127.0.0.1", left=2)

    answers = [await doors.get("/api/v1/genres", token) for token in ("bg_one", "a.b.c", "bg_two")]

    assert [answer.status_code for answer in answers] == [401, 401, 429]


async def test_off_counts_and_tells_and_never_refuses(workshop, doors, spent):
    workshop.limits.enforced = False
    await spent("address:127.0.0.1")

    answers = [await doors.get("/api/v1/genres") for _ in range(2)]
    wrong = {"email": "a@b.co", "password": "nonsense"}
    logins = [await doors.post(LOGIN, json=wrong) for _ in range(7)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert [stands(answer)[:2] for answer in answers] == [(300, 0), (300, 0)]
    assert {answer.status_code for answer in logins} == {401}
    assert "retry-after" not in logins[-1].headers


async def test_the_sixth_login_of_an_account_in_a_minute_is_refused(doors, make, standing_clock):
    await make.account("nova@example.com", "a long password")
    right = {"email": "nova@example.com", "password": "a long password"}
    wrong = {"email": "Nova@example.com", "password": "nonsense"}

    answers = [await doors.post(LOGIN, json=wrong) for _ in range(5)] + [await doors.post(LOGIN, json=right)]

    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert [stands(answer)[:2] for answer in answers[:2]] == [(5, 4), (5, 3)]
    assert answers[-1].json() == {"message": "Too Many Attempts.", "retry_after": 60}
    assert answers[-1].headers["retry-after"] == "60"
    assert stands(answers[-1])[:2] == (5, 0)
    graph = await doors.ask(GRAPH_LOGIN, input=right)
    assert graph["login"] == {"token": None, "errors": [{"code": "RATE_LIMITED", "retryAfter": 60}]}
    label = await doors.post("/api/auth/login", json=right)
    assert label.status_code == 429
    another = await doors.post(LOGIN, json={"email": "drift@example.com", "password": "nonsense"})
    assert another.status_code == 401
    standing_clock.now += 60
    assert (await doors.post(LOGIN, json=right)).status_code == 200


async def test_the_graph_s_logins_count_as_well(doors, make):
    await make.account("nova@example.com", "a long password")
    wrong = {"email": "nova@example.com", "password": "nonsense"}

    codes = [(await doors.ask(GRAPH_LOGIN, input=wrong))["login"]["errors"][0]["code"] for _ in range(6)]

    assert codes == ["INVALID_CREDENTIALS"] * 5 + ["RATE_LIMITED"]


async def test_an_address_tries_thirty_logins_a_minute_over_all_emails(doors, make, workshop, standing_clock):
    await make.account("nova@example.com", "a long password")
    right = {"email": "nova@example.com", "password": "a long password"}
    for _ in range(LOGIN_ANYWHERE.amount - 3):
        await workshop.limits.count(LOGIN_ANYWHERE, "address:127.0.0.1")
    sprayed = [{"email": f"user{number}@example.com", "password": "password1"} for number in range(3)]

    rest = await doors.post(LOGIN, json=sprayed[0])
    label = await doors.post("/api/auth/login", json=sprayed[1])
    graph = await doors.ask(GRAPH_LOGIN, input=sprayed[2])
    beyond = await doors.post(LOGIN, json=right)

    assert (LOGIN_ANYWHERE.amount, rest.status_code, stands(rest)[:2]) == (30, 401, (30, 2))
    assert label.status_code == 401
    assert graph["login"]["errors"][0]["code"] == "INVALID_CREDENTIALS"
    assert (beyond.status_code, beyond.json()) == (429, {"message": "Too Many Attempts.", "retry_after": 60})
    assert stands(beyond)[:2] == (30, 0)
    refused = {"token": None, "errors": [{"code": "RATE_LIMITED", "retryAfter": 60}]}
    assert (await doors.ask(GRAPH_LOGIN, input=right))["login"] == refused
    assert (await doors.post("/api/auth/login", json=right)).status_code == 429
    standing_clock.now += 60
    assert (await doors.post(LOGIN, json=right)).status_code == 200


async def test_a_login_that_its_account_s_limit_refuses_is_not_counted_against_its_address(doors, workshop):
    wrong = {"email": "nova@example.com", "password": "nonsense"}

    statuses = [(await doors.post(LOGIN, json=wrong)).status_code for _ in range(7)]

    assert statuses == [401] * 5 + [429] * 2
    assert (await workshop.limits.look(LOGIN_ANYWHERE, "address:127.0.0.1")).remaining == 25


async def test_an_address_registers_five_a_minute_and_twenty_an_hour(doors, standing_clock):
    async def register(number):
        given = {"email": f"user{number}@example.com", "password": "a long password"}
        return await doors.post(REGISTER, json=given)

    statuses = []
    for minute in range(5):
        statuses += [(await register(minute * 6 + number)).status_code for number in range(6)]
        standing_clock.now += 60

    assert statuses == ([200] * 5 + [429]) * 3 + [200, 200] + [429] * 10
    beyond = await register(99)
    assert stands(beyond)[:2] == (20, 0)
    assert 60 < beyond.json()["retry_after"] <= 3600


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("10.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("10.1.2.3", "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "198.51.100.1, 10.1.9.9", "198.51.100.1"),
        ("192.0.2.1", "203.0.113.7", "192.0.2.1"),
        ("2001:db8:1:2:3::4", "203.0.113.7", "2001:db8:1:2::/64"),
        ("10.0.0.1", "2001:db8:9:8:7:6:5:4", "2001:db8:9:8::/64"),
    ],
)
async def test_only_trusted_proxies_are_believed(workshop, spent, peer, forwarded, client):
    await spent(f"address:{client}", left=1)
    transport = httpx2.ASGITransport(app=create_app(workshop), client=(peer, 1))
    async with httpx2.AsyncClient(transport=transport, base_url="http://beatgraph.test") as asking:
        headers = {"X-Forwarded-For": forwarded}
        answers = [await asking.get("/api/v1/genres", headers=headers) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 429]


async def test_counters_that_ran_out_are_swept(workshop, standing_clock):
    for number in range(100):
        await workshop.limits.count(EVERYTHING, f"address:{number}")
    standing_clock.now += 61

    await workshop.limits.count(EVERYTHING, "address:last")

    counters = workshop.limits._here.storage
    assert len(counters.storage) == len(counters.expirations) == 1


RECORD_PLAY = "mutation ($input: RecordPlayInput!) { recordPlay(input: $input) { errors { code retryAfter } } }"
RECORD_EVENTS = "mutation ($input: RecordEventsInput!) { recordEvents(input: $input) { errors { code retryAfter } } }"
PHONE = {"user-agent": "Beatgraph/1.4 (Dart; Flutter)"}


def told(kind, track, workshop):
    return {"event_id": str(uuid4()), "type": kind, "occurred_at": workshop.clock().isoformat(), "track_id": track}


async def test_a_listener_begins_sixty_plays_a_minute_at_every_door_together(doors, make, workshop, standing_clock):
    track, listener = await make.track(), await make.user()
    address, one = f"/api/v1/tracks/{track.id}/plays", encode("Track", track.id)
    for _ in range(limits.PLAYS.amount - 3):
        await workshop.limits.count(limits.PLAYS, f"listener:{listeners.user_key(listener.id).hex()}")

    graph = {"trackId": one}
    batch = {"events": [told("play", track.id, workshop), told("play", track.id, workshop)]}
    taken = [
        (await doors.post(address, listener)).status_code,
        (await doors.post("/api/v1/events", listener, json=batch)).status_code,
        (await doors.ask(RECORD_PLAY, listener, input=graph))["recordPlay"]["errors"],
    ]
    refused = await doors.post(address, listener)
    batch_refused = await doors.post("/api/v1/events", listener, json=batch)
    events = [{"eventId": str(uuid4()), "type": "PLAY", "occurredAt": workshop.clock().isoformat(), "trackId": one}]

    assert taken == [200, 200, []]
    assert (refused.status_code, batch_refused.status_code) == (429, 429)
    wait = int(refused.headers["retry-after"])
    assert (refused.json(), 0 < wait <= 60) == ({"message": "Too Many Attempts.", "retry_after": wait}, True)
    for name, query, given in (
        ("recordPlay", RECORD_PLAY, graph),
        ("recordEvents", RECORD_EVENTS, {"events": events}),
    ):
        (error,) = (await doors.ask(query, listener, input=given))[name]["errors"]
        assert (error["code"], error["retryAfter"] > 0) == ("RATE_LIMITED", True)
    # What is no play is no post of plays, and other listeners are others.
    views = await doors.post("/api/v1/events", listener, json={"events": [told("view", track.id, workshop)]})
    assert views.status_code == 200
    assert (await doors.post(address, await make.user())).status_code == 200
    assert (await doors.post(address, headers=PHONE)).status_code == 200
    standing_clock.now += 61
    assert (await doors.post(address, listener)).status_code == 200


async def test_guests_are_limited_each_by_address_and_client(doors, make):
    track = await make.track()
    address = f"/api/v1/tracks/{track.id}/plays"

    answers = [(await doors.post(address, headers=PHONE)).status_code for _ in range(limits.PLAYS.amount + 1)]
    other = await doors.post(address, headers={"user-agent": "Beatgraph/1.4 (iPad)"})

    assert (answers.count(200), answers[-1], other.status_code) == (limits.PLAYS.amount, 429, 200)
