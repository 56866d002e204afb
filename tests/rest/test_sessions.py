"""Signing in and out over REST."""

import asyncio

import pytest

from beatgraph.models import AccessToken, RefreshToken

pytestmark = pytest.mark.anyio

ME = "/api/v1/users/me"
UNAUTHENTICATED = (401, {"message": "Unauthenticated."})


@pytest.fixture
async def account(make):
    return await make.account("nova@example.com", "a long password", display_name="Nova")


@pytest.fixture
def log_in(doors):
    async def sign_in(email="nova@example.com", password="a long password", **more):
        return await doors.post("/api/v1/auth/login", json={"email": email, "password": password, **more})

    return sign_in


async def test_a_login_answers_the_user_a_personal_token_and_a_pair(account, log_in, doors):
    answer = await log_in(" Nova@Example.com ", token_name="iphone 12")

    body = answer.json()
    assert answer.status_code == 200
    assert body["user"].pop("access_token").startswith("bg_")
    assert body == {
        "status": "success",
        "user": {
            "id": account.id,
            "display_name": "Nova",
            "avatar": None,
            "email": "nova@example.com",
            "model_type": "user",
        },
        "token": body["token"],
        "refresh_token": body["refresh_token"],
        "expires_in": 900,
    }


async def test_both_tokens_of_a_login_open_the_doors(account, log_in, doors):
    body = (await log_in()).json()

    for token in (body["token"], body["user"]["access_token"]):
        answer = await doors.get(ME, token)
        assert (answer.status_code, answer.json()["user"]["email"]) == (200, "nova@example.com")


@pytest.mark.parametrize(
    ("email", "password"),
    [("nova@example.com", "another password"), ("nobody@example.com", "a long password"), ("no e-mail", "x")],
)
async def test_wrong_credentials_are_one_and_the_same(account, log_in, email, password):
    answer = await log_in(email, password)

    assert (answer.status_code, answer.json()) == (
        401,
        {"message": "These credentials do not match our records.", "error_code": "invalid_credentials"},
    )


async def test_a_suspended_account_is_told_so_only_with_the_right_password(make, log_in, clock):
    await make.account("late@example.com", "a long password", suspended_at=clock())

    right, wrong = await log_in("late@example.com"), await log_in("late@example.com", "another password")

    assert (right.status_code, right.json()) == (403, {"message": "This account is suspended."})
    assert wrong.status_code == 401


async def test_a_deleted_account_cannot_sign_in(make, log_in, clock):
    await make.account("gone@example.com", "a long password", deleted_at=clock())

    assert (await log_in("gone@example.com")).status_code == 401


@pytest.mark.parametrize("body", [{}, {"email": "a@b.co"}, {"email": 5, "password": []}, {"email": "", "password": ""}])
async def test_a_login_without_its_fields_names_them(doors, body):
    answer = await doors.post("/api/v1/auth/login", json=body)

    assert answer.status_code == 422
    assert set(answer.json()["errors"]) <= {"email", "password"}


async def test_a_registration_signs_in(doors):
    given = {
        "email": "Drift@Example.com",
        "password": "  spaces count  ",
        "password_confirmation": "  spaces count  ",
        "token_name": "studio",
        "username": "drift",
    }

    answer = await doors.post("/api/v1/auth/register", json=given)

    assert answer.status_code == 200
    assert answer.json()["user"]["display_name"] == "drift"
    assert (await doors.get(ME, answer.json()["token"])).json()["user"]["email"] == "drift@example.com"
    again = {"email": "drift@example.com", "password": "  spaces count  "}
    assert (await doors.post("/api/v1/auth/login", json=again)).status_code == 200
    again["password"] = "spaces count"
    assert (await doors.post("/api/v1/auth/login", json=again)).status_code == 401


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "nobody"),
        ("email", "a@b"),
        ("email", "a b@example.com"),
        ("email", "a\x00@example.com"),
        ("email", f"{'a' * 250}@example.com"),
        ("password", "1234567"),
        ("password", "x" * 1001),
        ("password", "with a \x00 inside"),
        ("password_confirmation", "another password"),
        ("username", "x" * 32),
        ("token_name", "ab"),
    ],
)
async def test_a_registration_that_breaks_a_rule_names_the_field(doors, field, value):
    given = {"email": "a@example.com", "password": "a long password", field: value}

    answer = await doors.post("/api/v1/auth/register", json=given)

    assert answer.status_code == 422
    assert list(answer.json()["errors"]) in ([field], ["body"])


async def test_of_two_registrations_of_one_email_at_once_one_wins(doors):
    given = {"email": "race@example.com", "password": "a long password"}

    answers = await asyncio.gather(*(doors.post("/api/v1/auth/register", json=given) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [200, 422, 422, 422]
    refused = next(answer for answer in answers if answer.status_code == 422)
    assert refused.json()["errors"] == {"email": ["The email has already been taken."]}


async def test_a_refresh_token_gives_the_next_pair(account, log_in, doors, clock):
    first = (await log_in()).json()
    clock.forward(days=29)

    answer = await doors.post("/api/v1/auth/refresh", json={"refresh_token": first["refresh_token"]})

    second = answer.json()
    assert set(second) == {"status", "token", "refresh_token", "expires_in"}
    assert second["refresh_token"] != first["refresh_token"]
    assert (await doors.get(ME, second["token"])).status_code == 200
    clock.forward(days=29)
    third = await doors.post("/api/v1/auth/refresh", json={"refresh_token": second["refresh_token"]})
    assert third.status_code == 200


async def test_a_refresh_token_used_twice_ends_the_whole_family(account, log_in, doors):
    first = (await log_in()).json()
    second = (await doors.post("/api/v1/auth/refresh", json={"refresh_token": first["refresh_token"]})).json()
    assert (await doors.get(ME, second["token"])).status_code == 200

    answer = await doors.post("/api/v1/auth/refresh", json={"refresh_token": first["refresh_token"]})

    assert (answer.status_code, answer.json()) == UNAUTHENTICATED
    for token in (first["token"], second["token"], first["user"]["access_token"]):
        found = await doors.get(ME, token)
        assert (found.status_code, found.json()) == UNAUTHENTICATED
    last = await doors.post("/api/v1/auth/refresh", json={"refresh_token": second["refresh_token"]})
    assert last.status_code == 401


async def test_another_sign_in_outlives_the_one_that_ended(account, log_in, doors):
    stolen, other = (await log_in()).json(), (await log_in()).json()
    for _ in range(2):
        await doors.post("/api/v1/auth/refresh", json={"refresh_token": stolen["refresh_token"]})

    assert (await doors.get(ME, other["token"])).status_code == 200
    assert (await doors.get(ME, other["user"]["access_token"])).status_code == 200
    answer = await doors.post("/api/v1/auth/refresh", json={"refresh_token": other["refresh_token"]})
    assert answer.status_code == 200


async def test_of_two_refreshes_at_once_one_wins_and_the_family_ends(account, log_in, doors):
    first = (await log_in()).json()
    given = {"refresh_token": first["refresh_token"]}

    answers = await asyncio.gather(*(doors.post("/api/v1/auth/refresh", json=given) for _ in range(3)))

    assert sorted(answer.status_code for answer in answers) == [200, 401, 401]
    won = next(answer for answer in answers if answer.status_code == 200).json()
    assert (await doors.get(ME, won["token"])).status_code == 401


async def test_an_expired_refresh_token_is_refused(account, log_in, doors, clock):
    first = (await log_in()).json()
    clock.forward(days=30)

    answer = await doors.post("/api/v1/auth/refresh", json={"refresh_token": first["refresh_token"]})

    assert (answer.status_code, answer.json()) == UNAUTHENTICATED


@pytest.mark.parametrize("secret", ["made up", "", None, 5, "bg_x", "x" * 501])
async def test_a_made_up_refresh_token_is_refused(doors, secret):
    answer = await doors.post("/api/v1/auth/refresh", json={"refresh_token": secret})

    assert answer.status_code == (401 if secret in ("made up", "bg_x") else 422)


async def test_a_refresh_token_is_no_access_token(account, log_in, doors):
    body = (await log_in()).json()

    for path in (ME, "/api/v1/genres"):
        assert (await doors.get(path, body["refresh_token"])).status_code == 401


@pytest.mark.parametrize("proof", ["token", "access_token"])
async def test_a_logout_ends_the_whole_sign_in(account, log_in, doors, proof):
    body = (await log_in()).json()
    tokens = {"token": body["token"], "access_token": body["user"]["access_token"]}

    answer = await doors.post("/api/v1/auth/logout", tokens[proof])

    assert (answer.status_code, answer.json()) == (200, {"status": "success"})
    for token in tokens.values():
        assert (await doors.get(ME, token)).status_code == 401
    refreshed = await doors.post("/api/v1/auth/refresh", json={"refresh_token": body["refresh_token"]})
    assert refreshed.status_code == 401


async def test_a_logout_by_refresh_token_works_when_the_access_token_has_run_out(account, log_in, doors, clock):
    body = (await log_in()).json()
    clock.forward(hours=1)
    assert (await doors.get(ME, body["token"])).status_code == 401

    answer = await doors.post("/api/v1/auth/logout", json={"refresh_token": body["refresh_token"]})

    assert answer.status_code == 200
    assert (await doors.get(ME, body["user"]["access_token"])).status_code == 401


async def test_nobody_cannot_log_out(doors):
    answer = await doors.post("/api/v1/auth/logout")

    assert (answer.status_code, answer.json()) == UNAUTHENTICATED


async def test_a_suspension_holds_for_tokens_that_are_out(account, log_in, doors, make, clock):
    body = (await log_in()).json()
    await make.change(account, suspended_at=clock())

    assert (await doors.get(ME, body["token"])).status_code == 403
    answer = await doors.post("/api/v1/auth/refresh", json={"refresh_token": body["refresh_token"]})
    assert (answer.status_code, answer.json()) == (403, {"message": "This account is suspended."})


async def test_rows_of_tokens_that_ran_out_are_swept_at_the_next_login(account, log_in, workshop, clock):
    await log_in()
    clock.forward(days=91)

    await log_in()

    async with workshop.reading() as work:
        for kind in (AccessToken, RefreshToken):
            assert len((await work.session.exec(kind.__table__.select())).all()) == 1


async def test_no_secret_is_stored_or_written_to_the_log(account, log_in, doors, workshop, capfd):
    body = (await log_in()).json()
    await doors.post("/api/v1/auth/refresh", json={"refresh_token": body["refresh_token"]})
    await doors.get(ME, body["user"]["access_token"])

    async with workshop.reading() as work:
        rows = [
            str(row)
            for table in ("access_tokens", "refresh_tokens", "revoked_sessions", "users")
            for row in (await work.session.execute(AccessToken.metadata.tables[table].select())).all()
        ]
    said = "".join(capfd.readouterr())
    for secret in (body["token"], body["refresh_token"], body["user"]["access_token"], "a long password"):
        assert not any(secret in row for row in rows)
        assert secret not in said


async def test_a_label_client_signs_up_and_logs_in(doors):
    given = {"email": "Label@Example.com", "name": "North Label", "password": "a long password", "role": "admin"}

    answer = await doors.post("/api/auth/signup", json=given)

    body = answer.json()
    assert (answer.status_code, body["message"]) == (201, "You have signed up successfully!")
    assert set(body["data"]) == {"user", "token"}
    user = body["data"]["user"]
    assert set(user) == {"id", "email", "name", "phone", "role", "createdAt", "updatedAt"}
    assert (user["email"], user["name"], user["role"]) == ("label@example.com", "North Label", "user")
    again = await doors.post("/api/auth/login", json={"email": "label@example.com", "password": "a long password"})
    assert (again.status_code, again.json()["message"]) == (200, "You have logged in successfully!")
    assert again.json()["data"]["user"]["id"] == user["id"]


async def test_a_label_client_s_token_lives_a_day(account, doors, clock):
    given = {"email": "nova@example.com", "password": "a long password"}
    token = (await doors.post("/api/auth/login", json=given)).json()["data"]["token"]

    clock.forward(hours=23)
    assert (await doors.get(ME, token)).status_code == 200
    clock.forward(hours=2)
    assert (await doors.get(ME, token)).status_code == 401


async def test_a_label_client_is_told_who_has_the_email(account, doors):
    given = {"email": "NOVA@example.com", "name": "Nova", "password": "a long password"}

    answer = await doors.post("/api/auth/signup", json=given)

    assert (answer.status_code, answer.json()) == (
        409,
        {"message": "User already exists", "data": {"id": str(account.uuid), "email": "nova@example.com"}},
    )


@pytest.mark.parametrize("lacking", ["email", "name", "password"])
async def test_a_label_client_s_sign_up_lacks_nothing(doors, lacking):
    given = {"email": "a@example.com", "name": "A", "password": "a long password"}
    del given[lacking]

    answer = await doors.post("/api/auth/signup", json=given)

    assert (answer.status_code, answer.json()) == (
        400,
        {"statusCode": 400, "message": [f"{lacking}: This is required."], "error": "Bad Request"},
    )


async def test_wrong_credentials_of_a_label_client_are_401(account, doors):
    answer = await doors.post("/api/auth/login", json={"email": "nova@example.com", "password": "nonsense"})

    assert (answer.status_code, answer.json()) == (
        401,
        {"statusCode": 401, "message": "These credentials do not match our records."},
    )


UNUSABLE = [
    b'{"email": ' + b"[" * 900 + b"]" * 900 + b', "password": "x"}',
    b'{"email": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    b'{"email": "\\ud800", "password": "\\udfff"}',
    b'{"email": 1e999, "refresh_token": NaN}',
    b'{"refresh_token": ' + b"9" * 5000 + b"}",
    b'{"email": "a@b.co", "password": "longenough", "name": {"a": 1}, "token_name": 5, "phone": []}',
    b'{"tokenName": "abc", "days": 99999999999999999999999}',
    b"\xff\xfe",
    b"null",
    b"[]",
]


@pytest.mark.parametrize("body", UNUSABLE)
async def test_no_body_is_more_than_a_clear_refusal(doors, make, body):
    user = await make.user()

    for path in ("v1/auth/login", "v1/auth/register", "v1/auth/refresh", "auth/signup", "auth/login"):
        assert (await doors.post(f"/api/{path}", content=body)).status_code in (400, 422)
    assert (await doors.post("/api/v1/access-tokens", user, content=body)).status_code in (400, 422)
