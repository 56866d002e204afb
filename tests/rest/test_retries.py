"""A POST with an idempotency key is done once, by either door."""

from datetime import timedelta

import pytest
from sqlmodel import select

from beatgraph.models import KeptAnswer, Playlist
from beatgraph.services import answers
from tests.recordings import tone

pytestmark = pytest.mark.anyio

KEY = {"Idempotency-Key": "5c0d6a1e"}
CREATE = """mutation ($input: CreatePlaylistInput!) {
    createPlaylist(input: $input) { playlist { databaseId name } errors { code field } }
}"""


async def playlists(workshop):
    async with workshop.reading() as work:
        return (await work.session.exec(select(Playlist.name).order_by(Playlist.id))).all()


async def create(doors, who, name="Night", headers=KEY):
    return await doors.post("/api/v1/playlists", who, json={"name": name}, headers=headers)


async def test_a_request_that_is_sent_again_is_answered_again_and_not_done_again(doors, make, workshop):
    user = await make.user()

    once, again = await create(doors, user), await create(doors, user)

    assert (once.status_code, again.status_code) == (200, 200)
    assert again.content == once.content
    assert again.headers["content-type"] == once.headers["content-type"]
    assert ("idempotent-replayed" in once.headers, again.headers["idempotent-replayed"]) == (False, "true")
    assert await playlists(workshop) == ["Night"]


async def test_without_a_key_it_is_a_request_of_its_own(doors, make, workshop):
    user = await make.user()
    await create(doors, user, headers={})

    again = await create(doors, user, headers={})

    assert (again.status_code, again.json()["errors"]) == (
        422,
        {"name": ["There is a playlist of this name already."]},
    )


async def test_another_request_under_the_key_is_refused_in_the_words_of_its_surface(doors, make, workshop):
    user, admin = await make.user(), await make.user(is_admin=True)
    await create(doors, user)
    await create(doors, admin, "Theirs")

    other = await create(doors, user, "Day")
    elsewhere = await doors.post("/api/v1/albums", admin, json={"name": "Night"}, headers=KEY)
    label = await doors.post("/api/artists", admin, json={"name": "Nova"}, headers=KEY)

    assert (other.status_code, other.json()["errors"]) == (
        422,
        {"idempotency_key": ["This idempotency key was used for another request. Take a new one."]},
    )
    assert elsewhere.status_code == 422
    assert label.status_code == 400
    assert await playlists(workshop) == ["Night", "Theirs"]


async def test_a_key_belongs_to_whoever_sent_it(doors, make, workshop):
    one, other = await make.user(), await make.user()

    answered = [(await create(doors, who)).json()["playlist"]["owner_id"] for who in (one, other)]

    assert answered == [one.id, other.id]


async def test_guests_are_told_apart_by_addresses_that_are_not_written_down(doors, make, workshop):
    track = await make.track()
    play = {"position": 1}

    once = await doors.post(f"/api/v1/tracks/{track.id}/plays", json=play, headers=KEY)
    again = await doors.post(f"/api/v1/tracks/{track.id}/plays", json=play, headers=KEY)

    assert again.json() == once.json()
    async with workshop.reading() as work:
        (holder,) = (await work.session.exec(select(KeptAnswer.holder))).all()
    assert len(holder) == 64
    assert "127.0.0.1" not in holder


async def test_what_failed_may_be_tried_again_under_its_key(doors, make, workshop):
    user = await make.user()

    refused = await create(doors, user, "")
    done = await create(doors, user, "Night")

    assert (refused.status_code, done.status_code) == (422, 200)
    assert await playlists(workshop) == ["Night"]


async def test_while_it_is_being_answered_it_is_not_begun_again_and_after_a_crash_it_is(doors, make, workshop, clock):
    user = await make.user()
    await create(doors, user)
    async with workshop.writing() as work:
        row = (await work.session.exec(select(KeptAnswer))).one()
        row.status = None

    busy = await create(doors, user)
    clock.now += answers.UNDER_WAY
    again = await create(doors, user)

    assert (busy.status_code, busy.headers["retry-after"]) == (409, "1")
    assert (again.status_code, again.json()["errors"]) == (
        422,
        {"name": ["There is a playlist of this name already."]},
    )


async def test_a_key_is_free_again_after_a_day(doors, make, workshop, clock):
    user = await make.user()
    await create(doors, user)

    clock.now += timedelta(hours=24)
    later = await create(doors, user, "Day")

    assert later.status_code == 200
    assert await playlists(workshop) == ["Night", "Day"]


@pytest.mark.parametrize("key", ["", "k" * 256, "\x07"])
async def test_what_can_be_no_key_is_refused(doors, make, workshop, key):
    user = await make.user()

    answer = await create(doors, user, headers={"Idempotency-Key": key})

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["idempotency_key"])
    assert await playlists(workshop) == []


async def test_an_upload_that_is_sent_again_is_one_file(doors, make):
    user = await make.user()

    answers = [
        await doors.post("/api/v1/uploads", user, files={"file": ("take.wav", tone())}, headers=KEY) for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()


async def test_a_stream_is_sent_and_not_kept(doors, make, workshop):
    owner = await make.owner(await make.artist())

    answers = [
        await doors.post("/api/v1/producer-intelligence/insights/export/csv", owner, json={}, headers=KEY)
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert answers[0].content.count(b"\r\n") >= 2
    async with workshop.reading() as work:
        assert (await work.session.exec(select(KeptAnswer))).all() == []


async def test_tokens_are_never_kept(doors, make, workshop):
    user = await make.user()

    tokens = [
        (await doors.post("/api/v1/access-tokens", user, json={"name": "phone"}, headers=KEY)).json() for _ in range(2)
    ]
    document = 'mutation { createAccessToken(input: { name: "phone" }) { plainTextToken } }'
    for _ in range(2):
        await doors.post("/graphql", user, json={"query": document}, headers=KEY)

    assert tokens[0] != tokens[1]
    async with workshop.reading() as work:
        assert (await work.session.exec(select(KeptAnswer))).all() == []


async def asked(doors, who, name="Night", headers=None, **more):
    body = {"query": CREATE, "variables": {"input": {"name": name, **more}}}
    return await doors.post("/graphql", who, json=body, headers=headers or {})


@pytest.mark.parametrize("by_header", [True, False])
async def test_a_mutation_that_is_sent_again_is_answered_again_and_not_done_again(doors, make, workshop, by_header):
    user = await make.user()
    told = {"headers": KEY} if by_header else {"idempotencyKey": "5c0d6a1e"}

    once, again = [await asked(doors, user, **told) for _ in range(2)]
    other = await asked(doors, user, "Day", **told)

    assert once.json()["data"]["createPlaylist"]["errors"] == []
    assert (again.status_code, again.content, again.headers["idempotent-replayed"]) == (200, once.content, "true")
    assert other.json()["errors"][0]["extensions"]["code"] == "IDEMPOTENCY_KEY_REUSED"
    assert await playlists(workshop) == ["Night"]


async def test_two_mutations_take_their_key_from_the_header(doors, make, workshop):
    user = await make.user()
    both = """mutation {
        a: createPlaylist(input: { name: "Night"%s }) { errors { code } }
        b: createPlaylist(input: { name: "Day" }) { errors { code } }
    }"""

    refused = await doors.graph(both % ', idempotencyKey: "k"', user)
    for _ in range(2):
        await doors.post("/graphql", user, json={"query": both % ""}, headers=KEY)

    assert refused["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert await playlists(workshop) == ["Night", "Day"]


async def test_a_query_takes_no_notice_of_a_key(doors, make, workshop):
    user = await make.user()

    answer = await doors.post("/graphql", user, json={"query": "{ me { databaseId } }"}, headers=KEY)

    assert answer.json() == {"data": {"me": {"databaseId": user.id}}}
    async with workshop.reading() as work:
        assert (await work.session.exec(select(KeptAnswer))).all() == []
