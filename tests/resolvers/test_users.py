"""Users in the graph."""

import pytest

from resolvers.base.ids import encode

pytestmark = pytest.mark.anyio

USER = """query ($id: ID!) { user(id: $id) {
  id databaseId displayName avatar email username phone isAdmin emailVerifiedAt createdAt
  artist { name } artists { name }
  accessTokens { nodes { name } }
} }"""
PUBLIC = "query ($id: ID!) { user(id: $id) { databaseId displayName avatar } }"


async def test_nobody_is_told_to_sign_in(doors):
    answer = await doors.graph("{ me { email } }")

    assert answer["data"] == {"me": None}
    assert [(error["path"], error["extensions"]["code"]) for error in answer["errors"]] == [(["me"], "UNAUTHENTICATED")]


async def test_me_is_the_account_of_the_token(ask, make):
    user = await make.user(display_name="Nova", email="nova@example.com", username="nova")

    data = await ask("{ me { id displayName email username isAdmin artist { name } artists { name } } }", user)

    assert data["me"] == {
        "id": encode("User", user.id),
        "displayName": "Nova",
        "email": "nova@example.com",
        "username": "nova",
        "isAdmin": False,
        "artist": None,
        "artists": [],
    }


async def test_one_s_profile_is_the_oldest_of_one_s_artists(ask, make):
    owner = await make.user()
    for name in ("First", "Second"):
        await make.artist(owner, name=name)
    await make.artist(name="Another's")

    data = await ask("{ me { artist { name } artists { name } } }", owner)

    assert data["me"] == {"artist": {"name": "First"}, "artists": [{"name": "First"}, {"name": "Second"}]}


async def test_a_guest_sees_what_is_public_of_a_user(ask, make):
    user = await make.user(display_name="Nova", avatar="https://example.com/nova.png")

    data = await ask(PUBLIC, id=encode("User", user.id))

    assert data["user"] == {
        "databaseId": user.id,
        "displayName": "Nova",
        "avatar": "https://example.com/nova.png",
    }


async def test_a_guest_is_told_once_a_field_what_needs_a_token(doors, make):
    user = await make.user(display_name="Nova")
    await make.artist(user)

    answer = await doors.graph(USER, id=encode("User", user.id))

    shown = {name for name, value in answer["data"]["user"].items() if value is not None}
    assert shown == {"id", "databaseId", "displayName"}
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"UNAUTHENTICATED"}
    assert len(answer["errors"]) == 9


async def test_a_stranger_sees_no_more_than_a_guest(ask, make):
    user = await make.user(username="nova", phone="1", email_verified_at=None)
    await make.artist(user)

    data = (await ask(USER, await make.user(), id=encode("User", user.id)))["user"]

    shown = {name: value for name, value in data.items() if value not in (None, [], {"nodes": []})}
    assert set(shown) == {"id", "databaseId", "displayName"}


async def test_an_admin_sees_all_but_the_tokens(ask, make, doors):
    user = await make.user(email="nova@example.com")
    await make.artist(user, name="Nova")
    await doors.post("/api/v1/access-tokens", user, json={"tokenName": "studio"})

    data = (await ask(USER, await make.user(is_admin=True), id=encode("User", user.id)))["user"]

    assert (data["email"], data["artist"], data["artists"]) == (
        "nova@example.com",
        {"name": "Nova"},
        [{"name": "Nova"}],
    )
    assert data["accessTokens"] == {"nodes": []}


@pytest.mark.parametrize("gone", ["deleted_at", "suspended_at"])
async def test_who_is_gone_is_nobody_to_others(ask, make, clock, gone):
    user = await make.user(**{gone: clock()})

    assert await ask(PUBLIC, id=encode("User", user.id)) == {"user": None}
    assert await ask(PUBLIC, await make.user(), id=encode("User", user.id)) == {"user": None}


@pytest.mark.parametrize("id", ["", "x", "VXNlcjow", "VXNlcjoxMDAwMDAwMDAwMDAwMDAwMDAwMDA=", encode("Track", 1)])
async def test_a_malformed_id_is_a_clear_refusal(doors, id):
    answer = await doors.graph(PUBLIC, id=id)

    assert answer["data"] == {"user": None}
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_five_users_cost_as_much_as_one(ask, make, doors):
    admin = await make.user(is_admin=True)
    people = [await make.user() for _ in range(5)]
    for user in people:
        await make.artist(user)
        await make.artist(user)
    fields = "{ email artist { name } artists { name } accessTokens { totalCount nodes { name } } }"

    async def cost(users):
        query = "".join(f"u{user.id}: user(by: {{databaseId: {user.id}}}) {fields} " for user in users)
        doors.forget()
        await ask(f"{{ {query} }}", admin)
        return len(doors.reads)

    assert await cost(people) == await cost(people[:1])


PRIVACY = """mutation ($input: SetListeningPrivacyInput!) {
    setListeningPrivacy(input: $input) { user { listensPrivately } errors { code } }
}"""


async def test_people_say_whether_artists_may_see_who_listens(doors, make):
    person, other, admin = await make.user(), await make.user(), await make.user(is_admin=True)

    told = [
        (await doors.ask(PRIVACY, person, input={"privately": wanted}))["setListeningPrivacy"]
        for wanted in (True, False, True)
    ]
    refused = (await doors.ask(PRIVACY, input={"privately": True}))["setListeningPrivacy"]
    seen = [
        (await doors.ask("query ($id: ID!) { user(id: $id) { listensPrivately } }", each, id=encode("User", person.id)))
        for each in (person, other, admin)
    ]

    assert told == [{"user": {"listensPrivately": wanted}, "errors": []} for wanted in (True, False, True)]
    assert refused == {"user": None, "errors": [{"code": "UNAUTHENTICATED"}]}
    assert [each["user"]["listensPrivately"] for each in seen] == [True, None, True]
    assert (await make.again(other)).listens_privately is False
