"""Personal access tokens in the graph."""

import pytest

from resolvers.base.ids import encode

pytestmark = pytest.mark.anyio

CREATE = """mutation ($input: CreateAccessTokenInput!) { createAccessToken(input: $input) {
  secret accessToken { id name createdAt expiresAt } errors { code field }
} }"""
REVOKE = """mutation ($id: ID!) { revokeAccessToken(input: {id: $id}) {
  accessToken { name revokedAt } errors { code }
} }"""
LIST = "{ me { accessTokens { totalCount nodes { id name } } } }"


async def test_a_token_shows_its_secret_once(ask, make):
    user = await make.user(email="nova@example.com")

    made = (await ask(CREATE, user, input={"name": "studio"}))["createAccessToken"]

    assert made["secret"].startswith("bg_")
    assert made["accessToken"] == {
        "id": made["accessToken"]["id"],
        "name": "studio",
        "createdAt": "2026-03-14T12:00:00+00:00",
        "expiresAt": "2026-06-12T12:00:00+00:00",
    }
    assert await ask("{ me { email } }", made["secret"]) == {"me": {"email": "nova@example.com"}}
    listed = (await ask(LIST, user))["me"]["accessTokens"]
    assert listed == {"totalCount": 1, "nodes": [{"id": made["accessToken"]["id"], "name": "studio"}]}


@pytest.mark.parametrize(
    ("input", "field"),
    [
        ({"name": "ab"}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "abc", "days": 0}, "days"),
        ({"name": "abc", "days": 366}, "days"),
    ],
)
async def test_a_token_that_breaks_a_rule_is_not_made(ask, make, input, field):
    user = await make.user()

    made = (await ask(CREATE, user, input=input))["createAccessToken"]

    assert made == {"secret": None, "accessToken": None, "errors": [{"code": "INVALID", "field": field}]}
    assert (await ask(LIST, user))["me"]["accessTokens"]["totalCount"] == 0


async def test_a_guest_makes_no_token(ask):
    made = (await ask(CREATE, input={"name": "studio"}))["createAccessToken"]

    assert made == {"secret": None, "accessToken": None, "errors": [{"code": "UNAUTHENTICATED", "field": None}]}


async def test_a_revoked_token_is_refused_at_once(ask, make, doors):
    user = await make.user()
    made = (await ask(CREATE, user, input={"name": "studio"}))["createAccessToken"]

    data = await ask(REVOKE, user, id=made["accessToken"]["id"])

    assert data["revokeAccessToken"] == {
        "accessToken": {"name": "studio", "revokedAt": "2026-03-14T12:00:00+00:00"},
        "errors": [],
    }
    assert (await doors.get("/api/v1/genres", made["secret"])).status_code == 401
    assert (await ask(LIST, user))["me"]["accessTokens"] == {"totalCount": 0, "nodes": []}


async def test_another_s_token_cannot_be_revoked(ask, make, doors):
    made = (await ask(CREATE, await make.user(), input={"name": "studio"}))["createAccessToken"]

    for asker in (await make.user(), await make.user(is_admin=True)):
        data = await ask(REVOKE, asker, id=made["accessToken"]["id"])
        assert data["revokeAccessToken"] == {"accessToken": None, "errors": [{"code": "NOT_FOUND"}]}
    assert (await doors.get("/api/v1/genres", made["secret"])).status_code == 200


async def test_a_token_that_is_not_there_cannot_be_revoked(ask, make):
    data = await ask(REVOKE, await make.user(), id=encode("AccessToken", 99))

    assert data["revokeAccessToken"] == {"accessToken": None, "errors": [{"code": "NOT_FOUND"}]}


async def test_a_token_runs_out_after_its_days(ask, make, doors, clock):
    user = await make.user()
    made = (await ask(CREATE, user, input={"name": "studio", "days": 2}))["createAccessToken"]

    clock.forward(hours=47)
    assert (await doors.get("/api/v1/genres", made["secret"])).status_code == 200
    clock.forward(hours=1)
    assert (await doors.get("/api/v1/genres", made["secret"])).status_code == 401
