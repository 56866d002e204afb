"""Personal access tokens over REST."""

import pytest

pytestmark = pytest.mark.anyio

PATH = "/api/v1/access-tokens"


@pytest.mark.parametrize("key", ["tokenName", "token_name"])
async def test_a_token_shows_its_secret_once(doors, make, key):
    user = await make.user(email="nova@example.com")

    answer = await doors.post(PATH, user, json={key: "studio"})

    made = answer.json()
    secret = made.pop("plainTextToken")
    assert (answer.status_code, made) == (
        201,
        {
            "status": "success",
            "token": {
                "id": made["token"]["id"],
                "name": "studio",
                "created_at": "2026-03-14T12:00:00.000000Z",
                "expires_at": "2026-06-12T12:00:00.000000Z",
            },
        },
    )
    assert (await doors.get("/api/v1/users/me", secret)).json()["user"]["email"] == "nova@example.com"
    listed = await doors.get(PATH, secret)
    assert listed.json()["access_tokens"]["data"] == [made["token"]]
    assert listed.json()["pagination"]["total"] == 1
    assert secret not in listed.text


@pytest.mark.parametrize("body", [{}, {"tokenName": "ab"}, {"tokenName": "x" * 101}, {"tokenName": "a\x00b"}, []])
async def test_a_token_that_breaks_a_rule_is_not_made(doors, make, body):
    user = await make.user()

    answer = await doors.post(PATH, user, json=body)

    assert answer.status_code == 422
    assert (await doors.get(PATH, user)).json()["pagination"]["total"] == 0


async def test_a_deleted_token_is_refused_at_once(doors, make):
    user = await make.user()
    made = (await doors.post(PATH, user, json={"tokenName": "studio"})).json()

    answer = await doors.delete(f"{PATH}/{made['token']['id']}", made["plainTextToken"])

    assert (answer.status_code, answer.json()) == (200, {"status": "success"})
    assert (await doors.get("/api/v1/genres", made["plainTextToken"])).status_code == 401
    assert (await doors.delete(f"{PATH}/{made['token']['id']}", user)).status_code == 404


async def test_another_s_token_is_not_there(doors, make):
    made = (await doors.post(PATH, await make.user(), json={"tokenName": "studio"})).json()

    stranger = await make.user()
    answer = await doors.delete(f"{PATH}/{made['token']['id']}", stranger)

    assert (answer.status_code, answer.json()) == (404, {"message": "Access token not found"})
    assert (await doors.get(PATH, stranger)).json()["pagination"]["total"] == 0
    assert (await doors.get("/api/v1/genres", made["plainTextToken"])).status_code == 200


@pytest.mark.parametrize("id", ["x", "0x1", "-1", "1e3", "99999999999999999999", "١"])
async def test_a_malformed_id_is_not_found(doors, make, id):
    assert (await doors.delete(f"{PATH}/{id}", await make.user())).status_code == 404


@pytest.mark.parametrize(("method", "path"), [("get", PATH), ("post", PATH), ("delete", f"{PATH}/1")])
async def test_guests_have_no_tokens(doors, method, path):
    answer = await getattr(doors, method)(path)

    assert (answer.status_code, answer.json()) == (401, {"message": "Unauthenticated."})
